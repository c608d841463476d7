#include "datasets/store/store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "datasets/store/detach.h"
#include "datasets/store/h5.h"
#include "datasets/store/layout.h"
#include "datasets/store/utf8.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"

static Status is_folder(const char *path, bool *folder)
{
    struct stat found;

    if (stat(path, &found) != 0)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    *folder = S_ISDIR(found.st_mode);
    return STATUS_OK;
}

static Status peek(const char *path, bool folder, Attributes *attributes, Arena *arena,
                   Findings *findings)
{
    return folder ? layout_peek_folder(path, attributes, arena, findings)
                  : layout_peek_h5(path, attributes, arena, findings);
}

/* True when a table called @p name stands at @p path. */
static Status has_table(const char *path, bool folder, const char *name, bool *has)
{
    Status status = STATUS_OK;
    H5File *file = NULL;
    H5Names names = {0};
    Arena arena = {0};
    Text sheet = {0};

    *has = false;
    if (folder) {
        text_add(&sheet, "%s/%s.csv", path, name);
        TRY(text_status(&sheet));
        *has = access(text_of(&sheet), F_OK) == 0;
        goto done;
    }
    TRY(h5_open(path, &file));
    TRY(h5_names(file, "/", &arena, &names));
    for (int32_t i = 0; i < names.count; i++)
        *has = *has || (names.entries[i].group && strcmp(names.entries[i].name, name) == 0);
done:
    text_clear(&sheet);
    mem_free(names.entries);
    arena_clear(&arena);
    h5_close(file);
    return status;
}

Status store_content(const char *path, StoreContent *content)
{
    Status status = STATUS_OK;
    Attributes attributes = {0};
    Arena arena = {0};
    Findings ignored = {0};
    bool folder = false, appointments = false, horizon = false;
    const char *format;

    TRY(is_folder(path, &folder));
    TRY(peek(path, folder, &attributes, &arena, &ignored));
    TRY(has_table(path, folder, "appointments", &appointments));
    TRY(has_table(path, folder, "horizon", &horizon));
    format = attributes_get(&attributes, "format");
    if (format ? strcmp(format, dataset_schema.format) == 0 : horizon)
        *content = STORE_DATASET;
    else if (format ? strcmp(format, result_schema.format) == 0 : appointments)
        *content = STORE_RESULT;
    else
        status = fault(STATUS_BAD_INPUT, "%s: neither a dataset nor a result of clinweave", path);
done:
    findings_clear(&ignored);
    mem_free(attributes.entries);
    arena_clear(&arena);
    return status;
}

static void check_format(const Intake *intake, const Attributes *attributes)
{
    const char *format = attributes_get(attributes, "format");
    const char *version = attributes_get(attributes, "format_version");
    char shown[UTF8_SHOWN_BYTES];

    if (format && strcmp(format, intake->schema->format) != 0)
        findings_error(intake->findings, "%s: attribute format: %s, expected \"%s\"", intake->path,
                       utf8_show(format, shown), intake->schema->format);
    if (!format && !intake->folder)
        findings_warning(intake->findings, "%s: attribute format: missing, taken as \"%s\"",
                         intake->path, intake->schema->format);
    if (version && strcmp(version, "1") != 0)
        findings_error(intake->findings, "%s: attribute format_version: %s, expected 1",
                       intake->path, utf8_show(version, shown));
}

/* The tables at the intake's path, and its root attributes into @p attributes. */
static Status read_all(Intake *intake, Attributes *attributes)
{
    Status status = STATUS_OK;
    const char *start_date;

    TRY(is_folder(intake->path, &intake->folder));
    TRY(peek(intake->path, intake->folder, attributes, intake->texts, intake->findings));
    check_format(intake, attributes);
    start_date = attributes_get(attributes, "start_date");
    if (intake->schema->ids_as_text && start_date)
        calendar_parse(start_date, &intake->epoch_day);
    TRY(intake->folder ? layout_read_folder(intake) : layout_read_h5(intake));
    if (intake->findings->broken)
        status = fault(STATUS_NO_MEMORY, "out of memory while listing what is wrong");
done:
    return status;
}

Status store_read_dataset(const char *path, Findings *findings, Clinic **out)
{
    Status status = STATUS_OK;
    Clinic *clinic = NULL;
    Intake *intake = MEM_NEW(Intake, 1);

    if (!intake)
        return STATUS_NO_MEMORY;
    TRY(clinic_new(&clinic));
    *intake = (Intake){.path = path,
                       .schema = &dataset_schema,
                       .owner = clinic,
                       .texts = &clinic->texts,
                       .clinic = clinic,
                       .findings = findings};
    TRY(read_all(intake, &clinic->attributes));
    *out = NULL;
    if (clinic_settle(clinic) == STATUS_OK) {
        *out = clinic;
        clinic = NULL;
    }
done:
    intake_clear(intake);
    mem_free(intake);
    clinic_free(clinic);
    return status;
}

/* Days of a result in HDF5 are counted from its own start_date. */
static void check_start_date(const Intake *intake, const Clinic *clinic)
{
    char ours[CALENDAR_DATE_BYTES], theirs[CALENDAR_DATE_BYTES];

    if (intake->epoch_day == clinic->epoch_day)
        return;
    calendar_format(intake->epoch_day, theirs);
    calendar_format(clinic->epoch_day, ours);
    findings_error(intake->findings,
                   "%s: attribute start_date: %s, expected %s, when the dataset begins",
                   intake->path, theirs, ours);
}

/* Days counted from the first day of the result's horizon, counted from another. */
static void shift_days(Schedule *schedule, int32_t days)
{
    for (int t = 0; t < N_RESULT_TABLES; t++) {
        const TableInfo *info = &result_schema.tables[t];
        int32_t rows = table_head_const(schedule, info)->rows;

        for (int c = 0; c < info->n_columns; c++) {
            int32_t *cells = table_cells(schedule, info, &info->columns[c]);

            for (int32_t row = 0; info->columns[c].kind == KIND_DATE && row < rows; row++)
                if (cells[row] != MISSING)
                    cells[row] += days;
        }
    }
}

static Status read_result(const char *path, const Clinic *clinic, Findings *findings,
                          int64_t *strangers, Schedule **out)
{
    Status status = STATUS_OK;
    Schedule *schedule = NULL;
    Intake *intake = MEM_NEW(Intake, 1);

    if (!intake)
        return STATUS_NO_MEMORY;
    TRY(schedule_new(&schedule));
    *intake = (Intake){.path = path,
                       .schema = &result_schema,
                       .owner = schedule,
                       .texts = &schedule->texts,
                       .clinic = clinic,
                       .epoch_day = clinic->epoch_day,
                       .strangers = strangers,
                       .findings = findings};
    TRY(read_all(intake, &schedule->attributes));
    if (strangers)
        shift_days(schedule, intake->epoch_day - clinic->epoch_day);
    else
        check_start_date(intake, clinic);
    *out = schedule;
    schedule = NULL;
done:
    intake_clear(intake);
    mem_free(intake);
    schedule_free(schedule);
    return status;
}

Status store_read_result(const char *path, const Clinic *clinic, Findings *findings, Schedule **out)
{
    return read_result(path, clinic, findings, NULL, out);
}

Status store_read_earlier_result(const char *path, const Clinic *clinic, Findings *findings,
                                 int64_t *strangers, Schedule **out)
{
    *strangers = 0;
    return read_result(path, clinic, findings, strangers, out);
}

static Canon dataset_canon(const Clinic *clinic)
{
    return (Canon){&dataset_schema, clinic, clinic, &clinic->attributes, clinic->epoch_day};
}

static Canon result_canon(const Clinic *clinic, const Schedule *schedule)
{
    return (Canon){&result_schema, schedule, clinic, &schedule->attributes, clinic->epoch_day};
}

Status store_write_dataset(const char *path, const Clinic *clinic)
{
    Canon canon = dataset_canon(clinic);

    return layout_write_h5(&canon, path);
}

Status store_write_result(const char *path, const Clinic *clinic, const Schedule *schedule)
{
    Canon canon = result_canon(clinic, schedule);

    return layout_write_h5(&canon, path);
}

Status store_export_dataset(const char *path, const Clinic *clinic)
{
    Canon canon = dataset_canon(clinic);

    return layout_write_folder(&canon, path);
}

Status store_export_result(const char *path, const Clinic *clinic, const Schedule *schedule)
{
    Canon canon = result_canon(clinic, schedule);

    return layout_write_folder(&canon, path);
}

static Status write_detached(const Intake *intake, const Schedule *schedule, const char *to,
                             bool folder)
{
    Canon canon = {intake->schema, schedule, NULL, &schedule->attributes, intake->epoch_day};

    if (intake->findings->errors > 0)
        return STATUS_OK;
    return folder ? layout_write_folder(&canon, to) : layout_write_h5(&canon, to);
}

Status store_convert_result(const char *from, const char *to, bool folder, Findings *findings)
{
    Status status = STATUS_OK;
    Schema *schema = NULL;
    Schedule *schedule = NULL;
    Intake *intake = MEM_NEW(Intake, 1);

    if (!intake)
        return STATUS_NO_MEMORY;
    TRY(detach_schema(&result_schema, &schema));
    TRY(schedule_new(&schedule));
    *intake = (Intake){.path = from,
                       .schema = schema,
                       .owner = schedule,
                       .texts = &schedule->texts,
                       .findings = findings};
    TRY(read_all(intake, &schedule->attributes));
    if (!attributes_get(&schedule->attributes, "start_date"))
        findings_error(findings,
                       "%s: attribute start_date: missing, expected the date from which "
                       "days are counted",
                       from);
    TRY(write_detached(intake, schedule, to, folder));
done:
    intake_clear(intake);
    mem_free(intake);
    schedule_free(schedule);
    detach_free(schema);
    return status;
}
