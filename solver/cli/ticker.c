#include "solver/cli/ticker.h"

#include <math.h>

#include "model/base/clock.h"
#include "solver/cli/say.h"
#include "solver/cli/summary.h"

/* Seconds between two changes of the line on a terminal, and between two lines of a log. */
static const double LINE_S = 0.2, LOG_S = 5;

static void write_span(double seconds, Text *out)
{
    int64_t whole = (int64_t)fmax(0, seconds);

    if (whole >= 3600)
        text_add(out, "%d:%02d:%02d", (int)(whole / 3600), (int)(whole / 60 % 60),
                 (int)(whole % 60));
    else
        text_add(out, "%d:%02d", (int)(whole / 60), (int)(whole % 60));
}

void ticker_write(const Ticker *ticker, const ProgressRow *now, double now_s, Text *out)
{
    double gap = (now->bound - now->objective) / fmax(1, fabs(now->bound));

    if (isfinite(now->objective))
        text_add(out, "best %s  ", summary_number(now->objective, 2));
    if (isfinite(now->bound))
        text_add(out, "bound %s  ", summary_number(now->bound, 2));
    if (isfinite(gap))
        text_add(out, "gap %s %%  ", summary_number(100 * gap, 2));
    if (ticker->work_limit > 0)
        text_add(out, "work %s %%  ",
                 summary_number(100 * (double)now->work / (double)ticker->work_limit, 0));
    if (isfinite(ticker->deadline_s)) {
        write_span(ticker->deadline_s - now_s, out);
        text_add(out, " left");
    } else {
        write_span(now->seconds, out);
    }
}

void ticker_hear(const Progress *progress, void *context)
{
    Ticker *ticker = context;
    double now_s = clock_now_s();
    ProgressRow now;
    Text text = {0};
    double pause_s = LINE_S;

    if (now_s - ticker->shown_s < LINE_S)
        return;
    now = progress_now(progress);
    if (ticker->call->options->verbose && now.phase == ticker->phase)
        pause_s = LOG_S;
    if (now_s - ticker->shown_s < pause_s)
        return;
    ticker->shown_s = now_s;
    ticker->phase = now.phase;
    text_add(&text, "%-11s", now.phase);
    ticker_write(ticker, &now, now_s, &text);
    say_phase(ticker->call, "%s", text_of(&text));
    text_clear(&text);
}
