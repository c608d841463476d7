/** @file certify_label.h
 *  How plans of a session can have begun: labels, and which of them others make needless.
 *
 *  Let T be the minute at which all that has begun is done if it is done one after the other. A
 *  label knows E[(T - x)+] for the minutes x that are left of the session: for x = now that is how
 *  long someone who comes now waits, for the session's end the overtime. Time passes without a
 *  change to it.
 */
#ifndef MODEL_AUDIT_CERTIFY_LABEL_H
#define MODEL_AUDIT_CERTIFY_LABEL_H

#include "model/audit/certify_band.h"
#include "model/audit/certify_law.h"

typedef struct Label Label;
struct Label {
    Label *next;     /* of a list */
    double worth;    /* of all before; of merged labels the greatest */
    double base;     /* that of the one that the label was before it was merged with others */
    Runner runs;     /* the item that runs */
    double excess[]; /* [units + 1]: E[(T - x)+], valid from now on; in units */
};

/** Where labels come from and return to. Zero-initialised it is empty. */
typedef struct Labels {
    void *chunks;  /* owned: a list */
    Label *spare;  /* a list */
    int32_t units; /* of the session: minutes or slots */
    Label **kept;  /* owned, [n_kept]: see labels_sift() */
    int32_t n_kept, kept_room;
    bool merged; /* some label has become worth more than it was */
} Labels;

/** Forgets all labels; those to come are of sessions of @p units. */
void labels_open(Labels *labels, int32_t units);

void labels_clear(Labels *labels);

/** A label of any content; put it into a list or give it back. @return OK or NO_MEMORY. */
Status labels_get(Labels *labels, Label **out);

static inline void labels_drop(Labels *labels, Label *label)
{
    label->next = labels->spare;
    labels->spare = label;
}

/** How labels are compared. */
typedef struct Sift {
    int32_t now, end; /* units: from where to where excess counts */
    int32_t limit;    /* how many are kept at most, the dearest */
    double blur;      /* a label may be worth so much more than it was, to make others needless */
    double weight;    /* what one unit more of excess can cost at most; above 0 */
} Sift;

/** Empties @p list into labels->kept, less those that others make needless: where what runs comes
 *  no less likely, and worth no more, what more excess the other has counted at its weight. A label
 *  that would do so if it were worth up to sift->blur more becomes worth as much. @return OK or
 *  NO_MEMORY. O(labels^2 x units). */
Status labels_sift(Labels *labels, Label **list, const Sift *sift);

/** The law of a service: varying, or @p fixed units if @p law is NULL. */
typedef struct Work {
    const Law *law;
    int32_t fixed;
} Work;

/** E[(T + D - x)+] for @p x from @p now on, T not before @p now, from E[(T - x)+]. */
double work_after(const Work *work, const double *excess, int32_t now, int32_t x);

/** That for all x from @p now to @p units. */
void work_add(const Work *work, const double *excess, int32_t now, int32_t units, double *out);

#endif
