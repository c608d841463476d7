#include "model/clinic/schedule.h"

#include "model/base/memory.h"

#define SCHEMA_LIST  "model/clinic/result.def"
#define SCHEMA_OWNER Schedule
#include "model/clinic/describe.h"

const Schema result_schema = {"clinweave-result", true, described, N_RESULT_TABLES};

Status schedule_new(Schedule **out)
{
    Schedule *schedule = MEM_NEW(Schedule, 1);

    if (!schedule)
        return STATUS_NO_MEMORY;
    *out = schedule;
    return STATUS_OK;
}

void schedule_free(Schedule *schedule)
{
    if (!schedule)
        return;
    schema_clear(&result_schema, schedule);
    mem_free(schedule->attributes.entries);
    arena_clear(&schedule->texts);
    mem_free(schedule);
}

Status schedule_append(Schedule *schedule, enum ResultTable table, int32_t *row)
{
    return table_append(schedule, &result_schema.tables[table], row);
}
