/* SESSION, CLOSED and OVERTIME: people, rooms and devices are there when they are held. */
#include "model/audit/audit_case.h"

/* Why none of a person's sessions takes a hold, for the message. */
static void blame_session(Case *c, const Hold *hold, const Shift *near)
{
    const Visit *visit = &c->visits[hold->visit];
    const Sessions *sessions = &c->clinic->sessions;
    const char *person = c->clinic->providers.provider[hold->unit];
    Label who = label_visit(c, hold->visit), date = label_date(c, hold->date),
          span = label_span(hold->from_min, hold->until_min);

    if (!near)
        violate(c, AUDIT_SESSION, "%s holds %s %s on %s, inside no session of theirs at %s",
                who.text, person, span.text, date.text, c->clinic->sites.site[visit->site]);
    else if (!hours_mode_allowed(c->hours, near, visit->mode))
        violate(c, AUDIT_SESSION, "%s holds %s %s on %s %s, but session row %d is %s only",
                who.text, person, span.text, date.text, words_text_visit_mode[visit->mode],
                (int)near->row, words_text_session_mode[sessions->mode[near->row]]);
    else
        violate(c, AUDIT_SESSION, "%s holds %s %s on %s, but session row %d is held for %s",
                who.text, person, span.text, date.text, (int)near->row,
                sessions->held_for[near->row]);
}

void session_judge(Case *c)
{
    for (int32_t i = 0; i < c->n_holds; i++) {
        const Hold *hold = &c->holds[i];
        const Visit *visit = &c->visits[hold->visit];
        const Shift *shift = NULL;
        int32_t session;

        if (hold->kind != UNIT_PROVIDER || visit->all_fixed)
            continue;
        session = hours_session(c->hours, hold->unit, visit->site, hold->date, hold->from_min,
                                hold->until_min);
        if (session >= 0)
            shift = &c->hours->shifts[session];
        if (!shift || !hours_mode_allowed(c->hours, shift, visit->mode) ||
            !hours_open_to(c->hours, shift, visit->type))
            blame_session(c, hold, shift);
    }
}

static void blame_closure(Case *c, const Hold *hold, const Pause *pause)
{
    const Closures *closures = &c->clinic->closures;

    violate(c, AUDIT_CLOSED, "%s holds %s %s on %s, but %s %s is closed %s (closures row %d)",
            label_visit(c, hold->visit).text, label_unit(c, hold->kind, hold->unit),
            label_span(hold->from_min, hold->until_min).text, label_date(c, hold->date).text,
            words_text_closure_kind[pause->kind], closures->id[pause->row],
            label_span(pause->start_min, pause->end_min).text, (int)pause->row);
}

static void judge_hold(Case *c, const Hold *hold)
{
    int32_t open_min = 0, close_min = 0;
    const Pause *pause = hours_closure(c->hours, hold->kind, hold->unit, hold->date, hold->from_min,
                                       hold->until_min);

    if (pause)
        blame_closure(c, hold, pause);
    if (hold->kind == UNIT_PROVIDER)
        return;
    hours_open(c->facts, hold->kind, hold->unit, &open_min, &close_min);
    if (hold->from_min < open_min || hold->until_min > close_min)
        violate(c, AUDIT_CLOSED, "%s holds %s %s on %s, but it is open %s",
                label_visit(c, hold->visit).text, label_unit(c, hold->kind, hold->unit),
                label_span(hold->from_min, hold->until_min).text, label_date(c, hold->date).text,
                label_span(open_min, close_min).text);
}

/* The first hold of a visit that meets a closure of its site speaks for the visit. */
static void judge_site(Case *c, const Visit *visit)
{
    for (int32_t i = visit->first_hold; i < visit->first_hold + visit->n_holds; i++) {
        const Hold *hold = &c->holds[i];
        const Pause *pause = hours_closure(c->hours, CLOSURE_SITE, visit->site, hold->date,
                                           hold->from_min, hold->until_min);

        if (pause) {
            blame_closure(c, hold, pause);
            return;
        }
    }
}

void closed_judge(Case *c)
{
    for (int32_t i = 0; i < c->n_holds; i++)
        judge_hold(c, &c->holds[i]);
    for (int32_t v = 0; v < c->n_visits; v++)
        judge_site(c, &c->visits[v]);
}

void overtime_judge(Case *c)
{
    double limit = c->clinic->rules.overtime_limit_min;

    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        const Shift *shift = &c->hours->shifts[s];

        if (c->overtime_min[s] > limit + 1e-6)
            violate(c, AUDIT_OVERTIME,
                    "the session of %s on %s %s (row %d) expects %.6f minutes of overtime, more "
                    "than %g",
                    c->clinic->providers.provider[shift->provider], label_date(c, shift->date).text,
                    label_span(shift->start_min, shift->end_min).text, (int)shift->row,
                    c->overtime_min[s], limit);
    }
}
