#include "model/program/linear_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/glpk.h"
#include "tests/check.h"

/* maximise 3a + 2b - c + 7; every kind of row and bound. */
static Linear example(void)
{
    Linear linear = {.constant = 7};

    assert_ok(linear_column(&linear, 0, 3, 3, true, NULL));
    assert_ok(linear_column(&linear, -2, INFINITY, 2, false, NULL));
    assert_ok(linear_column(&linear, -INFINITY, 5, -1, false, NULL));
    assert_ok(linear_column(&linear, 1, 1, 0.5, true, NULL));
    assert_ok(linear_name_column(&linear, 0, "x[r1,%d]", 4));
    assert_ok(linear_row(&linear, -INFINITY, 4.5, NULL));
    assert_ok(linear_row(&linear, 1, 6, NULL));
    assert_ok(linear_row(&linear, -3, INFINITY, NULL));
    assert_ok(linear_row(&linear, 2, 2, NULL));
    assert_ok(linear_row(&linear, -INFINITY, INFINITY, NULL));
    assert_ok(linear_row(&linear, -INFINITY, 1, NULL));
    assert_ok(linear_name_row(&linear, 0, "ROOM[%d]", 9));
    for (int32_t j = 0; j < 4; j++)
        assert_ok(linear_entry(&linear, 0, j, 1));
    assert_ok(linear_entry(&linear, 1, 1, 2.25));
    assert_ok(linear_entry(&linear, 2, 2, 1));
    assert_ok(linear_entry(&linear, 3, 0, 1));
    assert_ok(linear_entry(&linear, 4, 1, 1));
    return linear;
}

/* The optimum glpsol finds in @p text, or NaN. */
static double glpsol_optimum(const Text *text, const char *format)
{
    char path[] = "/tmp/clinweave-linear-XXXXXX", command[200], line[200];
    double optimum = NAN;
    int fd = mkstemp(path);
    FILE *file, *output;

    assert_true(fd >= 0);
    file = fdopen(fd, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, (size_t)text->length, file), (size_t)text->length);
    assert_int_equal(fclose(file), 0);
    snprintf(command, sizeof command, "glpsol %s %s -o /dev/stdout 2>&1", format, path);
    output = popen(command, "r");
    assert_non_null(output);
    while (fgets(line, sizeof line, output))
        if (strncmp(line, "Objective:", 10) == 0 && strchr(line, '='))
            optimum = strtod(strchr(line, '=') + 1, NULL);
    pclose(output);
    remove(path);
    return optimum;
}

TEST(the_written_program_reads_back_and_has_the_same_optimum)
{
    Linear linear = example();
    const GlpkOptions options = {.deadline_s = INFINITY};
    GlpkAnswer answer = {0};
    Text mps = {0}, lp = {0};

    assert_ok(glpk_solve(&linear, &options, &answer));
    assert_int_equal(answer.end, GLPK_OPTIMAL);
    assert_ok(linear_write_mps(&linear, &mps));
    assert_ok(linear_write_lp(&linear, &lp));
    assert_near(glpsol_optimum(&lp, "--lp"), answer.objective, 1e-6);
    assert_near(glpsol_optimum(&mps, "--freemps"), -answer.objective, 1e-6);
    text_clear(&mps);
    text_clear(&lp);
    glpk_clear(&answer);
    linear_clear(&linear);
}

TEST(the_names_are_listed_and_quoted_where_they_hold_commas)
{
    Linear linear = example();
    Text names = {0};

    assert_ok(linear_write_names(&linear, &names));
    assert_non_null(strstr(text_of(&names), "short,name\r\nC1,\"x[r1,4]\"\r\nC2,\r\n"));
    assert_non_null(strstr(text_of(&names), "R1,ROOM[9]\r\n"));
    text_clear(&names);
    linear_clear(&linear);
}

TEST(running_out_of_memory_is_said)
{
    Linear linear = example();
    Text text = {0};

    mem_fail_at(1);
    assert_int_equal(linear_write_mps(&linear, &text), STATUS_NO_MEMORY);
    mem_fail_at(1);
    assert_int_equal(linear_write_lp(&linear, &text), STATUS_NO_MEMORY);
    mem_fail_at(1);
    assert_int_equal(linear_write_names(&linear, &text), STATUS_NO_MEMORY);
    mem_fail_at(0);
    text_clear(&text);
    linear_clear(&linear);
}
