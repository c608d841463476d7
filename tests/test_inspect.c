#include "tests/check.h"

#include <string.h>

#include "datasets/inspect.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "tests/fixture.h"

/* Five days from Monday on a 10-minute grid; Amy sees visits of 20 minutes on the first morning. */
#define HORIZON "horizon start_date=2026-03-02 days=5 slot_min=10 timezone=UTC\n"
#define PEOPLE                                                                                     \
    "sites site=S\nsites site=T\nproviders provider=Amy role=physician\n"                          \
    "providers provider=Bob role=nurse\npatients patient=p\npatients patient=q\n"
#define VISIT                                                                                      \
    "visit_types visit_type=v specialty=gp mode=in_person value=10\n"                              \
    "activities visit_type=v step=1 kind=provider type=physician offset_min=0 duration_min=20\n"   \
    "skills provider=Amy visit_type=v\n"
#define SESSION "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"
#define BASE    HORIZON PEOPLE VISIT SESSION
#define REQUEST(id, rest)                                                                          \
    "requests request=" id " patient=p visit_type=v priority=routine requested_on=-3 " rest "\n"
#define NEW(id, rest)          REQUEST(id, "status=new earliest=0 latest=4 " rest)
#define STANDS(id, how)        REQUEST(id, "earliest=0 latest=4 booked_provider=Amy booked_site=S " how)
#define FIXED(id, day, start)  STANDS(id, "status=fixed booked_date=" day " booked_start=" start)
#define BOOKED(id, day, start) STANDS(id, "status=booked booked_date=" day " booked_start=" start)

static void write_findings(const Findings *findings, Text *out)
{
    for (int32_t i = 0; i < findings->count; i++)
        text_add(out, "%s: %s\n", findings->entries[i].error ? "error" : "warning",
                 findings->entries[i].message);
    assert_ok(text_status(out));
}

/* The findings of the clinic of @p lines are exactly @p expected, a line each. */
static void finds(const char *lines, const char *expected)
{
    Clinic *clinic = clinic_of(lines);
    Findings findings = {0};
    Text text = {0};

    assert_ok(inspect_dataset(clinic, &findings));
    write_findings(&findings, &text);
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
    findings_clear(&findings);
    clinic_free(clinic);
}

TEST(a_sound_clinic_has_no_findings)
{
    finds(BASE NEW("r", ""), "");
}
