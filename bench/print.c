#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "model/base/memory.h"
#include "model/clinic/cell.h"

enum { CELL_BYTES = 48, COLUMNS_MAX = 18 };

/* A table that grows row by row; columns are as wide as their widest cell. */
typedef struct Sheet {
    char (*cells)[CELL_BYTES]; /* owned, [capacity]; row after row, the header first */
    int32_t count, capacity;
    int32_t columns; /* of a row */
    int32_t left;    /* leading columns that are words */
    bool broken;
} Sheet;

static void add(Sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(Sheet *sheet, const char *format, ...)
{
    void *cells = sheet->cells;
    va_list arguments;

    if (mem_grow(&cells, &sheet->capacity, (int64_t)sheet->count + 1, CELL_BYTES) != STATUS_OK) {
        sheet->broken = true;
        return;
    }
    sheet->cells = cells;
    va_start(arguments, format);
    vsnprintf(sheet->cells[sheet->count++], CELL_BYTES, format, arguments);
    va_end(arguments);
}

/* A number with its decimals, or nothing. */
static void add_real(Sheet *sheet, double value, int decimals)
{
    if (isfinite(value))
        add(sheet, "%.*f", decimals, value);
    else
        add(sheet, "-");
}

static void add_percent(Sheet *sheet, double value)
{
    if (isfinite(value))
        add(sheet, "%.3f %%", 100 * value);
    else
        add(sheet, "-");
}

static void add_whole(Sheet *sheet, int32_t value)
{
    if (value == MISSING)
        add(sheet, "-");
    else
        add(sheet, "%d", (int)value);
}

static void add_header(Sheet *sheet, const char *names, int32_t left)
{
    sheet->left = left;
    while (*names) {
        int length = (int)strcspn(names, "|");

        add(sheet, "%.*s", length, names);
        names += length + (names[length] == '|');
        sheet->columns++;
    }
}

static void write_sheet(const Sheet *sheet, Text *out)
{
    int widths[COLUMNS_MAX] = {0};

    out->broken |= sheet->broken;
    if (sheet->broken || sheet->count == sheet->columns)
        return;
    for (int32_t i = 0; i < sheet->count; i++) {
        int length = (int)strlen(sheet->cells[i]);

        if (length > widths[i % sheet->columns])
            widths[i % sheet->columns] = length;
    }
    for (int32_t i = 0; i < sheet->count; i++) {
        int32_t column = i % sheet->columns;
        bool last = column + 1 == sheet->columns;

        text_add(out, column < sheet->left ? "%-*s%s" : "%*s%s", widths[column], sheet->cells[i],
                 last ? "\n" : "  ");
    }
}

/* "8 x clinic", with its settings. */
static void add_name(Sheet *sheet, int32_t datasets, const char *recipe, const char *settings)
{
    if (datasets > 1)
        add(sheet, "%d x %s%s%s", (int)datasets, recipe, *settings ? " " : "", settings);
    else
        add(sheet, "%s%s%s", recipe, *settings ? " " : "", settings);
}

static void print_runs(const Runs *runs, Text *out)
{
    Sheet sheet = {0};

    add_header(&sheet,
               "recipe|solver|outcome|seed|thr|limit s|seconds|cpu s|busy|MiB|booked|"
               "objective|bound|gap|behind|no costs|claimed|viol",
               3);
    for (int32_t row = 0; row < runs->rows; row++) {
        add_name(&sheet, runs->datasets[row], runs->recipe[row], runs->settings[row]);
        add(&sheet, "%s", runs->solver[row]);
        add(&sheet, "%s", runs->outcome[row]);
        add_real(&sheet, runs->seed[row], 0);
        add_whole(&sheet, runs->threads[row]);
        add_real(&sheet, runs->time_limit[row], 0);
        add_real(&sheet, runs->seconds[row], 1);
        add_real(&sheet, runs->cpu_s[row], 1);
        add_real(&sheet, runs->busy[row], 2);
        add_real(&sheet, runs->peak_mib[row], 0);
        add_whole(&sheet, runs->booked[row]);
        add_real(&sheet, runs->objective[row], 2);
        add_real(&sheet, runs->bound[row], 2);
        add_percent(&sheet, runs->gap[row]);
        add_percent(&sheet, runs->behind[row]);
        add_real(&sheet, runs->program_objective[row], 2);
        add_real(&sheet, runs->claimed[row], 2);
        add_whole(&sheet, runs->violations[row]);
    }
    write_sheet(&sheet, out);
    mem_free(sheet.cells);
}

static void print_summary(const Summary *summary, Text *out)
{
    Sheet sheet = {0};

    add_header(&sheet,
               "recipe|solver|thr|limit s|runs|answers|gap median|worst|behind median|worst|"
               "s median|worst|cpu s|busy|MiB worst|viol",
               2);
    for (int32_t row = 0; row < summary->rows; row++) {
        add_name(&sheet, summary->datasets[row], summary->recipe[row], summary->settings[row]);
        add(&sheet, "%s", summary->solver[row]);
        add_whole(&sheet, summary->threads[row]);
        add_real(&sheet, summary->time_limit[row], 0);
        add_whole(&sheet, summary->runs[row]);
        add_whole(&sheet, summary->answers[row]);
        add_percent(&sheet, summary->gap_median[row]);
        add_percent(&sheet, summary->gap_worst[row]);
        add_percent(&sheet, summary->behind_median[row]);
        add_percent(&sheet, summary->behind_worst[row]);
        add_real(&sheet, summary->seconds_median[row], 1);
        add_real(&sheet, summary->seconds_worst[row], 1);
        add_real(&sheet, summary->cpu_median[row], 1);
        add_real(&sheet, summary->busy_median[row], 2);
        add_real(&sheet, summary->peak_mib_worst[row], 0);
        add_whole(&sheet, summary->violations[row]);
    }
    write_sheet(&sheet, out);
    mem_free(sheet.cells);
}

static void print_notes(const Runs *runs, Text *out)
{
    for (int32_t row = 0; row < runs->rows; row++) {
        if (runs->dropped[row] > 0)
            text_add(out,
                     "run %d, %s: %d appointments dropped, for want of units, and their links\n",
                     (int)row + 1, runs->solver[row], (int)runs->dropped[row]);
        if (*runs->note[row])
            text_add(out, "run %d, %s: %s\n", (int)row + 1, runs->solver[row], runs->note[row]);
    }
}

void bench_print(const Record *record, Text *out)
{
    print_runs(&record->runs, out);
    print_notes(&record->runs, out);
    text_add(out, "\n");
    print_summary(&record->summary, out);
}

static void put_cell(const Column *column, const void *cells, int32_t row, Json *json)
{
    Cell cell = cell_get(column, cells, row);

    if (column->kind == KIND_TEXT)
        json_put_text(json, column->name, cell.text ? cell.text : "");
    else if (column->kind == KIND_REAL)
        json_put_real(json, column->name, cell.real);
    else if (cell_is_blank(column, cell))
        json_put_real(json, column->name, NAN);
    else
        json_put_whole(json, column->name, cell.number);
}

void bench_put_json(const Record *record, Json *json)
{
    static const enum RecordTable tables[] = {RECORD_RUNS, RECORD_SUMMARY};

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        const TableInfo *table = &record_schema.tables[tables[t]];
        int32_t rows = table_head_const(record, table)->rows;

        for (int32_t row = 0; row < rows; row++) {
            Json *element = json_put_element(json, table->name);

            for (int c = 0; c < table->n_columns; c++)
                put_cell(&table->columns[c], table_cells_const(record, table, &table->columns[c]),
                         row, element);
        }
    }
}
