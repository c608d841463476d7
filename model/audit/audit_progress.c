/* DATA: what a result says of the way to its answer, against the answer. */
#include "model/audit/audit_case.h"
#include "model/base/text.h"

/* The bound that the result claims; INFINITY when it claims none. */
static double claimed_bound(const Case *c)
{
    const char *claim = attributes_get(&c->schedule->attributes, "bound");
    double bound = INFINITY;

    return claim && text_to_real(claim, &bound) ? bound : INFINITY;
}

void progress_judge(Case *c)
{
    const ProgressTable *rows = &c->schedule->progress;
    double worth = c->verdict->worth.objective, bound = claimed_bound(c);
    double slack = 1e-6 * (fabs(worth) > 1.0 ? fabs(worth) : 1.0);

    for (int32_t row = 0; row < rows->rows; row++) {
        if (rows->objective[row] > bound + slack)
            violate(c, AUDIT_DATA,
                    "progress row %d: a schedule worth %.12g, where none is said to exceed %.12g",
                    (int)row, rows->objective[row], bound);
        if (rows->bound[row] < worth - slack && c->verdict->violations == 0)
            violate(c, AUDIT_DATA,
                    "progress row %d: a bound of %.12g, where this one is worth %.12g", (int)row,
                    rows->bound[row], worth);
    }
}
