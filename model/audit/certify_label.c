#include "model/audit/certify_label.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

enum { CHUNK = 64 }; /* labels that are got at once */

typedef struct Chunk {
    struct Chunk *next;
} Chunk;

static void free_chunks(Labels *labels)
{
    for (Chunk *chunk = labels->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        mem_free(chunk);
    }
    labels->chunks = NULL;
    labels->spare = NULL;
}

void labels_clear(Labels *labels)
{
    free_chunks(labels);
    mem_free(labels->kept);
    *labels = (Labels){0};
}

static size_t label_bytes(const Labels *labels)
{
    return sizeof(Label) + ((size_t)labels->units + 1) * sizeof(double);
}

void labels_open(Labels *labels, int32_t units)
{
    free_chunks(labels);
    labels->units = units;
    labels->merged = false;
}

Status labels_get(Labels *labels, Label **out)
{
    if (!labels->spare) {
        Chunk *chunk = mem_flexible(sizeof *chunk, CHUNK, label_bytes(labels));

        if (!chunk)
            return STATUS_NO_MEMORY;
        chunk->next = labels->chunks;
        labels->chunks = chunk;
        for (int32_t i = 0; i < CHUNK; i++)
            labels_drop(labels, (Label *)((char *)(chunk + 1) + (size_t)i * label_bytes(labels)));
    }
    *out = labels->spare;
    labels->spare = labels->spare->next;
    return STATUS_OK;
}

static int dearest_first(const void *left, const void *right)
{
    const Label *a = *(Label *const *)left, *b = *(Label *const *)right;

    return order_real(b->worth, a->worth);
}

/* What @p a should be worth more than @p b for having more excess from sift->now on; INFINITY if it
 * is more than @p most, or if what runs comes more likely. The ends tell most. Rounding of what is
 * already a sum of many is allowed for. */
static double handicap(const Sift *sift, const Label *a, const Label *b, double most)
{
    const double *more = a->excess, *less = b->excess;
    double least = fmax(more[sift->now] - less[sift->now], more[sift->end] - less[sift->end]);
    double weight = sift->weight, slack = 1e-9 * more[sift->now], bar = fmax(0.0, most) / weight;

    if (a->runs.chance > b->runs.chance || most < 0.0 || least > bar)
        return INFINITY;
    for (int32_t x = sift->now + 1; x < sift->end; x++) {
        double difference = more[x] - less[x];

        if (difference > least) {
            least = difference;
            if (least > bar)
                return INFINITY;
        }
    }
    if (!(least > 0.0))
        return 0.0;
    least = (least + slack) * weight;
    return least > most ? INFINITY : least;
}

/* True when @p a makes @p b needless, if it may be worth sift->blur more than it was. */
static bool swallows(Labels *labels, const Sift *sift, Label *a, const Label *b)
{
    double most = fmax(a->worth, a->base + sift->blur) - b->worth;
    double worth = b->worth + handicap(sift, a, b, most);

    if (!(worth < INFINITY))
        return false;
    if (worth > a->worth) {
        a->worth = worth;
        labels->merged = true;
    }
    return true;
}

/* Keeps @p label unless another makes it needless; takes out those that it swallows. */
static void keep(Labels *labels, Label *label, const Sift *sift)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < labels->n_kept; i++)
        if (swallows(labels, sift, labels->kept[i], label)) {
            labels_drop(labels, label);
            return;
        }
    for (int32_t i = 0; i < labels->n_kept; i++) {
        Label *other = labels->kept[i];

        if (swallows(labels, sift, label, other))
            labels_drop(labels, other);
        else
            labels->kept[kept++] = other;
    }
    labels->kept[kept++] = label;
    labels->n_kept = kept;
}

Status labels_sift(Labels *labels, Label **list, const Sift *sift)
{
    int32_t count = 0;
    Status status = STATUS_OK;

    labels->n_kept = 0;
    for (Label *label = *list; label; label = label->next) {
        TRY(mem_grow((void **)&labels->kept, &labels->kept_room, (int64_t)count + 1,
                     sizeof *labels->kept));
        labels->kept[count++] = label;
    }
    *list = NULL;
    if (count > 1)
        qsort(labels->kept, (size_t)count, sizeof *labels->kept, dearest_first);
    for (int32_t i = 0; i < count; i++) {
        Label *label = labels->kept[i];

        if (labels->n_kept < sift->limit)
            keep(labels, label, sift);
        else
            labels_drop(labels, label);
    }
done:
    return status;
}

double work_after(const Work *work, const double *excess, int32_t now, int32_t x)
{
    const Duration *duration;
    int32_t g = x - now, last;
    double sum;

    if (!work->law)
        return g >= work->fixed ? excess[x - work->fixed] : excess[now] + (work->fixed - g);
    duration = &work->law->duration;
    last = g < duration->reach ? g : duration->reach;
    sum = g > duration->reach ? 0.0 : work->law->tail[g] + excess[now] * duration->beyond[g + 1];
    for (int32_t k = duration->least; k <= last; k++)
        sum += duration->chance[k] * excess[x - k];
    return sum;
}

/* to[i] += the sum of chance[j] from[i - j] over j < @p n (at most 4) and j <= i, for i up to
 * @p last: most of all the time of a scan is spent here. */
static void add_four(const double *chance, int32_t n, const double *restrict from, int32_t last,
                     double *restrict to)
{
    double a = chance[0], b = n > 1 ? chance[1] : 0.0, c = n > 2 ? chance[2] : 0.0;
    double d = n > 3 ? chance[3] : 0.0;

    for (int32_t i = 0; i < 3 && i <= last; i++)
        for (int32_t j = 0; j < n && j <= i; j++)
            to[i] += chance[j] * from[i - j];
    for (int32_t i = 3; i <= last; i++)
        to[i] += (a * from[i] + b * from[i - 1]) + (c * from[i - 2] + d * from[i - 3]);
}

void work_add(const Work *work, const double *excess, int32_t now, int32_t units, double *out)
{
    const Duration *duration;
    int32_t room = units - now, last;

    if (!work->law) {
        for (int32_t x = now; x <= units; x++)
            out[x] = work_after(work, excess, now, x);
        return;
    }
    duration = &work->law->duration;
    last = room < duration->reach ? room : duration->reach;
    for (int32_t g = 0; g <= room; g++)
        out[now + g] =
            g > duration->reach ? 0.0 : work->law->tail[g] + excess[now] * duration->beyond[g + 1];
    if (!(excess[now] > 0.0))
        return;
    for (int32_t k = duration->least; k <= last; k += 4)
        add_four(duration->chance + k, last - k + 1 < 4 ? last - k + 1 : 4, excess + now, room - k,
                 out + now + k);
}
