#include "datasets/store/document.h"

#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

static void add_words(const Column *column, Text *out)
{
    for (int code = 0; column->words[code]; code++)
        text_add(out, "%s`%s`", code ? ", " : "", column->words[code]);
}

/* What a cell looks like in CSV. */
static void add_form(const Column *column, Text *out)
{
    switch (column->kind) {
    case KIND_ID:
        text_add(out, "id");
        break;
    case KIND_TEXT:
        text_add(out, "text");
        break;
    case KIND_REF:
        text_add(out, "id of `%s`", column->references);
        break;
    case KIND_WORD:
        add_words(column, out);
        break;
    case KIND_DATE:
        text_add(out, "date");
        break;
    case KIND_TIME:
        text_add(out, "time");
        break;
    case KIND_INT:
        text_add(out, "whole number");
        break;
    case KIND_FLAG:
        text_add(out, "0 or 1");
        break;
    case KIND_REAL:
        text_add(out, "number");
        break;
    }
}

static const char *stored_as(const Schema *schema, const Column *column)
{
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
    case KIND_WORD:
        return "string";
    case KIND_REAL:
        return "float64";
    case KIND_REF:
        return schema->ids_as_text ? "string" : "int32 row";
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return "int32";
}

/* What a blank cell stands for. */
static void add_default(const Column *column, Text *out)
{
    char number[TEXT_REAL_BYTES];

    if (column->required)
        text_add(out, "required");
    else if (column->kind == KIND_REAL && !isnan(column->fallback_real)) {
        text_from_real(column->fallback_real, number);
        text_add(out, "%s", number);
    } else if (column->kind == KIND_WORD && column->fallback != MISSING)
        text_add(out, "`%s`", column->words[column->fallback]);
    else if (column->kind == KIND_TIME && column->fallback != MISSING)
        text_add(out, "%02d:%02d", (int)(column->fallback / 60), (int)(column->fallback % 60));
    else if ((column->kind == KIND_INT || column->kind == KIND_FLAG) && column->fallback != MISSING)
        text_add(out, "%ld", (long)column->fallback);
    else
        text_add(out, "blank");
}

static void add_bounds(double low, double high, Text *out)
{
    bool above_zero = low > 0 && low < 1e-299;
    char from[TEXT_REAL_BYTES], to[TEXT_REAL_BYTES];

    text_from_real(above_zero ? 0 : low, from);
    text_from_real(high, to);
    if (low <= -1e299 && high >= 1e299)
        text_add(out, "any");
    else if (high >= 1e299)
        text_add(out, "at least %s", from);
    else if (above_zero)
        text_add(out, "above %s, to %s", from, to);
    else
        text_add(out, "%s to %s", from, to);
}

static void add_column(const Schema *schema, const Column *column, Text *out)
{
    text_add(out, "| `%s` | ", column->name);
    add_form(column, out);
    text_add(out, " | %s | %s | ", stored_as(schema, column), column->unit);
    if (column->kind == KIND_INT || column->kind == KIND_REAL)
        add_bounds(column->low, column->high, out);
    if (column->on_grid)
        text_add(out, "%son the grid", column->kind == KIND_INT ? ", " : "");
    text_add(out, " | ");
    add_default(column, out);
    text_add(out, " | %s |\n", column->meaning);
}

static void add_table(const Schema *schema, const TableInfo *table, Text *out)
{
    text_add(out, "\n### %s\n\n%c%s%s.\n\n", table->name, table->meaning[0] & ~0x20,
             table->meaning + 1, table->required ? " (required)" : "");
    text_add(out, "| column | in CSV | in HDF5 | unit | bounds | if blank | meaning |\n"
                  "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (int c = 0; c < table->n_columns; c++)
        add_column(schema, &table->columns[c], out);
    if (table->has_covariates)
        text_add(out, "| `x_...` | number | float64 |  | any | blank | any number of covariates, "
                      "named by the user |\n");
}

static void add_schema(const Schema *schema, const char *title, Text *out)
{
    text_add(out, "\n## %s\n", title);
    for (int t = 0; t < schema->n_tables; t++)
        add_table(schema, &schema->tables[t], out);
}

static void add_policy(const char *key, double fallback, double low, double high, const char *unit,
                       const char *meaning, Text *out)
{
    char number[TEXT_REAL_BYTES];

    text_from_real(fallback, number);
    text_add(out, "| `%s` | %s | ", key, number);
    add_bounds(low, high, out);
    text_add(out, " | %s | %s |\n", unit, meaning);
}

static void add_policies(Text *out)
{
    text_add(out, "\n## Policy keys\n\n"
                  "| key | default | bounds | unit | meaning |\n"
                  "| --- | --- | --- | --- | --- |\n");
#define POLICY(key, fallback, low, high, whole, unit, meaning)                                     \
    add_policy(#key, fallback, low, high, unit, meaning, out);
#include "model/clinic/policy.def"
#undef POLICY
}

static void add_attributes(Text *out)
{
    text_add(out, "\n## Root attributes that are numbers\n\n"
                  "| key | in HDF5 |\n"
                  "| --- | --- |\n");
#define ATTRIBUTE(key, kind)                                                                       \
    text_add(out, "| `%s` | %s |\n", #key, KIND_##kind == KIND_REAL ? "float64" : "int64");
#include "model/clinic/attribute.def"
#undef ATTRIBUTE
}

Status document_tables(Text *out)
{
    add_schema(&dataset_schema, "Tables of a dataset", out);
    add_policies(out);
    add_schema(&result_schema, "Tables of a result", out);
    add_attributes(out);
    return text_status(out);
}
