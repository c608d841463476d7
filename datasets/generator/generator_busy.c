#include "datasets/generator/generator_busy.h"

#include "model/base/lookup.h"
#include "model/base/memory.h"

enum { FREE = 0, CLOSED = -1 };

static int32_t *day_of(const Busy *busy, int32_t unit, int32_t day)
{
    return busy->cells + ((int64_t)unit * busy->days + day) * busy->slots;
}

int32_t busy_unit(const Busy *busy, int32_t kind, int32_t row)
{
    if (kind == UNIT_PROVIDER)
        return row;
    row += busy->clinic->providers.rows;
    return kind == UNIT_ROOM ? row : row + busy->clinic->rooms.rows;
}

/* Closes @p unit over minutes rounded outward. */
static void shut(Busy *busy, int32_t unit, int32_t day, int32_t start_min, int32_t end_min)
{
    int32_t end = (end_min + busy->slot_min - 1) / busy->slot_min;
    int32_t *cells = day_of(busy, unit, day);

    for (int32_t s = start_min / busy->slot_min; s < end && s < busy->slots; s++)
        cells[s] = CLOSED;
}

static void shut_site(Busy *busy, int32_t site, int32_t day, int32_t start_min, int32_t end_min)
{
    const Clinic *clinic = busy->clinic;

    for (int32_t row = 0; row < clinic->rooms.rows; row++)
        if (clinic->rooms.site[row] == site)
            shut(busy, busy_unit(busy, UNIT_ROOM, row), day, start_min, end_min);
    for (int32_t row = 0; row < clinic->equipment.rows; row++)
        if (clinic->equipment.site[row] == site)
            shut(busy, busy_unit(busy, UNIT_EQUIPMENT, row), day, start_min, end_min);
    for (int32_t row = 0; row < clinic->sessions.rows; row++)
        if (clinic->sessions.site[row] == site && clinic->sessions.date[row] == day)
            shut(busy, clinic->sessions.provider[row], day, start_min, end_min);
}

static Status enter_closures(Busy *busy)
{
    Status status = STATUS_OK;
    const Clinic *clinic = busy->clinic;
    const Closures *closures = &clinic->closures;
    Lookup *indices[n_words_closure_kind] = {NULL};

    TRY(lookup_list(clinic->providers.provider, clinic->providers.rows,
                    &indices[CLOSURE_PROVIDER]));
    TRY(lookup_list(clinic->rooms.room, clinic->rooms.rows, &indices[CLOSURE_ROOM]));
    TRY(lookup_list(clinic->equipment.equipment, clinic->equipment.rows,
                    &indices[CLOSURE_EQUIPMENT]));
    TRY(lookup_list(clinic->sites.site, clinic->sites.rows, &indices[CLOSURE_SITE]));
    for (int32_t c = 0; c < closures->rows; c++) {
        int32_t kind = closures->kind[c], row = lookup_find(indices[kind], closures->id[c]);

        if (kind == CLOSURE_SITE)
            shut_site(busy, row, closures->date[c], closures->start[c], closures->end[c]);
        else
            shut(busy, busy_unit(busy, kind, row), closures->date[c], closures->start[c],
                 closures->end[c]);
    }
done:
    for (int32_t kind = 0; kind < n_words_closure_kind; kind++)
        lookup_free(indices[kind]);
    return status;
}

/* Rooms and devices are closed before and after their hours. */
static void enter_hours(Busy *busy, int32_t kind, const int32_t *open, const int32_t *close,
                        int32_t rows)
{
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t day = 0; day < busy->days; day++) {
            shut(busy, busy_unit(busy, kind, row), day, 0, open[row]);
            shut(busy, busy_unit(busy, kind, row), day, close[row], 24 * 60);
        }
    }
}

Status busy_open(const Draft *draft, Busy *out)
{
    Status status = STATUS_OK;
    const Clinic *clinic = draft->clinic;
    Busy busy = {.clinic = clinic,
                 .days = draft->recipe->days,
                 .slots = 24 * 60 / draft->recipe->slot_min,
                 .slot_min = draft->recipe->slot_min};
    int64_t units = (int64_t)clinic->providers.rows + clinic->rooms.rows + clinic->equipment.rows;

    busy.cells = MEM_NEW(int32_t, units * busy.days * busy.slots);
    if (!busy.cells)
        return STATUS_NO_MEMORY;
    TRY(enter_closures(&busy));
    enter_hours(&busy, UNIT_ROOM, clinic->rooms.open, clinic->rooms.close, clinic->rooms.rows);
    enter_hours(&busy, UNIT_EQUIPMENT, clinic->equipment.open, clinic->equipment.close,
                clinic->equipment.rows);
    *out = busy;
    busy.cells = NULL;
done:
    mem_free(busy.cells);
    return status;
}

void busy_close(Busy *busy)
{
    mem_free(busy->cells);
    busy->cells = NULL;
}

bool busy_is_free(const Busy *busy, int32_t unit, BusySpan span, int32_t gap_min,
                  int32_t travel_min)
{
    const int32_t *cells = day_of(busy, unit, span.day);
    int32_t start = span.start_min / busy->slot_min, end = span.end_min / busy->slot_min;
    int32_t gap = (gap_min + busy->slot_min - 1) / busy->slot_min;
    int32_t travel = (travel_min + busy->slot_min - 1) / busy->slot_min;
    int32_t reach = gap > travel ? gap : travel;

    for (int32_t s = start - reach < 0 ? 0 : start - reach; s < end + reach && s < busy->slots;
         s++) {
        bool near = s >= start - gap && s < end + gap;

        if (s >= start && s < end && cells[s] != FREE)
            return false;
        if (cells[s] > FREE &&
            (near || (s >= start - travel && s < end + travel && cells[s] != span.site + 1)))
            return false;
    }
    return true;
}

void busy_take(Busy *busy, int32_t unit, BusySpan span)
{
    int32_t *cells = day_of(busy, unit, span.day);

    for (int32_t s = span.start_min / busy->slot_min; s < span.end_min / busy->slot_min; s++)
        cells[s] = span.site + 1;
}
