/* Folders for what a measurement leaves behind. */
#include "bench/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/full.h"

TEST(a_folder_is_made_where_tmpdir_says_and_goes_with_all_that_is_in_it)
{
    char path[512], inner[600];

    setenv("TMPDIR", scratch_folder(), 1);
    assert_ok(scratch_make(path, sizeof path));
    assert_memory_equal(path, scratch_folder(), strlen(scratch_folder()));
    snprintf(inner, sizeof inner, "%s/tables", path);
    assert_int_equal(mkdir(inner, 0777), 0);
    snprintf(inner, sizeof inner, "%s/tables/runs.csv", path);
    put_file(inner, "run\n");
    scratch_remove(path);
    assert_int_not_equal(access(path, F_OK), 0);
    scratch_remove("");
}

TEST(a_place_where_nothing_can_be_made_is_said)
{
    char path[512] = "untouched", tiny[8];

    setenv("TMPDIR", "/nowhere", 1);
    assert_int_equal(scratch_make(path, sizeof path), STATUS_IO);
    assert_string_equal(path, "");
    assert_int_equal(scratch_make(tiny, sizeof tiny), STATUS_IO);
    assert_string_equal(tiny, "");
    unsetenv("TMPDIR");
}
