#include "solver/cli/json.h"

#include <jansson.h>
#include <math.h>

#include "model/base/memory.h"

/* Enough digits that the value reads back to within one part in 10^15, and no 0.10000000000000001.
 */
#define DIGITS 15

struct Json {
    json_t *object;       /* owned by the topmost */
    struct Json *topmost; /* where trouble is remembered */
    struct Json *inner;   /* owned: the last made inside the topmost, and from it the others */
    bool broken;
};

static void *allocate(size_t bytes)
{
    return mem_array((int64_t)bytes, 1);
}

Status json_new(Json **out)
{
    Json *json;

    json_set_alloc_funcs(allocate, mem_free);
    json = MEM_NEW(Json, 1);
    if (!json)
        return STATUS_NO_MEMORY;
    json->topmost = json;
    json->object = json_object();
    if (!json->object) {
        mem_free(json);
        return fault(STATUS_NO_MEMORY, "out of memory");
    }
    *out = json;
    return STATUS_OK;
}

void json_free(Json *json)
{
    if (!json)
        return;
    json_decref(json->object);
    while (json) {
        Json *inner = json->inner;

        mem_free(json);
        json = inner;
    }
}

static void put(Json *json, const char *key, json_t *value)
{
    if (!json)
        json_decref(value);
    else if (json_object_set_new(json->object, key, value) != 0)
        json->topmost->broken = true;
}

void json_put_text(Json *json, const char *key, const char *value)
{
    put(json, key, json_string(value));
}

void json_put_whole(Json *json, const char *key, int64_t value)
{
    put(json, key, json_integer(value));
}

void json_put_real(Json *json, const char *key, double value)
{
    put(json, key, isfinite(value) ? json_real(value) : json_null());
}

/* The array under @p key, made when it is not there. */
static json_t *array_of(Json *json, const char *key)
{
    if (json && !json_object_get(json->object, key))
        put(json, key, json_array());
    return json ? json_object_get(json->object, key) : NULL;
}

/* The handle of @p object, which @p json holds already; NULL when out of memory. */
static Json *handle_of(Json *json, json_t *object)
{
    Json *inner = json && object ? MEM_NEW(Json, 1) : NULL;

    if (!inner) {
        if (json)
            json->topmost->broken = true;
        return NULL;
    }
    inner->object = object;
    inner->topmost = json->topmost;
    inner->inner = json->topmost->inner;
    json->topmost->inner = inner;
    return inner;
}

Json *json_put_object(Json *json, const char *key)
{
    put(json, key, json_object());
    return handle_of(json, json ? json_object_get(json->object, key) : NULL);
}

Json *json_put_element(Json *json, const char *key)
{
    json_t *array = array_of(json, key);
    json_t *element = json_object();

    if (json_array_append_new(array, element) != 0)
        element = NULL;
    return handle_of(json, element);
}

void json_put_findings(Json *json, const char *key, const Findings *findings)
{
    json_t *array = array_of(json, key);

    for (int32_t i = 0; json && i < findings->count; i++) {
        const Finding *finding = &findings->entries[i];

        if (json_array_append_new(array, json_pack("{s:s, s:s}", "severity",
                                                   finding->error ? "error" : "warning", "message",
                                                   finding->message)) != 0)
            json->topmost->broken = true;
    }
}

Status json_read(const char *text, Json **out)
{
    json_error_t trouble;
    json_t *object;
    Json *json = NULL;
    Status status;

    TRY(json_new(&json));
    object = json_loads(text, 0, &trouble);
    if (!json_is_object(object)) {
        status = fault(STATUS_BAD_INPUT, "expected a JSON object%s%s", object ? "" : ": ",
                       object ? "" : trouble.text);
        json_decref(object);
        goto done;
    }
    json_decref(json->object);
    json->object = object;
    *out = json;
    json = NULL;
done:
    json_free(json);
    return status;
}

double json_get_real(const Json *json, const char *key)
{
    const json_t *value = json_object_get(json->object, key);

    return json_is_number(value) ? json_number_value(value) : NAN;
}

const char *json_get_text(const Json *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json->object, key));

    return text ? text : "";
}

Json *json_get_object(Json *json, const char *key)
{
    json_t *object = json_object_get(json->object, key);

    return json_is_object(object) ? handle_of(json, object) : NULL;
}

Json *json_get_element(Json *json, const char *key, int32_t index)
{
    json_t *element = json_array_get(json_object_get(json->object, key), (size_t)index);

    return json_is_object(element) ? handle_of(json, element) : NULL;
}

const char *json_get_finding(const Json *json, const char *key, int32_t index)
{
    const json_t *finding = json_array_get(json_object_get(json->object, key), (size_t)index);

    return json_string_value(json_object_get(finding, "message"));
}

Status json_print(const Json *json, FILE *stream)
{
    char *text = NULL;
    Status status = STATUS_OK;

    if (!json->broken)
        text = json_dumps(json->object, JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(DIGITS));
    if (!text)
        return fault(STATUS_NO_MEMORY, "out of memory");
    if (fprintf(stream, "%s\n", text) < 0)
        status = fault(STATUS_IO, "standard output could not be written");
    mem_free(text);
    return status;
}
