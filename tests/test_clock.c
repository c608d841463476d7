#include "tests/check.h"

#include "model/base/clock.h"

TEST(the_clock_never_goes_back)
{
    double last = clock_now_s();

    for (int i = 0; i < 10000; i++) {
        double now = clock_now_s();

        assert_true(now >= last);
        last = now;
    }
}
