#include "tests/generated.h"

#include <string.h>

#include "datasets/generator/generator.h"
#include "tests/check.h"

Clinic *generated(const char *recipe, int64_t seed)
{
    return generated_with(recipe, seed, (const char *const[]){NULL});
}

Clinic *generated_with(const char *recipe, int64_t seed, const char *const *settings)
{
    Clinic *clinic = NULL;
    int n = 0;

    while (settings[n])
        n++;
    assert_ok(generator_run(recipe, seed, settings, n, &clinic));
    return clinic;
}

static uint64_t mix(uint64_t digest, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < length; i++)
        digest = (digest ^ at[i]) * 0x100000001b3u; /* FNV-1a */
    return digest;
}

uint64_t generated_digest(const Clinic *clinic, enum DatasetTable table, uint64_t digest)
{
    const TableInfo *info = &dataset_schema.tables[table];
    const TableHead *head = table_head_const(clinic, info);

    for (int c = 0; c < info->n_columns; c++) {
        const Column *column = &info->columns[c];
        const void *cells = table_cells_const(clinic, info, column);

        for (int32_t row = 0; row < head->rows; row++) {
            if (column->kind == KIND_ID || column->kind == KIND_TEXT) {
                const char *text = ((const char *const *)cells)[row];

                digest = mix(digest, text, strlen(text) + 1);
            } else if (column->kind == KIND_REAL) {
                double real = ((const double *)cells)[row];

                digest = isnan(real) ? mix(digest, "", 1) : mix(digest, &real, sizeof real);
            } else {
                digest = mix(digest, (const int32_t *)cells + row, sizeof(int32_t));
            }
        }
    }
    for (int32_t x = 0; x < head->covariates.count; x++)
        digest = mix(digest, head->covariates.values[x], sizeof(double) * (size_t)head->rows);
    return digest;
}
