/** @file full.h
 *  A clinic and a schedule with every table, every column and awkward texts filled.
 */
#ifndef TESTS_FULL_H
#define TESTS_FULL_H

#include "model/base/findings.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Release with clinic_free(). */
Clinic *full_clinic(void);

/** Release with schedule_free(). */
Schedule *full_schedule(const Clinic *clinic);

/** Fails the test unless @p findings hold exactly these @p count messages, in any order; each is
 * the end of a finding's message (what stands before is the path). */
void assert_found(const Findings *findings, const char *const *messages, int count);

/** `assert_found_only(&findings, "requests.csv line 3, ...", "...");` */
#define assert_found_only(findings, ...)                                                           \
    assert_found(findings, (const char *const[]){__VA_ARGS__},                                     \
                 (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

/** Writes a file of these characters. */
void put_file(const char *path, const char *content);

/** Fails the test unless the files, or the folders' files, hold equal bytes. */
void assert_same_bytes(const char *left, const char *right);

/** A fresh folder for this process's files, removed at exit; the same one on every call. */
const char *scratch_folder(void);

/** A path in the scratch folder; valid for the next eight calls. */
const char *scratch(const char *name);

#endif
