#include "datasets/store/detach.h"

#include <string.h>

#include "model/base/memory.h"

/* One block holds it all, so that it goes in one piece. */
typedef struct Detached {
    Schema schema;
    TableInfo *tables; /* owned */
    Column *columns;   /* owned, of all tables */
} Detached;

static int count_columns(const Schema *schema)
{
    int count = 0;

    for (int t = 0; t < schema->n_tables; t++)
        count += schema->tables[t].n_columns;
    return count;
}

static void detach_table(TableInfo *table, Column *columns)
{
    memcpy(columns, table->columns, (size_t)table->n_columns * sizeof *columns);
    for (int c = 0; c < table->n_columns; c++)
        if (columns[c].kind == KIND_REF)
            columns[c].kind = KIND_TEXT;
    table->columns = columns;
}

Status detach_schema(const Schema *schema, Schema **out)
{
    Detached *detached = MEM_NEW(Detached, 1);
    Column *next;

    if (!detached)
        return STATUS_NO_MEMORY;
    detached->schema = *schema;
    detached->tables = MEM_NEW(TableInfo, schema->n_tables);
    detached->columns = MEM_NEW(Column, count_columns(schema));
    if (!detached->tables || !detached->columns) {
        detach_free(&detached->schema);
        return STATUS_NO_MEMORY;
    }
    memcpy(detached->tables, schema->tables, (size_t)schema->n_tables * sizeof *schema->tables);
    next = detached->columns;
    for (int t = 0; t < schema->n_tables; t++) {
        detach_table(&detached->tables[t], next);
        next += detached->tables[t].n_columns;
    }
    detached->schema.tables = detached->tables;
    *out = &detached->schema;
    return STATUS_OK;
}

void detach_free(Schema *schema)
{
    Detached *detached = (Detached *)(void *)schema;

    if (!detached)
        return;
    mem_free(detached->tables);
    mem_free(detached->columns);
    mem_free(detached);
}
