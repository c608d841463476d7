#include "model/audit/worth_session.h"

#include <string.h>

/* The law of the backlog: now[b] = P(b minutes) for b < room, the rest by mass and sum. */
typedef struct Law {
    Backlog *work;
    int32_t room; /* minutes from the present start to the session's end */
    int32_t top;  /* now[b] = 0 for b >= top */
    double beyond_mass, beyond_sum;
} Law;

static double mean_of(const Law *law)
{
    double mean = law->beyond_sum;

    for (int32_t b = 1; b < law->top; b++)
        mean += b * law->work->now[b];
    return mean;
}

static double beyond(const double *sums, const Duration *duration, int32_t k)
{
    return sums[k > duration->reach + 1 ? duration->reach + 1 : k];
}

/* The chance that k or more minutes are drawn, all of k beyond what is kept one by one. */
static void spill(Law *law, double chance, int32_t backlog, const Duration *duration)
{
    int32_t k = law->room - backlog;
    double mass = beyond(duration->beyond, duration, k);

    law->beyond_mass += chance * mass;
    law->beyond_sum += chance * (backlog * mass + beyond(duration->excess, duration, k));
}

/* next[k] += factor x law[k]; the innermost loop of all worth. */
static void add_scaled(double *restrict next, const double *restrict law, int32_t from,
                       int32_t last, double factor)
{
    for (int32_t k = from; k <= last; k++)
        next[k] += factor * law[k];
}

/* Serves one service: with chance turnout the backlog grows by its minutes. */
static void serve(Law *law, double turnout, const Duration *duration)
{
    double *now = law->work->now, *next = law->work->next;
    int32_t longest = duration->reach < law->room ? duration->reach : law->room - 1;
    int32_t top = law->top + longest < law->room ? law->top + longest : law->room;

    law->beyond_sum += turnout * law->beyond_mass * duration->mean;
    memset(next, 0, (size_t)(top > law->top ? top : law->top) * sizeof *next);
    for (int32_t b = 0; b < law->top; b++) {
        double chance = now[b] * turnout;
        int32_t last = law->room - b - 1 < duration->reach ? law->room - b - 1 : duration->reach;

        if (now[b] <= 0.0)
            continue;
        next[b] += now[b] - chance;
        add_scaled(next + b, duration->chance, duration->least, last, chance);
        spill(law, chance, b, duration);
    }
    if (top > law->top)
        law->top = top;
    memcpy(now, next, (size_t)law->top * sizeof *now);
}

/* Lets @p gap minutes pass: the backlog shrinks, not below nothing. */
static void pass(Law *law, int32_t gap)
{
    double *now = law->work->now;
    double gone = 0.0;

    if (gap <= 0)
        return;
    for (int32_t b = 0; b <= gap && b < law->top; b++)
        gone += now[b];
    law->top = law->top > gap ? law->top - gap : 1;
    memmove(now + 1, now + gap + 1, (size_t)(law->top - 1) * sizeof *now);
    now[0] = gone;
    law->room -= gap;
    law->beyond_sum -= gap * law->beyond_mass;
}

void session_expect(Service *services, int32_t count, int32_t end_min, Backlog *work,
                    double *idle_min, double *overtime_min)
{
    Law law = {.work = work, .top = 1};
    double served = 0.0, late;

    *idle_min = *overtime_min = 0.0;
    if (count == 0)
        return;
    law.room = end_min - services[0].start_min;
    work->now[0] = 1.0;
    for (int32_t i = 0; i < count; i++) {
        if (i > 0)
            pass(&law, services[i].start_min - services[i - 1].start_min);
        services[i].wait_min = mean_of(&law);
        serve(&law, services[i].turnout, services[i].duration);
        served += services[i].turnout * services[i].duration->mean;
    }
    late = mean_of(&law);
    *idle_min = services[count - 1].start_min - services[0].start_min + late - served;
    *overtime_min = law.beyond_sum - law.room * law.beyond_mass;
    if (*idle_min < 0.0) /* by rounding only */
        *idle_min = 0.0;
    if (*overtime_min < 0.0)
        *overtime_min = 0.0;
}
