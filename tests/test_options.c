/* The options of the program: their declaration, and where their values come from. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "model/base/memory.h"
#include "solver/cli/arguments.h"
#include "solver/cli/nearest.h"
#include "tests/check.h"

static char *nothing[] = {NULL};

/* Reads a command line of words between single spaces. */
static Status read_into(const char *words, char **environment, Options *options)
{
    static char text[512];
    char *arguments[32] = {"clinweave"}, *rest = NULL;
    int count = 1;

    snprintf(text, sizeof text, "%s", words);
    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        arguments[count++] = word;
    return arguments_read(count, arguments, environment, options);
}

static Status read_words(const char *words, char **environment, Options *options)
{
    assert_ok(options_init(options));
    return read_into(words, environment, options);
}

static void assert_refused(const char *words, char **environment, const char *note)
{
    Options options;

    assert_int_equal(read_words(words, environment, &options), STATUS_USAGE);
    assert_string_equal(fault_note(), note);
    options_clear(&options);
}

/* A configuration file in the folder for temporary files; to be removed by the caller. */
static void write_config(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

TEST(every_default_lies_within_its_own_bounds)
{
    Options options;
    char text[OPTION_TEXT_BYTES];

    assert_ok(options_init(&options));
    for (int i = 0; i < N_OPTIONS; i++)
        if (option_rows[i].kind != OPTION_LIST)
            assert_ok(options_set(&options, i, options_text(&options, i, text), SOURCE_FILE));
    options_clear(&options);
}

TEST(no_two_options_share_a_name_or_a_letter)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        assert_int_equal(options_find(option_rows[i].name), i);
        for (int j = 0; j < i; j++)
            assert_true(!option_rows[i].letter || option_rows[i].letter != option_rows[j].letter);
    }
}

TEST(values_may_follow_an_equals_sign_or_stand_alone)
{
    Options options;

    assert_ok(read_words("solve --gap=0.5 a.h5 --time-limit 7 -o b.h5 --method greedy --json",
                         nothing, &options));
    assert_int_equal(options.command, COMMAND_solve);
    assert_near(options.gap, 0.5, 0);
    assert_near(options.time_limit, 7, 0);
    assert_string_equal(options.output, "b.h5");
    assert_int_equal(options.method, 3);
    assert_true(options.json);
    assert_int_equal(options.operands.count, 1);
    assert_string_equal(options.operands.entries[0], "a.h5");
    options_clear(&options);
}

TEST(a_letter_takes_its_value_with_or_without_a_blank)
{
    Options options;

    assert_ok(read_words("solve -ob.h5 a.h5", nothing, &options));
    assert_string_equal(options.output, "b.h5");
    options_clear(&options);
}

TEST(after_two_dashes_everything_is_an_operand)
{
    Options options;

    assert_ok(read_words("check -- --json", nothing, &options));
    assert_false(options.json);
    assert_string_equal(options.operands.entries[0], "--json");
    options_clear(&options);
}

TEST(lists_keep_the_order_of_their_values)
{
    Options options;

    assert_ok(read_words("generate tiny --set a=1 --set=b=2", nothing, &options));
    assert_int_equal(options.set.count, 2);
    assert_string_equal(options.set.entries[0], "a=1");
    assert_string_equal(options.set.entries[1], "b=2");
    options_clear(&options);
}

TEST(the_command_line_wins_over_the_environment_and_that_over_the_file)
{
    const char path[] = "/tmp/clinweave_test_options.conf";
    char *environment[] = {"CLINWEAVE_GAP=0.2", "CLINWEAVE_SEED=5", "HOME=/", NULL};
    char words[256];
    Options options;

    write_config(path, "# night\ngap = 0.3\nseed = 6  # of the file\nthreads = 3\nlist = yes\n");
    snprintf(words, sizeof words, "solve a --config %s --gap 0.1", path);
    assert_ok(read_words(words, environment, &options));
    assert_near(options.gap, 0.1, 0);
    assert_int_equal(options.seed, 5);
    assert_int_equal(options.threads, 3);
    assert_near(options.time_limit, 60, 0);
    options_clear(&options);
    remove(path);
}

TEST(a_wrong_line_of_the_file_is_named)
{
    const char path[] = "/tmp/clinweave_test_line.conf";

    write_config(path, "gap = 0.3\ntime-limt = 3\n");
    assert_refused(
        "solve a --config /tmp/clinweave_test_line.conf", nothing,
        "/tmp/clinweave_test_line.conf line 2: unknown option \"time-limt\"; did you mean "
        "time-limit?");
    write_config(path, "seed = many\n");
    assert_refused(
        "solve a --config /tmp/clinweave_test_line.conf", nothing,
        "/tmp/clinweave_test_line.conf line 1: seed: \"many\" is no whole number from 0 to "
        "9000000000000000");
    write_config(path, "nonsense\n");
    assert_refused(
        "solve a --config /tmp/clinweave_test_line.conf", nothing,
        "/tmp/clinweave_test_line.conf line 1: expected key = value, found \"nonsense\"");
    remove(path);
}

TEST(what_is_misspelt_is_refused_with_what_may_have_been_meant)
{
    char *environment[] = {"CLINWEAVE_GAPS=1", NULL};

    assert_refused("slove", nothing, "unknown command slove; did you mean solve?");
    assert_refused("solve a --tread 2", nothing, "unknown option --tread; did you mean --threads?");
    assert_refused("check a --gap 1", nothing, "unknown option --gap; see clinweave check --help");
    assert_refused("solve a -x", nothing, "unknown option -x; see clinweave --help");
    assert_refused("check a", environment,
                   "CLINWEAVE_GAPS in the environment names no option; did you mean gap?");
}

TEST(a_variable_unlike_any_option_is_none_of_our_business)
{
    char *environment[] = {"CLINWEAVE_HOME_OF_SOMEBODY=1", "CLINWEAVE_", NULL};
    Options options;

    assert_ok(read_words("check a", environment, &options));
    options_clear(&options);
}

TEST(values_out_of_bounds_are_refused)
{
    assert_refused("solve a --gap 1.5", nothing, "--gap: \"1.5\" is no number from 0 to 1");
    assert_refused("solve a --gap nan", nothing, "--gap: \"nan\" is no number from 0 to 1");
    assert_refused("solve a --threads 2.5", nothing,
                   "--threads: \"2.5\" is no whole number from 0 to 1024");
    assert_refused("solve a --method best", nothing,
                   "--method: \"best\" is none of auto|exact|patterns|greedy");
    assert_refused("solve a --json=maybe", nothing, "--json: \"maybe\" is neither yes nor no");
    assert_refused("solve a --gap", nothing, "--gap needs a value: RATIO");
}

TEST(too_few_and_too_many_operands_are_refused)
{
    assert_refused("audit a", nothing, "audit needs more: clinweave audit DATA.h5 RESULT.h5");
    assert_refused("check a b", nothing, "check has no use for \"b\": clinweave check DATA.h5");
    assert_refused("", nothing, "what shall be done? See clinweave --help");
}

TEST(options_that_memory_does_not_suffice_for_are_refused)
{
    const char path[] = "/tmp/clinweave_test_memory.conf";
    Status status = STATUS_NO_MEMORY;

    write_config(path, "set = a=1\nseed = 6\n");
    for (int n = 1; status != STATUS_OK; n++) {
        Options options;

        assert_true(n < 100);
        assert_ok(options_init(&options));
        mem_fail_at(n);
        status =
            read_into("generate tiny --config /tmp/clinweave_test_memory.conf", nothing, &options);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        options_clear(&options);
    }
    remove(path);
}

TEST(help_needs_no_operands)
{
    Options options;

    assert_ok(read_words("audit --help", nothing, &options));
    assert_true(options.help);
    options_clear(&options);
}

TEST(distance_counts_letters_inserted_dropped_changed_and_swapped)
{
    assert_int_equal(nearest_distance("solve", "solve"), 0);
    assert_int_equal(nearest_distance("slove", "solve"), 1);
    assert_int_equal(nearest_distance("solv", "solve"), 1);
    assert_int_equal(nearest_distance("solves", "solve"), 1);
    assert_int_equal(nearest_distance("sofve", "solve"), 1);
    assert_int_equal(nearest_distance("", "abc"), 3);
}
