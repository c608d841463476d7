#include "bench/suite.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/settings.h"

/* The files of bench/suites/, embedded by scripts/embed-suites. */
static const BuiltIn built_in[] = {
#define SUITE(name, meaning, text) {name, meaning, text},
#include "bench/suites.inc"
#undef SUITE
};

enum { N_BUILT_IN = sizeof built_in / sizeof built_in[0] };

static const Shelf shelf = {"suite", built_in, N_BUILT_IN};

typedef enum KeyKind { KEY_WORDS, KEY_NUMBERS, KEY_WHOLES } KeyKind;

typedef struct Key {
    const char *name;
    KeyKind kind;
    const char *fallback;
    double low, high;
    int32_t most;
    size_t offset; /* of the list in SuiteBlock */
} Key;

static const Key keys[] = {
#define KEY(name, kind, fallback, low, high, most, meaning)                                        \
    {#name, KEY_##kind, fallback, low, high, most, offsetof(SuiteBlock, name)},
#include "bench/suite.def"
#undef KEY
};

enum { N_KEYS = sizeof keys / sizeof keys[0] };

#define BLANKS " \t"

int suite_count(void)
{
    return N_BUILT_IN;
}

const char *suite_name(int index)
{
    return built_in[index].name;
}

const char *suite_meaning(int index)
{
    return built_in[index].meaning;
}

static SuiteList *list_of(SuiteBlock *block, const Key *key)
{
    return (SuiteList *)((char *)block + key->offset);
}

static void clear_list(SuiteList *list)
{
    mem_free(list->words);
    mem_free(list->numbers);
    *list = (SuiteList){0};
}

static Status refuse_value(const Key *key, const char *word)
{
    return fault(STATUS_USAGE, "%s: \"%s\", expected %s from %.10g to %.10g", key->name, word,
                 key->kind == KEY_WHOLES ? "a whole number" : "a number", key->low, key->high);
}

static bool number_of(const Key *key, const char *word, double *out)
{
    return text_to_real(word, out) && *out >= key->low && *out <= key->high &&
           (key->kind != KEY_WHOLES || floor(*out) == *out);
}

/* One word of a line: a value, or a range of them. */
static Status add_word(Suite *suite, SuiteList *list, const Key *key, const char *word,
                       size_t length)
{
    const char *text = arena_text(&suite->texts, word, length);
    const char *dots;
    double first = NAN, last = NAN;

    if (!text)
        return STATUS_NO_MEMORY;
    if (key->kind == KEY_WORDS) {
        list->words[list->count++] = text;
        return STATUS_OK;
    }
    dots = key->kind == KEY_WHOLES ? strstr(text, "..") : NULL;
    if (dots) {
        const char *head = arena_text(&suite->texts, text, (size_t)(dots - text));

        if (!head)
            return STATUS_NO_MEMORY;
        if (!number_of(key, head, &first) || !number_of(key, dots + 2, &last) || last < first)
            return refuse_value(key, text);
    } else {
        if (!number_of(key, text, &first))
            return refuse_value(key, text);
        last = first;
    }
    for (double value = first; value <= last; value++) {
        if (list->count == key->most)
            return fault(STATUS_USAGE, "%s: at most %d values are allowed", key->name,
                         (int)key->most);
        list->words[list->count] = text;
        list->numbers[list->count++] = value;
    }
    return STATUS_OK;
}

/* The values of @p key from the text @p values, in place of what was there. */
static Status put_values(Suite *suite, SuiteBlock *block, const Key *key, const char *values)
{
    SuiteList fresh = {.words = MEM_NEW(const char *, key->most),
                       .numbers = MEM_NEW(double, key->most)};
    Status status = STATUS_NO_MEMORY;

    if (!fresh.words || !fresh.numbers)
        goto done;
    status = STATUS_OK;
    for (values += strspn(values, BLANKS); *values; values += strspn(values, BLANKS)) {
        size_t length = strcspn(values, BLANKS);

        if (fresh.count == key->most)
            TRY(fault(STATUS_USAGE, "%s: at most %d values are allowed", key->name,
                      (int)key->most));
        TRY(add_word(suite, &fresh, key, values, length));
        values += length;
    }
    if (fresh.count == 0 && key->kind != KEY_WORDS)
        TRY(fault(STATUS_USAGE, "%s: expected a value", key->name));
    clear_list(list_of(block, key));
    *list_of(block, key) = fresh;
    fresh = (SuiteList){0};
done:
    clear_list(&fresh);
    return status;
}

static void clear_block(SuiteBlock *block)
{
    for (int k = 0; k < N_KEYS; k++)
        clear_list(list_of(block, &keys[k]));
}

/* A new block with copies of the lists of @p model. */
static Status add_block(Suite *suite, SuiteBlock *model)
{
    void *blocks = suite->blocks;
    Status status =
        mem_grow(&blocks, &suite->capacity, (int64_t)suite->n_blocks + 1, sizeof *suite->blocks);

    suite->blocks = blocks;
    if (status != STATUS_OK)
        return status;
    suite->blocks[suite->n_blocks] = (SuiteBlock){0};
    suite->n_blocks++;
    for (int k = 0; k < N_KEYS; k++) {
        const SuiteList *from = list_of(model, &keys[k]);
        SuiteList *to = list_of(&suite->blocks[suite->n_blocks - 1], &keys[k]);

        to->words = MEM_NEW(const char *, from->count);
        to->numbers = MEM_NEW(double, from->count);
        if (!to->words || !to->numbers)
            return STATUS_NO_MEMORY;
        for (; to->count < from->count; to->count++) {
            to->words[to->count] = from->words[to->count];
            to->numbers[to->count] = from->numbers[to->count];
        }
    }
    return STATUS_OK;
}

static Status refuse_key(const char *name)
{
    Text list = {0};
    Status status;

    for (int k = 0; k < N_KEYS; k++)
        text_add(&list, "%s%s", k ? ", " : "", keys[k].name);
    status = text_status(&list);
    if (status == STATUS_OK)
        status = fault(STATUS_USAGE, "no key \"%s\" in suites; there are: meaning, %s", name,
                       text_of(&list));
    text_clear(&list);
    return status;
}

/* Cuts `key = values` in two; the key of the line "meaning" is NULL. */
static Status cut_setting(char *setting, const Key **key, char **values)
{
    char *name;
    Status status = settings_cut(setting, &name, values);

    *key = NULL;
    if (status != STATUS_OK)
        return status;
    for (int k = 0; k < N_KEYS; k++)
        if (strcmp(keys[k].name, name) == 0)
            *key = &keys[k];
    return *key || strcmp(name, "meaning") == 0 ? STATUS_OK : refuse_key(name);
}

/* A suite being read. */
typedef struct Reading {
    Suite *suite;
    SuiteBlock *common;
} Reading;

/* A line of the file: for the block begun last, or before the first for all that follow. */
static Status put_line(char *line, void *context)
{
    Suite *suite = ((Reading *)context)->suite;
    SuiteBlock *common = ((Reading *)context)->common;
    const Key *key = NULL;
    char *values = NULL;
    Status status;

    TRY(cut_setting(line, &key, &values));
    if (!key) {
        suite->meaning = arena_text(&suite->texts, values, strlen(values));
        return suite->meaning ? STATUS_OK : STATUS_NO_MEMORY;
    }
    if (strcmp(key->name, "recipe") == 0)
        TRY(add_block(suite, common));
    TRY(put_values(suite, suite->n_blocks > 0 ? &suite->blocks[suite->n_blocks - 1] : common, key,
                   values));
done:
    return status;
}

/* A setting that wins over all lines of its key. */
static Status put_setting(Suite *suite, const char *setting)
{
    const Key *key = NULL;
    char *values = NULL;
    Text text = {0};
    Status status;

    text_add(&text, "%s", setting);
    TRY(text_status(&text));
    TRY(cut_setting(text.bytes, &key, &values));
    for (int b = 0; key && b < suite->n_blocks; b++)
        TRY(put_values(suite, &suite->blocks[b], key, values));
done:
    text_clear(&text);
    return status;
}

/* "bench/suites/table.suite" is called "table". */
static Status put_name(Suite *suite, const char *source)
{
    const char *slash = strrchr(source, '/');
    const char *name = slash ? slash + 1 : source;
    size_t length = strlen(name), ending = strlen(".suite");

    if (length > ending && strcmp(name + length - ending, ".suite") == 0)
        length -= ending;
    suite->name = arena_text(&suite->texts, name, length);
    return suite->name ? STATUS_OK : STATUS_NO_MEMORY;
}

Status suite_load(const char *source, const char *const *settings, int32_t n_settings, Suite *out)
{
    Suite suite = {.meaning = ""};
    SuiteBlock common = {0};
    Reading reading = {&suite, &common};
    char where[STATUS_NOTE_BYTES];
    Text text = {0};
    Status status;

    for (int k = 0; k < N_KEYS; k++)
        if (keys[k].kind == KEY_WORDS)
            continue;
        else
            TRY(put_values(&suite, &common, &keys[k], keys[k].fallback));
    TRY(put_name(&suite, source));
    snprintf(where, sizeof where, "suite %s", source);
    TRY(settings_read(&shelf, source, &text));
    TRY(settings_each(text.bytes, where, put_line, &reading));
    for (int32_t i = 0; i < n_settings; i++)
        TRY(put_setting(&suite, settings[i]));
    if (suite.n_blocks == 0)
        TRY(fault(STATUS_USAGE, "suite %s: no line \"recipe = ...\"", source));
    *out = suite;
    suite = (Suite){0};
done:
    clear_block(&common);
    suite_clear(&suite);
    text_clear(&text);
    return status;
}

void suite_clear(Suite *suite)
{
    for (int32_t b = 0; b < suite->n_blocks; b++)
        clear_block(&suite->blocks[b]);
    mem_free(suite->blocks);
    arena_clear(&suite->texts);
    *suite = (Suite){0};
}
