#define _DEFAULT_SOURCE /* wait4 */
#include "bench/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/base/clock.h"

enum {
    NOT_FOUND = 127,
    SIGNALLED = 128,
    OUTPUT_MAX = 64 << 20, /* a child that prints more than this is no longer listened to */
    TROUBLE_KEPT = 16384
};

/* How long a child may take to obey. */
static const double GRACE_S = 5;

/* Between two looks at a child: while it may still print, and while it is ending. */
enum { POLL_MS = 100, ENDING_MS = 2 };

/* A child under way. */
typedef struct Watch {
    const ChildPlan *plan;
    ChildReport *report;
    pid_t pid;
    int output, trouble; /* our ends of its pipes; -1 once closed */
    double begun_s;
    int32_t heard;  /* bytes of output whose lines the listener has had */
    double asked_s; /* when it was asked to end; 0: not yet */
} Watch;

/* In the child: becomes the program. */
static void become(const ChildPlan *plan, const int output[2], const int trouble[2])
{
    int nothing = open("/dev/null", O_RDONLY);

    setpgid(0, 0);
    dup2(nothing, STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    dup2(trouble[1], STDERR_FILENO);
    for (int i = STDERR_FILENO + 1; i < 64; i++)
        close(i);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    execvp(plan->arguments[0], (char *const *)plan->arguments);
    _exit(NOT_FOUND);
}

static Status start(Watch *watch)
{
    int output[2], trouble[2];

    if (pipe(output) != 0)
        return fault(STATUS_IO, "no pipe: %s", strerror(errno));
    if (pipe(trouble) != 0) {
        close(output[0]);
        close(output[1]);
        return fault(STATUS_IO, "no pipe: %s", strerror(errno));
    }
    watch->begun_s = clock_now_s();
    watch->pid = fork();
    if (watch->pid == 0)
        become(watch->plan, output, trouble);
    close(output[1]);
    close(trouble[1]);
    watch->output = output[0];
    watch->trouble = trouble[0];
    if (watch->pid > 0) {
        setpgid(watch->pid, watch->pid); /* whichever of the two is first */
        return STATUS_OK;
    }
    close(output[0]);
    close(trouble[0]);
    return fault(STATUS_IO, "%s could not be started: %s", watch->plan->arguments[0],
                 strerror(errno));
}

/* Hands the lines that are whole to the listener. */
static void hear(Watch *watch)
{
    Text *output = &watch->report->output;
    double seconds = clock_now_s() - watch->begun_s;

    while (watch->plan->listener && watch->heard < output->length) {
        char *line = output->bytes + watch->heard, *end = strchr(line, '\n');

        if (!end)
            return;
        *end = '\0';
        watch->plan->listener(seconds, line, watch->plan->context);
        *end = '\n';
        watch->heard = (int32_t)(end + 1 - output->bytes);
    }
}

/* Takes what a pipe holds; closes it at its end. */
static void take(int *pipe, Text *text, int32_t most)
{
    char block[4096];
    ssize_t got = read(*pipe, block, sizeof block);

    if (got > 0 && text->length + got <= most) {
        text_add_bytes(text, block, (size_t)got);
    } else if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
        close(*pipe);
        *pipe = -1;
    }
}

/* Only the end of standard error is worth keeping. */
static void shorten(Text *text)
{
    int32_t surplus = text->length - TROUBLE_KEPT;

    if (surplus <= TROUBLE_KEPT)
        return;
    memmove(text->bytes, text->bytes + surplus, (size_t)(text->length - surplus) + 1);
    text->length -= surplus;
}

static void listen(Watch *watch)
{
    struct pollfd ends[2] = {{.fd = watch->output, .events = POLLIN},
                             {.fd = watch->trouble, .events = POLLIN}};

    if (poll(ends, 2, watch->output >= 0 || watch->trouble >= 0 ? POLL_MS : ENDING_MS) <= 0)
        return;
    if (watch->output >= 0 && ends[0].revents)
        take(&watch->output, &watch->report->output, OUTPUT_MAX);
    if (watch->trouble >= 0 && ends[1].revents)
        take(&watch->trouble, &watch->report->trouble, INT32_MAX);
    shorten(&watch->report->trouble);
    hear(watch);
}

/* Ends the child's whole group when it is time. */
static void restrain(Watch *watch)
{
    const ChildPlan *plan = watch->plan;
    double now_s = clock_now_s();
    bool late = plan->limit_s > 0 && now_s - watch->begun_s >= plan->limit_s;

    if (watch->asked_s > 0) {
        if (now_s - watch->asked_s >= GRACE_S)
            kill(-watch->pid, SIGKILL);
    } else if (late || (plan->interrupted && *plan->interrupted)) {
        watch->report->killed = true;
        watch->asked_s = now_s;
        kill(-watch->pid, SIGTERM);
    }
}

static void count(Watch *watch, int ended, const struct rusage *usage)
{
    ChildReport *report = watch->report;

    report->seconds = clock_now_s() - watch->begun_s;
    report->cpu_s = (double)usage->ru_utime.tv_sec + (double)usage->ru_stime.tv_sec +
                    1e-6 * (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec);
    report->peak_mib = (double)usage->ru_maxrss / 1024.0; /* Linux counts in KiB */
    report->exit_code = WIFEXITED(ended) ? WEXITSTATUS(ended) : SIGNALLED + WTERMSIG(ended);
}

/* Until the child has ended; what it left running is ended with it. */
static void attend(Watch *watch)
{
    struct rusage usage = {0};
    int ended = 0;

    while (wait4(watch->pid, &ended, WNOHANG, &usage) == 0) {
        listen(watch);
        restrain(watch);
    }
    count(watch, ended, &usage);
    kill(-watch->pid, SIGKILL);
    while (watch->output >= 0 || watch->trouble >= 0)
        listen(watch);
}

Status child_run(const ChildPlan *plan, ChildReport *report)
{
    Watch watch = {.plan = plan, .report = report};
    Status status;

    *report = (ChildReport){0};
    TRY(start(&watch));
    attend(&watch);
    TRY(text_status(&report->output));
    TRY(text_status(&report->trouble));
done:
    if (status != STATUS_OK)
        child_clear(report);
    return status;
}

void child_clear(ChildReport *report)
{
    text_clear(&report->output);
    text_clear(&report->trouble);
    *report = (ChildReport){0};
}

const char *child_last_words(ChildReport *report)
{
    Text *trouble = &report->trouble;
    char *line;

    while (trouble->length > 0 && strchr(" \r\n", trouble->bytes[trouble->length - 1]))
        trouble->bytes[--trouble->length] = '\0';
    line = trouble->length > 0 ? strrchr(trouble->bytes, '\n') : NULL;
    return line ? line + 1 : text_of(trouble);
}
