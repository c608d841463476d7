/** @file json.h
 *  The one JSON object a command prints with --json, and how another command reads it.
 *
 *  Put in whatever happens, printed once at the end. Running out of memory is remembered and
 * reported by json_print(). Numbers that are not finite are null.
 */
#ifndef SOLVER_CLI_JSON_H
#define SOLVER_CLI_JSON_H

#include <stdint.h>
#include <stdio.h>

#include "model/base/findings.h"
#include "model/base/status.h"

typedef struct Json Json;

/** An empty object. Release with json_free(). */
Status json_new(Json **out);

/** NULL is allowed. */
void json_free(Json *json);

void json_put_text(Json *json, const char *key, const char *value);
void json_put_whole(Json *json, const char *key, int64_t value);
void json_put_real(Json *json, const char *key, double value);

/** An array of {"severity", "message"}. */
void json_put_findings(Json *json, const char *key, const Findings *findings);

/** An object of its own inside @p json under @p key, to be filled; lives as long as @p json. NULL
 *  when out of memory, which all functions here pass over. */
Json *json_put_object(Json *json, const char *key);

/** A further object at the end of the array @p key. */
Json *json_put_element(Json *json, const char *key);

/** Reads an object that another command printed. BAD_INPUT when @p text is none; NO_MEMORY. */
Status json_read(const char *text, Json **out);

/** The number under @p key; NaN when there is none. */
double json_get_real(const Json *json, const char *key);

/** The text under @p key; "" when there is none. Lives as long as @p json. */
const char *json_get_text(const Json *json, const char *key);

/** The object under @p key; NULL when there is none, or when out of memory. */
Json *json_get_object(Json *json, const char *key);

/** Object @p index of the array @p key; NULL past its end, or when out of memory. */
Json *json_get_element(Json *json, const char *key, int32_t index);

/** Message @p index of the findings under @p key; NULL past their end. */
const char *json_get_finding(const Json *json, const char *key, int32_t index);

/** Writes the object on @p stream, one line. NO_MEMORY; IO. */
Status json_print(const Json *json, FILE *stream);

#endif
