/* Datasets named by verdict: tests/corpus/good must be read without an error, tests/corpus/bad must
 * be refused; what is found is exactly what expected.txt says. CORPUS_UPDATE=1 writes it anew. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "datasets/inspect/inspect.h"
#include "datasets/store/store.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "tests/check.h"

#define CORPUS "tests/corpus"

enum { CASES_MAX = 1000, PATH_BYTES = 512 };

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);

    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The names of the cases in @p folder, sorted; each to be released with free(). */
static int list_cases(const char *folder, char **names)
{
    DIR *open = opendir(folder);
    struct dirent *entry;
    int count = 0;

    assert_non_null(open);
    while ((entry = readdir(open))) {
        if (entry->d_name[0] == '.' || ends_with(entry->d_name, ".txt"))
            continue;
        assert_true(count < CASES_MAX);
        names[count++] = strdup(entry->d_name);
    }
    closedir(open);
    qsort(names, (size_t)count, sizeof *names, by_name);
    return count;
}

/* Messages name the file by its path; the case's own part of it is left out. */
static void add_line(const char *path, const char *kind, const char *message, Text *out)
{
    size_t length = strlen(path);

    if (strncmp(message, path, length) == 0 && strchr("/:", message[length]))
        message += length + (message[length] == '/' ? 1 : 2);
    text_add(out, "%s: %s\n", kind, message);
}

/* Everything found in the dataset at @p path, a line each; @p errors: how many are errors. */
static void find_all(const char *path, Text *out, int64_t *errors)
{
    Findings findings = {0};
    Clinic *clinic = NULL;
    Status status = store_read_dataset(path, &findings, &clinic);

    if (status == STATUS_OK && clinic)
        status = inspect_dataset(clinic, &findings);
    for (int32_t i = 0; i < findings.count; i++)
        add_line(path, findings.entries[i].error ? "error" : "warning", findings.entries[i].message,
                 out);
    if (status != STATUS_OK)
        text_add(out, "failed: %s\n", status_text(status)); /* the note is the library's */
    *errors = findings.errors + (status != STATUS_OK);
    assert_ok(text_status(out));
    findings_clear(&findings);
    clinic_free(clinic);
}

static bool is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

static void read_whole(const char *path, Text *out)
{
    FILE *file = fopen(path, "rb");
    char buffer[4096];
    size_t length;

    while (file && (length = fread(buffer, 1, sizeof buffer, file)) > 0)
        text_add_bytes(out, buffer, length);
    if (file)
        fclose(file);
    assert_ok(text_status(out));
}

static void write_whole(const char *path, const Text *text)
{
    FILE *file;

    if (text->length == 0) {
        remove(path);
        return;
    }
    file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(text_of(text), 1, (size_t)text->length, file);
    fclose(file);
}

/* Whether the case at @p path is found as expected, and refused if @p bad. */
static bool agrees(const char *path, bool bad)
{
    Text found = {0}, expected = {0};
    char beside[PATH_BYTES + 16];
    int64_t errors = 0;
    bool same;

    snprintf(beside, sizeof beside, "%s%sexpected.txt", path, is_folder(path) ? "/" : ".");
    find_all(path, &found, &errors);
    if (getenv("CORPUS_UPDATE"))
        write_whole(beside, &found);
    read_whole(beside, &expected);
    same = strcmp(text_of(&found), text_of(&expected)) == 0 && (errors > 0) == bad;
    if (!same)
        print_error("%s: %s, expected\n%sbut found\n%s\n", path, bad ? "bad" : "good",
                    text_of(&expected), text_of(&found));
    text_clear(&found);
    text_clear(&expected);
    return same;
}

static void walk(const char *folder, bool bad, int least)
{
    char *names[CASES_MAX];
    int count = list_cases(folder, names), wrong = 0;

    for (int i = 0; i < count; i++) {
        char path[PATH_BYTES];

        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        wrong += !agrees(path, bad);
        free(names[i]);
    }
    assert_true(count >= least);
    assert_int_equal(wrong, 0);
}

TEST(good_datasets_are_read_without_an_error)
{
    walk(CORPUS "/good", false, 15);
}

TEST(bad_datasets_are_refused_and_all_their_faults_named)
{
    walk(CORPUS "/bad", true, 60);
}

/* Every n-th allocation fails in turn, while a dataset full of faults is read and inspected. */
TEST(reading_faults_without_memory_is_reported_and_leaks_nothing)
{
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status == STATUS_NO_MEMORY; nth++) {
        Findings findings = {0};
        Clinic *clinic = NULL;

        mem_fail_at(nth);
        status = store_read_dataset(CORPUS "/bad/faults-in-every-table", &findings, &clinic);
        if (status == STATUS_OK && clinic)
            status = inspect_dataset(clinic, &findings);
        mem_fail_at(0);
        findings_clear(&findings);
        clinic_free(clinic);
        assert_true(nth < 10000);
    }
    assert_ok(status);
}
