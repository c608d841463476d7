#include "tests/check.h"

#include "model/clinic/words.h"

TEST(texts_stand_in_the_order_of_their_codes)
{
    assert_string_equal(words_text_visit_mode[MODE_TELEHEALTH], "telehealth");
    assert_string_equal(words_text_type_mode[TYPE_EITHER], "either");
    assert_string_equal(words_text_closure_kind[CLOSURE_SITE], "site");
    assert_string_equal(words_text_link_kind[LINK_SAME_PROVIDER], "same_provider");
    assert_string_equal(words_text_reason[REASON_POLICY], "policy");
}

TEST(lists_end_in_null)
{
    assert_null(words_text_visit_mode[n_words_visit_mode]);
    assert_null(words_text_request_status[n_words_request_status]);
    assert_int_equal(n_words_request_status, 4);
}

/* Code compares modes and kinds across these lists. */
TEST(modes_and_kinds_have_the_same_codes_in_all_lists)
{
    assert_int_equal(MODE_IN_PERSON, TYPE_IN_PERSON);
    assert_int_equal(MODE_IN_PERSON, SESSION_IN_PERSON);
    assert_int_equal(MODE_TELEHEALTH, TYPE_TELEHEALTH);
    assert_int_equal(MODE_TELEHEALTH, SESSION_TELEHEALTH);
    assert_int_equal(UNIT_PROVIDER, CLOSURE_PROVIDER);
    assert_int_equal(UNIT_ROOM, CLOSURE_ROOM);
    assert_int_equal(UNIT_EQUIPMENT, CLOSURE_EQUIPMENT);
}
