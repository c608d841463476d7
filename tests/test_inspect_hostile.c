/* Whatever stands in the cells, as long as it obeys their declarations, inspection ends well. */
#include "datasets/inspect/inspect.h"
#include "model/base/random.h"
#include "tests/check.h"
#include "tests/random_clinic.h"

enum { CLINICS = 400 };

static int32_t words_of(const Column *column)
{
    int32_t count = 0;

    while (column->words[count])
        count++;
    return count;
}

/* A number that a cell of @p column may hold, often at the edge of what it may, or blank. */
static int32_t odd_number(const Clinic *clinic, const Column *column, Random *random)
{
    int32_t edge = random_below(random, 4);

    if (column->kind == KIND_REF) {
        const TableInfo *info = schema_table(&dataset_schema, column->references);

        return random_between(random, -1, table_head_const(clinic, info)->rows - 1);
    }
    if (edge == 0)
        return column->kind == KIND_FLAG ? 1 : MISSING;
    if (column->kind == KIND_WORD)
        return random_below(random, words_of(column));
    if (column->kind == KIND_DATE)
        return edge == 1 ? random_between(random, -3000000, 3000000)
                         : random_between(random, -3, 8);
    if (edge == 1)
        return (int32_t)column->low;
    return edge == 2 ? (int32_t)column->high
                     : random_between(random, (int32_t)column->low, (int32_t)column->high);
}

static double odd_real(const Column *column, Random *random)
{
    switch (random_below(random, 4)) {
    case 0:
        return NOTHING;
    case 1:
        return column->low;
    case 2:
        return column->high;
    default:
        return random_unit(random);
    }
}

static void disturb(Clinic *clinic, Random *random)
{
    const TableInfo *info = &dataset_schema.tables[random_below(random, N_DATASET_TABLES)];
    const Column *column = &info->columns[random_below(random, info->n_columns)];
    int32_t rows = table_head(clinic, info)->rows, row;
    char *cells = table_cells(clinic, info, column);

    if (rows == 0)
        return;
    row = random_below(random, rows);
    if (column->kind == KIND_ID || column->kind == KIND_TEXT)
        ((const char **)(void *)cells)[row] = random_below(random, 2) ? "" : "odd";
    else if (column->kind == KIND_REAL)
        ((double *)(void *)cells)[row] = odd_real(column, random);
    else
        ((int32_t *)(void *)cells)[row] = odd_number(clinic, column, random);
}

TEST(inspection_ends_well_whatever_stands_in_the_cells)
{
    for (uint64_t seed = 0; seed < CLINICS; seed++) {
        Clinic *clinic = random_clinic(seed, RANDOM_EVERYTHING);
        Random random = random_stream(77, seed);

        for (int blow = 0; blow < 30; blow++) {
            Findings findings = {0};

            disturb(clinic, &random);
            if (blow % 3 == 0) {
                assert_ok(inspect_cells(clinic, &findings));
                findings_clear(&findings);
            }
            assert_ok(inspect_dataset(clinic, &findings));
            findings_clear(&findings);
        }
        clinic_free(clinic);
    }
}
