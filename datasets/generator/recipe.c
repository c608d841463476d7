#include "datasets/generator/recipe.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "model/base/settings.h"

/* The files of datasets/recipes/, embedded by scripts/embed-recipes. */
static const BuiltIn built_in[] = {
#define RECIPE(name, meaning, text) {name, meaning, text},
#include "datasets/generator/recipes.inc"
#undef RECIPE
};

enum { N_BUILT_IN = sizeof built_in / sizeof built_in[0] };

static const Shelf shelf = {"recipe", built_in, N_BUILT_IN};

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

/* One `key = value`; the text is cut up. */
static Status put_setting(char *setting, void *context)
{
    char *name, *value;
    Status status = settings_cut(setting, &name, &value);

    if (status != STATUS_OK)
        return status;
    for (int k = 0; k < N_KEYS; k++)
        if (strcmp(keys[k].name, name) == 0)
            return put_value(context, &keys[k], value);
    return refuse_key(name);
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
    char where[STATUS_NOTE_BYTES];
    Recipe recipe;
    Text text = {0};

    fill_fallbacks(&recipe);
    snprintf(where, sizeof where, "recipe %s", source);
    TRY(settings_read(&shelf, source, &text));
    TRY(settings_each(text.bytes, where, put_setting, &recipe));
    for (int i = 0; i < n_settings; i++) {
        text_clear(&text);
        text_add(&text, "%s", settings[i]);
        TRY(text_status(&text));
        TRY(put_setting(text.bytes, &recipe));
    }
    TRY(judge(&recipe));
    *out = recipe;
done:
    text_clear(&text);
    return status;
}
