#include "datasets/generator/recipe.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/text.h"

/* The files of datasets/recipes/, embedded by scripts/embed-recipes. */
static const struct {
    const char *name;
    const char *meaning;
    const char *text;
} built_in[] = {
#define RECIPE(name, meaning, text) {name, meaning, text},
#include "datasets/generator/recipes.inc"
#undef RECIPE
};

enum { N_BUILT_IN = sizeof built_in / sizeof built_in[0] };

typedef enum KeyKind { KEY_INT, KEY_REAL, KEY_TEXT } KeyKind;

typedef struct Key {
    const char *name;
    KeyKind kind;
    double low, high;
    size_t offset; /* of the value in Recipe */
} Key;

static const Key keys[] = {
#define KEY(name, kind, fallback, low, high, unit, meaning)                                        \
    {#name, KEY_##kind, low, high, offsetof(Recipe, name)},
#include "datasets/generator/recipe.def"
#undef KEY
#define POLICY(key, fallback, low, high, whole, unit, meaning)                                     \
    {#key, KEY_REAL, low, high, offsetof(Recipe, policy.key)},
#include "model/clinic/policy.def"
#undef POLICY
};

enum { N_KEYS = sizeof keys / sizeof keys[0] };

int recipe_count(void)
{
    return N_BUILT_IN;
}

const char *recipe_name(int index)
{
    return built_in[index].name;
}

const char *recipe_meaning(int index)
{
    return built_in[index].meaning;
}

#define FALLBACK_INT(name, value)  recipe->name = (value);
#define FALLBACK_REAL(name, value) recipe->name = (value);
#define FALLBACK_TEXT(name, value) snprintf(recipe->name, sizeof recipe->name, "%s", value);

static void fill_fallbacks(Recipe *recipe)
{
    memset(recipe, 0, sizeof *recipe);
#define KEY(name, kind, fallback, low, high, unit, meaning) FALLBACK_##kind(name, fallback)
#include "datasets/generator/recipe.def"
#undef KEY
#define POLICY(key, fallback, low, high, whole, unit, meaning) recipe->policy.key = NAN;
#include "model/clinic/policy.def"
#undef POLICY
}

static Status refuse_key(const char *key)
{
    Text list = {0};
    Status status;

    for (int k = 0; k < N_KEYS; k++)
        text_add(&list, "%s%s", k ? ", " : "", keys[k].name);
    status = text_status(&list);
    if (status == STATUS_OK)
        status =
            fault(STATUS_USAGE, "no key \"%s\" in recipes; there are: %s", key, text_of(&list));
    text_clear(&list);
    return status;
}

static Status put_value(Recipe *recipe, const Key *key, const char *value)
{
    char *cell = (char *)recipe + key->offset;
    int32_t number = 0;
    double real = 0;

    switch (key->kind) {
    case KEY_TEXT:
        if (strlen(value) >= RECIPE_TEXT_BYTES)
            return fault(STATUS_USAGE, "%s: at most %d bytes are allowed", key->name,
                         RECIPE_TEXT_BYTES - 1);
        memcpy(cell, value, strlen(value) + 1);
        return STATUS_OK;
    case KEY_INT:
        if (!text_to_int(value, &number) || !(number >= key->low && number <= key->high))
            return fault(STATUS_USAGE, "%s: \"%s\", expected a whole number from %.10g to %.10g",
                         key->name, value, key->low, key->high);
        memcpy(cell, &number, sizeof number);
        return STATUS_OK;
    case KEY_REAL:
        break;
    }
    if (!text_to_real(value, &real) || !(real >= key->low && real <= key->high))
        return fault(STATUS_USAGE, "%s: \"%s\", expected a number from %.10g to %.10g", key->name,
                     value, key->low, key->high);
    memcpy(cell, &real, sizeof real);
    return STATUS_OK;
}

static char *trim(char *text)
{
    size_t length;

    text += strspn(text, " \t");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* One `key = value`; the text is cut up. */
static Status put_setting(Recipe *recipe, char *setting)
{
    char *equals = strchr(setting, '=');
    const char *name;

    if (!equals)
        return fault(STATUS_USAGE, "\"%s\": expected key = value", setting);
    *equals = '\0';
    name = trim(setting);
    for (int k = 0; k < N_KEYS; k++)
        if (strcmp(keys[k].name, name) == 0)
            return put_value(recipe, &keys[k], trim(equals + 1));
    return refuse_key(name);
}

static Status put_lines(Recipe *recipe, const char *source, char *text)
{
    int line = 1;

    while (*text) {
        size_t length = strcspn(text, "\n");
        bool last = text[length] == '\0';
        char *setting;

        text[length] = '\0';
        text[strcspn(text, "#")] = '\0';
        setting = trim(text);
        if (*setting) {
            Status status = put_setting(recipe, setting);

            if (status == STATUS_USAGE)
                return fault_within(status, "recipe %s, line %d", source, line);
            if (status != STATUS_OK)
                return status;
        }
        if (last)
            break;
        text += length + 1;
        line++;
    }
    return STATUS_OK;
}

static Status refuse_recipe(const char *source)
{
    Text list = {0};
    Status status;

    for (int r = 0; r < N_BUILT_IN; r++)
        text_add(&list, "%s%s", r ? ", " : "", built_in[r].name);
    status = text_status(&list);
    if (status == STATUS_OK)
        status = fault(STATUS_USAGE, "no recipe or recipe file \"%s\"; recipes are: %s", source,
                       text_of(&list));
    text_clear(&list);
    return status;
}

static Status read_source(const char *source, Text *out)
{
    Status status = STATUS_OK;
    FILE *file = NULL;
    char block[4096];
    size_t got;

    for (int r = 0; r < N_BUILT_IN; r++) {
        if (strcmp(built_in[r].name, source) == 0) {
            text_add_bytes(out, built_in[r].text, strlen(built_in[r].text));
            return text_status(out);
        }
    }
    file = fopen(source, "rb");
    if (!file)
        return errno == ENOENT ? refuse_recipe(source)
                               : fault(STATUS_IO, "%s: %s", source, strerror(errno));
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_add_bytes(out, block, got);
    if (ferror(file))
        status = fault(STATUS_IO, "%s: %s", source, strerror(errno));
    fclose(file);
    if (status == STATUS_OK)
        status = text_status(out);
    if (status == STATUS_OK && out->bytes && strlen(out->bytes) != (size_t)out->length)
        status = fault(STATUS_USAGE, "%s: not a text file", source);
    return status;
}

/* What one key's bounds cannot say. */
static Status judge(const Recipe *recipe)
{
    static const int32_t slots[] = {5, 10, 15, 20, 30};
    bool known = false;

    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++)
        known = known || slots[i] == recipe->slot_min;
    if (!known)
        return fault(STATUS_USAGE, "slot_min: \"%d\", expected 5, 10, 15, 20 or 30",
                     (int)recipe->slot_min);
    if (recipe->providers < recipe->sites)
        return fault(STATUS_USAGE, "providers: \"%d\", expected at least one for each of %d sites",
                     (int)recipe->providers, (int)recipe->sites);
    return STATUS_OK;
}

Status recipe_load(const char *source, const char *const *settings, int n_settings, Recipe *out)
{
    Status status = STATUS_OK;
    Recipe recipe;
    Text text = {0};

    fill_fallbacks(&recipe);
    TRY(read_source(source, &text));
    if (text.bytes)
        TRY(put_lines(&recipe, source, text.bytes));
    for (int i = 0; i < n_settings; i++) {
        text_clear(&text);
        text_add(&text, "%s", settings[i]);
        TRY(text_status(&text));
        TRY(put_setting(&recipe, text.bytes));
    }
    TRY(judge(&recipe));
    *out = recipe;
done:
    text_clear(&text);
    return status;
}
