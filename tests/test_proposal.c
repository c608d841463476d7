#include "solver/neighbour/proposal.h"

#include "tests/check.h"
#include "tests/nook.h"

#define HOUR                                                                                       \
    PRACTICE OPEN("Amy", "0", "10:00") WANT("a", "p", "routine") "status=new\n" WANT(              \
        "b", "q", "soon") "status=new\n" WANT("c", "u", "urgent") "status=new\n"

TEST(the_relaxation_bounds_what_is_chosen)
{
    Nook nook = nook_of(HOUR);
    BlendLimits limits = nook_limits();
    Blend blend = {0};

    nook_place(&nook, "a", 550);
    nook_free_session(&nook, 0, (const char *const[]){"b", "c", NULL});
    assert_ok(blend_init(&blend, &nook.field, &nook.zone, &limits));
    assert_near(blend.worth, 10, EPSILON);
    assert_ok(blend_warm(&blend, 5));
    assert_ok(blend_relax(&blend));
    assert_near(blend.relaxed, 130, 1e-6);
    assert_ok(blend_dive(&blend));
    assert_near(blend.worth, 130, 1e-6);
    blend_clear(&blend);
    nook_clear(&nook);
}

TEST(the_tree_chooses_among_the_plans_there_are)
{
    Nook nook = nook_of(HOUR);
    BlendLimits limits = nook_limits();
    Blend blend = {0};

    nook_place(&nook, "a", 550);
    nook_free_session(&nook, 0, (const char *const[]){"b", "c", NULL});
    assert_ok(blend_init(&blend, &nook.field, &nook.zone, &limits));
    assert_ok(blend_relax(&blend));
    assert_ok(blend_tree(&blend));
    assert_near(blend.worth, 130, 1e-6);
    blend_clear(&blend);
    nook_clear(&nook);
}

TEST(a_proposal_enters_the_agenda_where_it_gains)
{
    Nook nook = nook_of(HOUR);
    BlendLimits limits = nook_limits();
    Proposal proposal = {0};
    SeatFinder finder = {0};

    nook_place(&nook, "a", 550);
    nook_free_session(&nook, 0, (const char *const[]){"b", "c", NULL});
    assert_ok(proposal_make(&nook.field, &nook.zone, &limits, &proposal));
    assert_near(proposal.gain, 120, 1e-6);
    assert_int_equal(proposal.count, 2);
    assert_true(proposal_accept(&proposal, nook.agenda, &finder));
    assert_near(nook.agenda->worth, 130, EPSILON);
    assert_false(proposal_accept(&proposal, nook.agenda, &finder));
    assert_near(nook.agenda->worth, 130, EPSILON);
    proposal_clear(&proposal);
    seat_clear(&finder);
    nook_clear(&nook);
}
