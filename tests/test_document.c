#include "datasets/store/document.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

static void read_page(Text *page)
{
    char buffer[4096];
    size_t length;
    FILE *file = fopen("datasets/README.md", "rb");

    assert_non_null(file);
    while ((length = fread(buffer, 1, sizeof buffer, file)) > 0)
        text_add_bytes(page, buffer, length);
    fclose(file);
    assert_ok(text_status(page));
}

TEST(the_page_holds_the_tables_as_they_are_declared)
{
    Text page = {0}, tables = {0};

    read_page(&page);
    text_add(&tables, "%s", DOCUMENT_BEGIN);
    assert_ok(document_tables(&tables));
    text_add(&tables, "%s", DOCUMENT_END);
    if (!strstr(text_of(&page), text_of(&tables)))
        fail_msg("datasets/README.md is out of date: its tables are made from model/clinic/*.def");
    text_clear(&page);
    text_clear(&tables);
}

TEST(a_column_shows_form_unit_bounds_and_default)
{
    Text tables = {0};

    assert_ok(document_tables(&tables));
    assert_non_null(strstr(text_of(&tables),
                           "| `turnaround_min` | whole number | int32 | min | 0 to 1440, on the "
                           "grid | 0 | least gap"));
    assert_non_null(strstr(text_of(&tables), "| `close` | time | int32 | min |  | 24:00 |"));
    assert_non_null(strstr(text_of(&tables), "| `duration_factor` | number | float64 | 1 | above "
                                             "0, to 100 | 1 |"));
    text_clear(&tables);
}
