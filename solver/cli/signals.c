#include "solver/cli/signals.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

static volatile int seen;
static volatile time_t seen_s;

static time_t now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Job schedulers and `timeout` may send their signal to a program and again to its group: what
 * comes at once is one wish, not two. */
static void note(int number)
{
    if (!seen) {
        seen_s = now_s();
        seen = number;
    } else if (now_s() > seen_s + 1) {
        signal(number, SIG_DFL);
        raise(number);
    }
}

void signals_catch(void)
{
    struct sigaction action = {.sa_handler = note};

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

const volatile int *signals_seen(void)
{
    return &seen;
}
