#include "solver/cli/usage.h"

#include <sys/resource.h>

double usage_peak_mib(void)
{
    struct rusage usage = {0};

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0; /* Linux counts in KiB */
}
