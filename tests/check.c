#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { TESTS_MAX = 2000 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t count;

void check_register(const char *name, CMUnitTestFunction function)
{
    if (count == TESTS_MAX) {
        fprintf(stderr, "more than %d tests in one program\n", TESTS_MAX);
        exit(1);
    }
    tests[count++] = (struct CMUnitTest){.name = name, .test_func = function};
}

int main(void)
{
    return _cmocka_run_group_tests(__FILE__, tests, count, NULL, NULL) ? 1 : 0;
}
