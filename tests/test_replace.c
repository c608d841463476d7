#include "datasets/store/replace.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/full.h"

static const char *content_of(const char *path)
{
    static char content[256];
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    content[fread(content, 1, sizeof content - 1, file)] = '\0';
    fclose(file);
    return content;
}

/* How many entries a folder has, hidden ones too. */
static int entries_of(const char *path)
{
    DIR *folder = opendir(path);
    int count = -2;

    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static Status put(const char *path, const char *content)
{
    return replace_file(path, content, strlen(content));
}

TEST(a_file_is_new_or_replaced_whole)
{
    mkdir(scratch("whole"), 0777);
    assert_ok(put(scratch("whole/file"), "old"));
    assert_string_equal(content_of(scratch("whole/file")), "old");
    assert_ok(put(scratch("whole/file"), "new content"));
    assert_string_equal(content_of(scratch("whole/file")), "new content");
    assert_int_equal(entries_of(scratch("whole")), 1);
}

TEST(what_is_not_committed_leaves_the_old_file_and_nothing_beside_it)
{
    Replace *replace = NULL;

    mkdir(scratch("dropped"), 0777);
    assert_ok(put(scratch("dropped/file"), "old"));
    assert_ok(replace_open(scratch("dropped/file"), &replace));
    assert_ok(replace_write(replace, "half", 4));
    assert_string_equal(content_of(scratch("dropped/file")), "old");
    assert_int_equal(entries_of(scratch("dropped")), 2);
    replace_close(replace);
    assert_string_equal(content_of(scratch("dropped/file")), "old");
    assert_int_equal(entries_of(scratch("dropped")), 1);
}

TEST(a_full_disk_is_told)
{
    assert_int_equal(put("/dev/full", "x"), STATUS_IO);
    assert_string_equal(fault_note(), "/dev/full: No space left on device");
    assert_ok(put("/dev/null", "x"));
    assert_ok(access("/dev/null", W_OK) == 0 ? STATUS_OK : STATUS_IO);
}

TEST(a_folder_that_is_not_there_is_told)
{
    assert_int_equal(put("no/such/folder/file", "x"), STATUS_IO);
    assert_string_equal(fault_note(), "no/such/folder/file: No such file or directory");
}

TEST(a_folder_is_no_file)
{
    assert_int_equal(put(scratch_folder(), "x"), STATUS_IO);
    assert_non_null(strstr(fault_note(), ": is a folder, expected a file name"));
}

TEST(a_link_is_followed_and_rights_are_kept)
{
    struct stat found;

    assert_ok(put(scratch("target"), "old"));
    assert_int_equal(chmod(scratch("target"), 0640), 0);
    assert_int_equal(symlink("target", scratch("link")), 0);
    assert_ok(put(scratch("link"), "new"));
    assert_string_equal(content_of(scratch("target")), "new");
    assert_int_equal(lstat(scratch("link"), &found), 0);
    assert_true(S_ISLNK(found.st_mode));
    assert_int_equal(stat(scratch("target"), &found), 0);
    assert_int_equal(found.st_mode & 0777, 0640);
}

static bool is_csv(const char *name)
{
    return strcmp(name, "a.csv") == 0 || strcmp(name, "b.csv") == 0;
}

/* A folder with one file, not yet in its place. */
static ReplaceFolder *begin(const char *path, const char *name, const char *content)
{
    ReplaceFolder *folder = NULL;
    char file[512];

    assert_ok(replace_folder_open(path, is_csv, &folder));
    snprintf(file, sizeof file, "%s/%s", replace_folder_path(folder), name);
    assert_ok(put(file, content));
    return folder;
}

TEST(a_folder_is_new_or_replaced_whole)
{
    ReplaceFolder *folder;

    mkdir(scratch("parent"), 0777);
    folder = begin(scratch("parent/out///"), "a.csv", "one");
    assert_int_not_equal(access(scratch("parent/out"), F_OK), 0);
    assert_ok(replace_folder_commit(folder));
    replace_folder_close(folder);
    assert_string_equal(content_of(scratch("parent/out/a.csv")), "one");

    folder = begin(scratch("parent/out"), "b.csv", "two");
    assert_string_equal(content_of(scratch("parent/out/a.csv")), "one");
    assert_ok(replace_folder_commit(folder));
    replace_folder_close(folder);
    assert_string_equal(content_of(scratch("parent/out/b.csv")), "two");
    assert_int_equal(entries_of(scratch("parent/out")), 1);
    assert_int_equal(entries_of(scratch("parent")), 1);
}

TEST(a_folder_that_is_not_committed_leaves_nothing)
{
    ReplaceFolder *folder;

    mkdir(scratch("quiet"), 0777);
    folder = begin(scratch("quiet/out"), "a.csv", "one");
    replace_folder_close(folder);
    assert_int_equal(entries_of(scratch("quiet")), 0);
}

TEST(a_folder_of_other_things_is_never_replaced)
{
    ReplaceFolder *folder = NULL;

    mkdir(scratch("mine"), 0777);
    assert_ok(put(scratch("mine/thesis.tex"), "years of work"));
    assert_int_equal(replace_folder_open(scratch("mine"), is_csv, &folder), STATUS_IO);
    assert_non_null(strstr(fault_note(), "mine: exists and holds thesis.tex, which is not of an "
                                         "earlier export; expected a new folder"));
    assert_int_equal(replace_folder_open(scratch("mine/thesis.tex"), is_csv, &folder), STATUS_IO);
    assert_non_null(strstr(fault_note(), "thesis.tex: exists and is not a folder"));
    assert_int_equal(replace_folder_open("no/such/out", is_csv, &folder), STATUS_IO);
    assert_string_equal(fault_note(), "no/such/out: No such file or directory");
    assert_null(folder);
}
