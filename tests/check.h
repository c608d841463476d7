/** @file check.h
 *  What a test file needs: cmocka without its ritual, and comparisons that mean what they say.
 *
 *  A test file is its own program: TEST(a_sentence_that_is_true) { ... } as often as needed; main()
 * is in check.c and finds them by itself.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/base/status.h"

#define EPSILON 1e-9

/** Enters a test into the program's list; called before main() by TEST. */
void check_register(const char *name, CMUnitTestFunction function);

#define TEST(name)                                                                                 \
    static void name(void **state);                                                                \
    __attribute__((constructor)) static void register_##name(void)                                 \
    {                                                                                              \
        check_register(#name, name);                                                               \
    }                                                                                              \
    static void name(__attribute__((unused)) void **state)

#define assert_ok(call)                                                                            \
    do {                                                                                           \
        Status ended = (call);                                                                     \
        if (ended != STATUS_OK)                                                                    \
            fail_msg("%s: %s: %s", #call, status_text(ended), fault_note());                       \
    } while (0)

/** |a - b| <= tolerance, in double precision, NaN never near anything. */
#define assert_near(a, b, tolerance)                                                               \
    do {                                                                                           \
        double left = (a), right = (b);                                                            \
        if (!(fabs(left - right) <= (tolerance)))                                                  \
            fail_msg("%s = %.17g is not within %g of %s = %.17g", #a, left, (double)(tolerance),   \
                     #b, right);                                                                   \
    } while (0)

#endif
