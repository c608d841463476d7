#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "datasets/generator/recipe.h"

/* Writes @p text to a new file; its path is to be unlinked by the caller. */
static void write_recipe(const char *text, char path[64])
{
    int handle;
    FILE *file;

    strcpy(path, "/tmp/clinweave-recipe-XXXXXX");
    handle = mkstemp(path);
    assert_true(handle >= 0);
    file = fdopen(handle, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

TEST(every_built_in_recipe_can_be_read_and_says_what_it_makes)
{
    assert_int_equal(recipe_count(), 9);
    for (int i = 0; i < recipe_count(); i++) {
        Recipe recipe;

        assert_ok(recipe_load(recipe_name(i), NULL, 0, &recipe));
        assert_true(*recipe_meaning(i));
        assert_string_equal(recipe.meaning, recipe_meaning(i));
    }
}

TEST(built_in_recipes_stand_in_the_order_of_their_requests)
{
    int32_t last = 0;

    for (int i = 0; i < recipe_count(); i++) {
        Recipe recipe;

        assert_ok(recipe_load(recipe_name(i), NULL, 0, &recipe));
        assert_true(recipe.requests >= last);
        last = recipe.requests;
    }
    assert_int_equal(last, 1000000);
}

TEST(every_fallback_lies_inside_its_bounds)
{
#define INSIDE_INT(value, low, high)                        assert_true((value) >= (low) && (value) <= (high))
#define INSIDE_REAL(value, low, high)                       assert_true((value) >= (low) && (value) <= (high))
#define INSIDE_TEXT(value, low, high)                       assert_non_null(value)
#define KEY(name, kind, fallback, low, high, unit, meaning) INSIDE_##kind(fallback, low, high);
#include "datasets/generator/recipe.def"
#undef KEY
}

TEST(settings_override_the_recipe_and_the_last_one_counts)
{
    const char *settings[] = {"requests=7", "load = 0.9", "requests=9", "travel_min=45"};
    Recipe recipe;

    assert_ok(recipe_load("small", settings, 4, &recipe));
    assert_int_equal(recipe.requests, 9);
    assert_near(recipe.load, 0.9, 0);
    assert_near(recipe.policy.travel_min, 45, 0);
    assert_int_equal(recipe.providers, 8);
    assert_true(isnan(recipe.policy.move_cost));
}

TEST(a_file_is_a_recipe_too_with_comments_blank_lines_and_dos_line_ends)
{
    char path[64];
    Recipe recipe;

    write_recipe("# mine\r\n\r\nmeaning = my own\r\n  requests=42 # few\r\nload\t=\t1.2", path);
    assert_ok(recipe_load(path, NULL, 0, &recipe));
    unlink(path);
    assert_string_equal(recipe.meaning, "my own");
    assert_int_equal(recipe.requests, 42);
    assert_near(recipe.load, 1.2, 0);
}

TEST(a_fault_in_a_file_is_named_with_its_line)
{
    char path[64], expected[160];
    Recipe recipe = {.requests = -3};

    write_recipe("requests = 42\ndays = soon\n", path);
    assert_int_equal(recipe_load(path, NULL, 0, &recipe), STATUS_USAGE);
    unlink(path);
    snprintf(expected, sizeof expected,
             "recipe %s line 2: days: \"soon\", expected a whole number from 1 to 366", path);
    assert_string_equal(fault_note(), expected);
    assert_int_equal(recipe.requests, -3); /* a failing call leaves its arguments as they were */
}

TEST(an_unknown_recipe_is_refused_with_the_list_of_those_there_are)
{
    Recipe recipe;

    assert_int_equal(recipe_load("huge", NULL, 0, &recipe), STATUS_USAGE);
    assert_string_equal(fault_note(),
                        "no recipe or recipe file \"huge\"; recipes are: tiny, features, small, "
                        "overbook, night, clinic, network, city, nation");
}

TEST(an_unknown_key_is_refused_with_the_list_of_those_there_are)
{
    const char *settings[] = {"patiens=3"};
    Recipe recipe;

    assert_int_equal(recipe_load("tiny", settings, 1, &recipe), STATUS_USAGE);
    assert_non_null(strstr(fault_note(), "no key \"patiens\" in recipes; there are: meaning, "));
    assert_non_null(strstr(fault_note(), ", waitlist_share, weight_emergency, "));
    assert_non_null(strstr(fault_note(), "show_prob_default"));
}

TEST(values_out_of_bounds_and_settings_without_value_are_refused)
{
    static const char *const bad[] = {
        "load=0",   "load=nan",     "load=1e9", "requests=0",    "requests=1.5",  "slot_min=7",
        "requests", "show_given=2", "sites=9",  "travel_min=-1", "overbook_max=", "no_show=x"};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        Recipe recipe;

        fault_clear();
        assert_int_equal(recipe_load("small", &bad[i], 1, &recipe), STATUS_USAGE);
        assert_true(*fault_note());
    }
}

TEST(a_recipe_that_cannot_be_read_is_an_input_output_error)
{
    Recipe recipe;

    assert_int_equal(recipe_load("/tmp", NULL, 0, &recipe), STATUS_IO);
}
