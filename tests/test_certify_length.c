/* Whose minutes count where a link asks how long the first visit takes. */
#include "model/audit/certify_length.h"
#include "tests/brute_bound.h"
#include "tests/check.h"
#include "tests/fixture.h"

/* T is planned for 30 minutes of a doctor and 40 of a room. Amy takes 20 at S, Ben 60 at R. Cyd has
 * the skill but is a nurse, Dan has no session, and Eve's is empty on the grid. */
#define PRACTICE                                                                                   \
    ONE_DAY                                                                                        \
    "sites site=R\n"                                                                               \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=doctor\n"                                                         \
    "providers provider=Ben role=doctor\n"                                                         \
    "providers provider=Cyd role=nurse\n"                                                          \
    "providers provider=Dan role=doctor\n"                                                         \
    "providers provider=Eve role=doctor\n"                                                         \
    "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"                                  \
    "sessions provider=Ben site=R date=0 start=09:00 end=12:00\n"                                  \
    "sessions provider=Cyd site=S date=0 start=09:00 end=12:00\n"                                  \
    "sessions provider=Eve site=S date=0 start=09:01 end=09:09\n"                                  \
    "rooms room=X site=S room_type=exam\n"                                                         \
    "visit_types visit_type=T specialty=heart mode=either value=10\n"                              \
    "activities visit_type=T step=1 kind=provider type=doctor offset_min=0 duration_min=30\n"      \
    "activities visit_type=T step=2 kind=room type=exam offset_min=0 duration_min=40\n"            \
    "skills provider=Amy visit_type=T duration_factor=0.5\n"                                       \
    "skills provider=Ben visit_type=T duration_factor=2\n"                                         \
    "skills provider=Cyd visit_type=T duration_factor=3\n"                                         \
    "skills provider=Dan visit_type=T duration_factor=4\n"                                         \
    "skills provider=Eve visit_type=T duration_factor=5\n"                                         \
    "patients patient=A\n"

/* The lengths of a request that asks for @p wishes. */
static Length length_of(const char *wishes)
{
    Facts *facts = NULL;
    Hours *hours = NULL;
    Lengths lengths;
    Length length;
    Text lines = {0};
    Clinic *clinic;

    text_add(&lines,
             "%srequests request=P patient=A visit_type=T priority=routine "
             "requested_on=-1 earliest=0 latest=0 %s\n",
             PRACTICE, wishes);
    clinic = clinic_of(text_of(&lines));
    assert_ok(facts_new(clinic, &facts));
    assert_ok(hours_new(facts, &hours));
    assert_ok(lengths_init(&lengths, hours));
    length = lengths_of(&lengths, 0);
    if (clinic->requests.status[0] != REQUEST_FIXED) {
        int32_t shortest, longest;

        brute_lengths(clinic, 0, &shortest, &longest);
        assert_int_equal(shortest, length.shortest);
        assert_int_equal(longest, length.longest);
    }
    lengths_clear(&lengths);
    hours_free(hours);
    facts_free(facts);
    clinic_free(clinic);
    text_clear(&lines);
    return length;
}

static void check_lengths(const char *wishes, int32_t shortest, int32_t longest)
{
    Length length = length_of(wishes);

    assert_int_equal(length.shortest, shortest);
    assert_int_equal(length.longest, longest);
}

TEST(whoever_is_able_and_has_a_session_may_lead_in_either_mode)
{
    check_lengths("status=new", 20, 70);
    check_lengths("status=new site=S provider=Amy", 20, 70); /* only preferred */
}

TEST(at_a_required_site_only_those_with_a_session_there)
{
    check_lengths("status=new site=S site_required=1", 20, 40);
    check_lengths("status=new site=R site_required=1", 30, 70);
}

TEST(a_required_provider_alone_if_able_and_there)
{
    check_lengths("status=new provider=Ben provider_required=1", 30, 70);
    check_lengths("status=new provider=Ben provider_required=1 site=S site_required=1", 30, 40);
    check_lengths("status=new provider=Cyd provider_required=1", 30, 40);
    check_lengths("status=new provider=Dan provider_required=1", 30, 40);
    check_lengths("status=new provider=Eve provider_required=1", 30, 40);
}

TEST(a_standing_booking_may_stay_with_its_lead)
{
    check_lengths("status=booked booked_date=0 booked_provider=Dan booked_site=S "
                  "booked_start=09:00 site=S site_required=1",
                  20, 130);
}

TEST(a_fixed_visit_has_its_own_length)
{
    check_lengths("status=fixed booked_date=0 booked_provider=Ben booked_site=R "
                  "booked_start=09:00 booked_mode=telehealth",
                  60, 60);
    check_lengths("status=fixed booked_date=0 booked_provider=Ben booked_site=R "
                  "booked_start=09:00",
                  70, 70);
}
