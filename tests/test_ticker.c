#include "solver/cli/ticker.h"

#include <math.h>
#include <stdio.h>

#include "tests/check.h"

static const char *shown(const Ticker *ticker, ProgressRow now, double now_s)
{
    static char kept[256];
    Text text = {0};

    ticker_write(ticker, &now, now_s, &text);
    snprintf(kept, sizeof kept, "%s", text_of(&text));
    text_clear(&text);
    return kept;
}

TEST(what_is_known_is_shown_and_the_time_left)
{
    const Ticker ticker = {.deadline_s = 100};

    assert_string_equal(shown(&ticker, (ProgressRow){"greedy", 1, 0, -INFINITY, INFINITY}, 25),
                        "1:15 left");
    assert_string_equal(shown(&ticker, (ProgressRow){"greedy", 1, 0, 1234.5, INFINITY}, 99.5),
                        "best 1,234.50  0:00 left");
    assert_string_equal(shown(&ticker, (ProgressRow){"prices", 1, 0, 1900, 2000}, 120),
                        "best 1,900.00  bound 2,000.00  gap 5.00 %  0:00 left");
}

TEST(without_a_deadline_the_time_taken_is_shown)
{
    const Ticker ticker = {.deadline_s = INFINITY};
    const Ticker working = {.deadline_s = INFINITY, .work_limit = 1000};

    assert_string_equal(shown(&ticker, (ProgressRow){"prices", 3725, 0, -INFINITY, 2000}, 0),
                        "bound 2,000.00  1:02:05");
    assert_string_equal(shown(&working, (ProgressRow){"prices", 5, 250, -INFINITY, INFINITY}, 0),
                        "work 25 %  0:05");
}
