#include "solver/cli/signals.h"

#include <signal.h>
#include <stddef.h>

static volatile int seen;

static void note(int number)
{
    seen = number;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
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
