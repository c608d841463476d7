/* Plans as columns, and the rows of units they meet. */
#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/budget.h"
#include "solver/neighbour/blend_parts.h"

enum { CUTS_MAX = 12 /* rows added at once, the most violated first */ };

static const double tolerance = 1e-6;

int64_t blend_iteration_work(const Blend *blend)
{
    return budget_iteration_work(blend->n_rows);
}

static const StageKind *kind_of(const Stage *stage, const PlanEntry *entry)
{
    return &stage->kinds[stage->choices[entry->choice].kind];
}

/* The slot of the day at which an entry's lead begins. */
static int32_t day_slot(const Blend *blend, const Stage *stage, const PlanEntry *entry)
{
    return stage->start_min % DAY_MIN / blend->field->agenda->catalog->slot_min + entry->slot;
}

static double reduced_worth(const Blend *blend, int32_t k, const PlanEntry *entries, int32_t count,
                            double worth)
{
    const Stage *stage = &blend->stages[k];

    worth -= blend->mu[k];
    for (int32_t i = 0; i < count; i++) {
        const StageChoice *choice = &stage->choices[entries[i].choice];

        worth -= blend->lambda[choice->subject] +
                 stage->unit_price[choice->kind * stage->n_slots + entries[i].slot];
    }
    return worth;
}

double blend_reduced(const Blend *blend, int32_t p)
{
    const BlendPlan *plan = &blend->plans[p];

    return reduced_worth(blend, plan->stage, blend->entries + plan->first, plan->count,
                         plan->worth);
}

static Status grow_scratch(Blend *blend, int64_t wanted)
{
    void *scratch = blend->scratch;
    Status status = mem_grow(&scratch, &blend->scratch_capacity, wanted, sizeof *blend->scratch);

    blend->scratch = scratch;
    return status;
}

/* Adds @p value in row @p row to the column under construction. */
static Status put(Blend *blend, int32_t *n, int32_t row, double value)
{
    Status status = STATUS_OK;

    for (int32_t i = 0; i < *n; i++) {
        if (blend->scratch[i].at == row) {
            blend->scratch[i].value += value;
            return STATUS_OK;
        }
    }
    TRY(grow_scratch(blend, (int64_t)*n + 1));
    blend->scratch[(*n)++] = (GlpkEntry){row, value};
done:
    return status;
}

/* Puts the rows of units of one entry into the column. */
static Status put_uses(Blend *blend, const Stage *stage, const PlanEntry *entry, int32_t *n)
{
    const StageKind *kind = kind_of(stage, entry);
    int32_t base = day_slot(blend, stage, entry);
    Status status = STATUS_OK;

    for (int32_t u = kind->first_use; u < kind->first_use + kind->n_uses; u++) {
        const StageUse *use = &stage->uses[u];
        const SupplyLine *line = &blend->supply.lines[use->line];

        for (int32_t t = base + use->from; t < base + use->until && t < blend->supply.slots; t++)
            if (t >= 0 && line->row[t] >= 0)
                TRY(put(blend, n, line->row[t], use->count));
    }
done:
    return status;
}

Status blend_column(Blend *blend, int32_t k, const PlanEntry *entries, int32_t count, int32_t *n)
{
    const Stage *stage = &blend->stages[k];
    Status status;

    *n = 0;
    TRY(put(blend, n, blend->zone->subjects.count + k, 1));
    for (int32_t i = 0; i < count; i++)
        TRY(put(blend, n, stage->choices[entries[i].choice].subject, 1));
    for (int32_t i = 0; i < count; i++)
        TRY(put_uses(blend, stage, &entries[i], n));
done:
    return status;
}

static uint64_t hash_plan(int32_t k, const PlanEntry *entries, int32_t count)
{
    uint64_t hash = 0x9e3779b97f4a7c15u * (uint64_t)(k + 1);

    for (int32_t i = 0; i < count; i++) {
        hash ^= (uint64_t)entries[i].choice << 32 | (uint32_t)entries[i].slot;
        hash *= 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    return hash | 1;
}

static void remember(uint64_t *table, int32_t size, uint64_t hash)
{
    uint64_t at = hash >> 8;

    while (table[at % (uint64_t)size] != 0)
        at++;
    table[at % (uint64_t)size] = hash;
}

/* Notes a plan; *@p is_new is false when it was noted before. */
static Status note_plan(Blend *blend, uint64_t hash, bool *is_new)
{
    int32_t size = blend->known_capacity;

    if (2 * (blend->n_known + 1) > size) {
        int32_t larger = size > 0 ? 2 * size : 1024;
        uint64_t *table = MEM_NEW(uint64_t, larger);

        if (!table)
            return STATUS_NO_MEMORY;
        for (int32_t i = 0; i < size; i++)
            if (blend->known[i] != 0)
                remember(table, larger, blend->known[i]);
        mem_free(blend->known);
        blend->known = table;
        blend->known_capacity = size = larger;
    }
    *is_new = true;
    for (uint64_t at = hash >> 8; blend->known[at % (uint64_t)size] != 0; at++)
        if (blend->known[at % (uint64_t)size] == hash)
            *is_new = false;
    if (*is_new) {
        remember(blend->known, size, hash);
        blend->n_known++;
    }
    return STATUS_OK;
}

Status blend_add(Blend *blend, int32_t k, const PlanEntry *entries, int32_t count, double least,
                 bool *added)
{
    void *plans = blend->plans, *all = blend->entries;
    double worth = 0;
    int32_t n;
    bool is_new;
    Status status = STATUS_OK;

    *added = false;
    if (!stage_worth(&blend->stages[k], blend->field->agenda, entries, count, &worth))
        return STATUS_OK;
    worth -= blend->empty[k];
    if (reduced_worth(blend, k, entries, count, worth) <= least)
        return STATUS_OK;
    TRY(note_plan(blend, hash_plan(k, entries, count), &is_new));
    if (!is_new)
        return STATUS_OK;
    TRY(mem_grow(&plans, &blend->plan_capacity, (int64_t)blend->n_plans + 1, sizeof(BlendPlan)));
    blend->plans = plans;
    TRY(mem_grow(&all, &blend->entry_capacity, (int64_t)blend->n_entries + count,
                 sizeof(PlanEntry)));
    blend->entries = all;
    TRY(blend_column(blend, k, entries, count, &n));
    TRY(glpk_master_column(blend->master, worth, blend->scratch, n));
    blend->plans[blend->n_plans++] = (BlendPlan){k, blend->n_entries, count, worth};
    memcpy(blend->entries + blend->n_entries, entries, (size_t)count * sizeof *entries);
    blend->n_entries += count;
    *added = true;
done:
    return status;
}

/* Adds @p weight times what plan @p p holds of line @p line to @p used, by slot. */
static void add_use(const Blend *blend, int32_t p, int32_t line, double weight, double *used)
{
    const BlendPlan *plan = &blend->plans[p];
    const Stage *stage = &blend->stages[plan->stage];

    for (int32_t i = plan->first; i < plan->first + plan->count; i++) {
        const StageKind *kind = kind_of(stage, &blend->entries[i]);
        int32_t base = day_slot(blend, stage, &blend->entries[i]);

        for (int32_t u = kind->first_use; u < kind->first_use + kind->n_uses; u++) {
            const StageUse *use = &stage->uses[u];

            for (int32_t t = base + use->from;
                 use->line == line && t < base + use->until && t < blend->supply.slots; t++)
                if (t >= 0)
                    used[t] += weight * use->count;
        }
    }
}

/* Adds the row of slot @p t of line @p line. What stands already may hold more than the count of
 * units has room for, since overlapping visits share theirs. */
static Status add_row(Blend *blend, int32_t line, int32_t t, double high)
{
    double *use = MEM_NEW(double, blend->supply.slots);
    void *cuts = blend->cuts;
    int32_t n = 0;
    Status status = use ? STATUS_OK : STATUS_NO_MEMORY;

    if (!use)
        goto done;
    for (int32_t p = 0; p < blend->n_plans; p++) {
        use[t] = 0;
        add_use(blend, p, line, 1, use);
        if (use[t] == 0)
            continue;
        TRY(grow_scratch(blend, (int64_t)n + 1));
        blend->scratch[n++] = (GlpkEntry){p, use[t]};
    }
    TRY(mem_grow(&cuts, &blend->cut_capacity, (int64_t)blend->n_cuts + 1, sizeof *blend->cuts));
    blend->cuts = cuts;
    if (blend->master)
        TRY(glpk_master_row(blend->master, high, blend->scratch, n));
    blend->cuts[blend->n_cuts++] = (BlendCut){line, t, high};
    blend->supply.lines[line].row[t] = blend->n_rows++;
done:
    mem_free(use);
    return status;
}

/* Rows of one line where it is used beyond what there is, at peaks only. */
static Status cut_line(Blend *blend, const double *value, int32_t l, double *used, double *stood,
                       int32_t *added)
{
    const SupplyLine *line = &blend->supply.lines[l];
    size_t bytes = (size_t)blend->supply.slots * sizeof *used;
    Status status = STATUS_OK;
    double above = 0;

    memset(used, 0, bytes);
    memset(stood, 0, bytes);
    for (int32_t p = 0; p < blend->n_plans; p++) {
        double weight = value ? value[p] : glpk_master_value(blend->master, p);

        if (weight > tolerance)
            add_use(blend, p, l, weight, used);
    }
    for (int32_t k = 0; k < blend->n_stages; k++)
        if (blend->standing[k] >= 0)
            add_use(blend, blend->standing[k], l, 1, stood);
    for (int32_t t = 0; t < blend->supply.slots && *added < CUTS_MAX; t++) {
        double high = fmax(line->capacity[t], stood[t]), over = used[t] - high;
        bool peak = over > above + tolerance;

        if (peak && t + 1 < blend->supply.slots)
            peak = over + tolerance >= used[t + 1] - fmax(line->capacity[t + 1], stood[t + 1]);
        above = over > 0 ? over : 0;
        if (!peak || line->row[t] >= 0)
            continue;
        TRY(add_row(blend, l, t, high));
        ++*added;
    }
done:
    return status;
}

Status blend_cut(Blend *blend, const double *value, int32_t *added)
{
    double *used = MEM_NEW(double, blend->supply.slots);
    double *stood = MEM_NEW(double, blend->supply.slots);
    Status status = used && stood ? STATUS_OK : STATUS_NO_MEMORY;

    *added = 0;
    for (int32_t l = 0; used && stood && l < blend->supply.count && *added < CUTS_MAX; l++)
        TRY(cut_line(blend, value, l, used, stood, added));
done:
    mem_free(used);
    mem_free(stood);
    return status;
}
