#include "solver/cli/signals.h"

#include <signal.h>

#include "tests/check.h"

TEST(a_signal_is_noted_and_its_echo_does_no_harm)
{
    assert_int_equal(*signals_seen(), 0);
    signals_catch();
    raise(SIGTERM);
    assert_int_equal(*signals_seen(), SIGTERM);
    raise(SIGTERM);
    raise(SIGINT);
    assert_int_equal(*signals_seen(), SIGTERM);
}
