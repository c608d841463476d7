#include "datasets/generator/generator_draft.h"

static Status put_urgent(Draft *draft, int32_t site, int32_t day, int32_t type, double expected)
{
    UrgentDemand *urgent = &draft->clinic->urgent_demand;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_urgent_demand, &row);

    if (status != STATUS_OK)
        return status;
    urgent->visit_type[row] = type;
    urgent->site[row] = site;
    urgent->date[row] = day;
    urgent->expected[row] = expected;
    return STATUS_OK;
}

Status draft_urgent(Draft *draft)
{
    const int32_t acute[] = {draft_type(draft, TYPE_fam_acute), draft_type(draft, TYPE_ped_acute)};
    Status status = STATUS_OK;
    Random random = random_stream(draft->seed, DRAFT_URGENT);
    const Recipe *recipe = draft->recipe;

    for (int32_t site = 0; site < recipe->sites && recipe->urgent_per_day > 0; site++) {
        for (int32_t day = 0; day < recipe->days; day++) {
            for (int32_t i = 0; i < 2; i++) {
                int32_t pool;
                double part = random_between(&random, 50, 150) / 200.0;

                if (acute[i] < 0)
                    continue;
                pool = draft_pool(draft, site, draft->types[acute[i]]->specialty);
                if (draft->pool_open[(int64_t)pool * recipe->days + day])
                    TRY(put_urgent(draft, site, day, acute[i],
                                   (double)(int32_t)(recipe->urgent_per_day * part * 100 + 0.5) /
                                       100));
            }
        }
    }
done:
    return status;
}
