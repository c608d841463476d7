/** @file status.h
 *  How a call ended, and the one sentence that says what went wrong.
 *
 *  A fallible function returns a Status. The function that detects the trouble calls fault() once,
 *  in the user's words (file, row, column, value, what was expected); everyone above passes the
 *  status on with TRY. Only main prints the note and chooses the exit code.
 */
#ifndef MODEL_BASE_STATUS_H
#define MODEL_BASE_STATUS_H

typedef enum Status {
#define STATUS(name, code, text) STATUS_##name,
#include "model/base/status.def"
#undef STATUS
} Status;

enum { STATUS_NOTE_BYTES = 4096 }; /* a note and its NUL; what is longer is cut */

/** The sentence of status.def; never NULL. */
const char *status_text(Status status);

/** The process exit code of status.def. */
int status_exit_code(Status status);

/** Records what went wrong for this thread, replacing any earlier note; returns @p status. */
Status fault(Status status, const char *format, ...) __attribute__((format(printf, 2, 3), cold));

/** Puts "context: " in front of this thread's note, when a caller knows something more; returns
 *  @p status. */
Status fault_within(Status status, const char *format, ...)
    __attribute__((format(printf, 2, 3), cold));

/** This thread's note; "" if there is none. Valid until the next fault() on this thread. */
const char *fault_note(void);

/** Forgets this thread's note. */
void fault_clear(void);

/** Runs a fallible call; on failure jumps to the function's single `done:` label. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        if ((status = (call)) != STATUS_OK)                                                        \
            goto done;                                                                             \
    } while (0)

#endif
