/* Sets of starts, and the starts a lead has in a session (inspect_offer.h). */
#include "datasets/inspect/inspect_offer.h"
#include "model/clinic/calendar.h"

/* Bits 0 to @p last of a word; none when it is negative. */
static uint64_t bits_up_to(int32_t last)
{
    if (last < 0)
        return 0;
    return last >= 63 ? UINT64_MAX : (UINT64_C(2) << last) - 1;
}

static void set_range(StartSet *set, int32_t low, int32_t high, int32_t slot_min, bool on)
{
    int32_t first = low <= 0 ? 0 : (low + slot_min - 1) / slot_min;
    int32_t last = high < 0 ? -1 : (high > DAY_MIN ? DAY_MIN : high) / slot_min;

    for (int32_t w = 0; w < START_WORDS; w++) {
        uint64_t mask = bits_up_to(last - 64 * w) & ~bits_up_to(first - 1 - 64 * w);

        if (on)
            set->words[w] |= mask;
        else
            set->words[w] &= ~mask;
    }
}

StartSet starts_range(int32_t low, int32_t high, int32_t slot_min)
{
    StartSet set = {{0}};

    set_range(&set, low, high, slot_min, true);
    return set;
}

bool starts_within(const StartSet *set, int32_t low, int32_t high, int32_t slot_min)
{
    StartSet wanted = starts_range(low, high, slot_min);

    for (int w = 0; w < START_WORDS; w++)
        if (wanted.words[w] & set->words[w])
            return true;
    return false;
}

StartSet starts_both(const StartSet *one, const StartSet *other)
{
    StartSet both;

    for (int w = 0; w < START_WORDS; w++)
        both.words[w] = one->words[w] & other->words[w];
    return both;
}

/* Takes away the starts at which minutes [from, until) of the visit meet closures of the target. */
static void shut_out(const InspectFacts *facts, int32_t kind, int32_t target, int32_t day,
                     int32_t from, int32_t until, StartSet *set)
{
    const Closures *closures = &facts->clinic->closures;
    int32_t at = 0;

    while (at < DAY_MIN) {
        int32_t row = inspect_closure(facts, kind, target, day, (Span){at, DAY_MIN});
        Span shut;

        if (row < 0)
            return;
        shut = span_outward((Span){closures->start[row], closures->end[row]}, facts->slot_min);
        set_range(set, shut.start - until + 1, shut.end - from - 1, facts->slot_min, false);
        at = shut.end > at ? shut.end : DAY_MIN;
    }
}

StartSet offers_of_lead(const InspectFacts *facts, int32_t session, int32_t type,
                        const VisitShape *shape, int32_t mode)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const VisitTypes *types = &facts->clinic->visit_types;
    const VisitPart *lead = &shape->parts[shape->lead];
    const int32_t day = sessions->date[session], site = sessions->site[session];
    int32_t low = facts->session[session].start - lead->start_min;
    int32_t high = facts->session[session].end - lead->until_min;
    StartSet set = {{0}};

    if (types->earliest_start[type] != MISSING && low < types->earliest_start[type])
        low = types->earliest_start[type];
    if (types->latest_start[type] != MISSING && high > types->latest_start[type])
        high = types->latest_start[type];
    set_range(&set, low, high, facts->slot_min, true);
    shut_out(facts, CLOSURE_PROVIDER, sessions->provider[session], day, lead->start_min,
             lead->until_min, &set);
    for (int32_t i = 0; i < shape->n_parts; i++)
        if (visit_holds(&shape->parts[i], mode))
            shut_out(facts, CLOSURE_SITE, site, day, shape->parts[i].start_min,
                     shape->parts[i].until_min, &set);
    return set;
}
