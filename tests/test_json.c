/* One JSON object, printed and read. */
#include "solver/cli/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

static Json *read_object(const char *text)
{
    Json *json = NULL;

    assert_ok(json_read(text, &json));
    return json;
}

TEST(what_is_put_in_comes_back)
{
    Json *json = NULL, *back;
    Findings findings = {0};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);

    assert_ok(json_new(&json));
    json_put_text(json, "name", "a \"word\"");
    json_put_whole(json, "count", 42);
    json_put_real(json, "share", 0.25);
    json_put_real(json, "unknown", NAN);
    json_put_real(json_put_object(json, "worth"), "idle", 3);
    json_put_text(json_put_element(json, "runs"), "data", "one");
    json_put_text(json_put_element(json, "runs"), "data", "two");
    findings_error(&findings, "broken");
    json_put_findings(json, "findings", &findings);
    assert_ok(json_print(json, stream));
    assert_int_equal(fclose(stream), 0);

    back = read_object(text);
    assert_string_equal(json_get_text(back, "name"), "a \"word\"");
    assert_near(json_get_real(back, "count"), 42, 0);
    assert_near(json_get_real(back, "share"), 0.25, 0);
    assert_true(isnan(json_get_real(back, "unknown")));
    assert_near(json_get_real(json_get_object(back, "worth"), "idle"), 3, 0);
    assert_string_equal(json_get_text(json_get_element(back, "runs", 1), "data"), "two");
    assert_null(json_get_element(back, "runs", 2));
    assert_string_equal(json_get_finding(back, "findings", 0), "broken");
    assert_null(json_get_finding(back, "findings", 1));
    json_free(back);
    json_free(json);
    findings_clear(&findings);
    free(text);
}

TEST(what_is_not_there_is_nothing)
{
    Json *json = read_object("{\"text\": \"7\", \"number\": 7}");

    assert_true(isnan(json_get_real(json, "absent")));
    assert_true(isnan(json_get_real(json, "text")));
    assert_string_equal(json_get_text(json, "number"), "");
    assert_null(json_get_object(json, "number"));
    assert_null(json_get_element(json, "number", 0));
    assert_null(json_get_finding(json, "number", 0));
    json_free(json);
}

TEST(what_is_no_object_is_refused)
{
    static const char *const wrong[] = {"", "[1]", "{\"half\": ", "{} {}", "7"};
    Json *json = NULL;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(json_read(wrong[i], &json), STATUS_BAD_INPUT);
        assert_non_null(strstr(fault_note(), "expected a JSON object"));
        assert_null(json);
    }
}
