#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "model/program/plan_parts.h"

typedef enum Layer { BEFORE, MIDDLE, AFTER, N_LAYERS } Layer;

/* The path of one session. Rows count what leaves a moment less what arrives; -1 is the end. */
typedef struct Path {
    const Catalog *catalog;
    Plan *plan;
    const int32_t *cover;         /* [visits]: the covering row of each visit */
    const int32_t *booking_cover; /* [bookings]: of those of shared visits, else -1 */
    int32_t session;
    int32_t start_min; /* of the session, minute of its day */
    int32_t slots;
    bool has_places;
    int32_t first_row[N_LAYERS]; /* of the moment at start_min */
    int32_t overbook_row;        /* or -1 */
} Path;

/* The row of @p minute in @p layer: without places the layer BEFORE is one moment, AFTER none. */
static int32_t node(const Path *path, Layer layer, int32_t minute)
{
    int32_t slot = (minute - path->start_min) / path->catalog->slot_min;

    if (!path->has_places && layer == BEFORE)
        return path->first_row[BEFORE];
    if ((!path->has_places && layer == AFTER) || slot >= path->slots)
        return -1;
    return path->first_row[layer] + slot;
}

static Status add_arc(Path *path, int32_t from, int32_t to, double cost, int32_t *column)
{
    Linear *linear = &path->plan->linear;
    Status status = STATUS_OK;

    TRY(linear_column(linear, 0, 1, cost == 0 ? 0 : -cost, false, column));
    TRY(linear_entry(linear, from, *column, 1));
    if (to >= 0)
        TRY(linear_entry(linear, to, *column, -1));
done:
    return status;
}

/* The moments of each layer; a path begins at the first moment of BEFORE, or nowhere. */
static Status add_nodes(Path *path)
{
    Linear *linear = &path->plan->linear;
    Status status = STATUS_OK;

    for (Layer layer = BEFORE; layer < N_LAYERS; layer++) {
        int32_t moments = path->has_places || layer == MIDDLE ? path->slots : layer == BEFORE;

        for (int32_t t = 0; t < moments; t++) {
            bool origin = layer == BEFORE && t == 0;
            int32_t row = 0;

            TRY(linear_row(linear, origin ? -INFINITY : 0, origin ? 1 : 0, &row));
            TRY(linear_name_row(linear, row, "PROVIDER[%d,%c,%d]", (int)path->session, "BMA"[layer],
                                (int)t));
            if (t == 0)
                path->first_row[layer] = row;
        }
    }
done:
    return status;
}

/* Arcs on which nothing is served. */
static Status add_waits(Path *path)
{
    const Policy *rules = &path->catalog->clinic->rules;
    int32_t slot_min = path->catalog->slot_min;
    Status status = STATUS_OK;

    for (int32_t t = 0; t < path->slots; t++) {
        int32_t minute = path->start_min + t * slot_min, next = minute + slot_min, column = 0;

        TRY(add_arc(path, node(path, BEFORE, minute), node(path, MIDDLE, minute), 0, &column));
        if (t + 1 < path->slots)
            TRY(add_arc(path, node(path, MIDDLE, minute), node(path, MIDDLE, next),
                        rules->idle_cost_per_min * slot_min, &column));
        if (!path->has_places)
            continue;
        TRY(add_arc(path, node(path, BEFORE, minute), node(path, BEFORE, next), 0, &column));
        TRY(add_arc(path, node(path, AFTER, minute), node(path, AFTER, next), 0, &column));
    }
done:
    return status;
}

/* One arc of run @p k, and what it covers. */
static Status add_run_arc(Path *path, int32_t k, Layer from, Layer to, double cost)
{
    Plan *plan = path->plan;
    const Run *run = &plan->runs.runs[k];
    int32_t column = 0;
    Status status = STATUS_OK;

    TRY(add_arc(path, node(path, from, run->start_min), node(path, to, run->end_min), cost,
                &column));
    TRY(linear_name_column(&plan->linear, column, "z[%d,%d,%c%c]", (int)path->session, (int)k,
                           "BMA"[from], "BMA"[to]));
    if (path->overbook_row >= 0 && run->overlaps > 0)
        TRY(linear_entry(&plan->linear, path->overbook_row, column, run->overlaps));
    for (int32_t i = run->begin; i < run->end; i++) {
        const RunService *service = &plan->runs.services[plan->runs.members[i]];

        TRY(linear_entry(&plan->linear, path->cover[service->visit], column, 1));
        for (int32_t j = service->set_begin; j < service->set_end; j++) {
            int32_t row = path->booking_cover[plan->runs.sets[j]];

            if (row >= 0)
                TRY(linear_entry(&plan->linear, row, column, 1));
        }
    }
done:
    return status;
}

/* A run of places alone: idle time where patients come before and after it. */
static Status add_places(Path *path, int32_t k)
{
    const Run *run = &path->plan->runs.runs[k];
    double idle = path->catalog->clinic->rules.idle_cost_per_min;
    Status status = STATUS_OK;

    TRY(add_run_arc(path, k, BEFORE, BEFORE, 0));
    TRY(add_run_arc(path, k, AFTER, AFTER, 0));
    if (node(path, MIDDLE, run->end_min) >= 0)
        TRY(add_run_arc(path, k, MIDDLE, MIDDLE, idle * (run->end_min - run->start_min)));
done:
    return status;
}

/* A run with patients: the last one or followed by others, and, where it begins with places, the
 * first one or after others. */
static Status add_patients(Path *path, int32_t k)
{
    const Run *run = &path->plan->runs.runs[k];
    double idle = path->catalog->clinic->rules.idle_cost_per_min;
    int32_t before_min = run->real_min - run->start_min;
    bool followed = node(path, MIDDLE, run->end_min) >= 0;
    Status status = STATUS_OK;

    TRY(add_run_arc(path, k, MIDDLE, AFTER, run->cost + idle * (run->idle_min + before_min)));
    if (followed)
        TRY(add_run_arc(path, k, MIDDLE, MIDDLE,
                        run->cost + idle * (run->idle_follow_min + before_min)));
    if (before_min == 0)
        goto done;
    TRY(add_run_arc(path, k, BEFORE, AFTER, run->cost + idle * run->idle_min));
    if (followed)
        TRY(add_run_arc(path, k, BEFORE, MIDDLE, run->cost + idle * run->idle_follow_min));
done:
    return status;
}

static Status add_path(Path *path, int32_t s)
{
    const Runs *runs = &path->plan->runs;
    const CatalogSession *session = &path->catalog->sessions[s];
    Status status = STATUS_OK;

    if (runs->run_begin[s] == runs->run_begin[s + 1])
        return STATUS_OK;
    path->session = s;
    path->start_min = session->start_min - session->day * DAY_MIN;
    path->slots = (session->end_min - session->start_min) / path->catalog->slot_min;
    path->has_places = false;
    for (int32_t i = runs->service_begin[s]; i < runs->service_begin[s + 1]; i++)
        path->has_places =
            path->has_places || runs->services[i].set_begin == runs->services[i].set_end;
    path->overbook_row = -1;
    if (session->overbook_max > 0) {
        TRY(linear_row(&path->plan->linear, -INFINITY, session->overbook_max, &path->overbook_row));
        TRY(linear_name_row(&path->plan->linear, path->overbook_row, "PROVIDER[%d,overlaps]",
                            (int)s));
    }
    TRY(add_nodes(path));
    TRY(add_waits(path));
    for (int32_t k = runs->run_begin[s]; k < runs->run_begin[s + 1]; k++)
        TRY(runs->runs[k].real_min < 0 ? add_places(path, k) : add_patients(path, k));
done:
    return status;
}

/* PROVIDER: x = sum of the runs that contain it, for column @p column. */
static Status add_cover(Linear *linear, int32_t column, int32_t *row)
{
    Status status = STATUS_OK;

    TRY(linear_row(linear, 0, 0, row));
    TRY(linear_name_row(linear, *row, "PROVIDER[cover,%d]", (int)column));
    TRY(linear_entry(linear, *row, column, -1));
done:
    return status;
}

Status plan_add_paths(const Catalog *catalog, Plan *plan)
{
    Status status = STATUS_NO_MEMORY;
    int32_t *cover = MEM_NEW(int32_t, plan->slate.n_visits);
    int32_t *booking_cover = MEM_NEW(int32_t, plan->slate.n_bookings);
    Path path = {.catalog = catalog, .plan = plan, .cover = cover, .booking_cover = booking_cover};

    if (!cover || !booking_cover)
        goto done;
    for (int32_t v = 0; v < plan->slate.n_visits; v++)
        if (plan->slate.visits[v].at.session >= 0)
            TRY(add_cover(&plan->linear, plan->visit_column[v], &cover[v]));
    for (int32_t b = 0; b < plan->slate.n_bookings; b++) {
        const SlateBooking *booking = &plan->slate.bookings[b];

        booking_cover[b] = -1;
        if (booking->stand >= 0 && plan->slate.visits[booking->visit].at.session >= 0)
            TRY(add_cover(&plan->linear, plan->booking_column[b], &booking_cover[b]));
    }
    for (int32_t s = 0; s < catalog->n_sessions; s++)
        TRY(add_path(&path, s));
    status = STATUS_OK;
done:
    mem_free(cover);
    mem_free(booking_cover);
    return status;
}
