#include <math.h>
#include <string.h>

#include "datasets/store/h5_inside.h"
#include "model/base/memory.h"
#include "model/base/text.h"

typedef struct AttributeReader {
    const H5File *file;
    Attributes *attributes;
    Arena *arena;
    Findings *findings;
    Status status;
} AttributeReader;

/* Reads the text of attribute @p id into @p out. */
static herr_t read_text(hid_t id, hid_t type, Text *out)
{
    size_t bytes = 0;
    hid_t memory = h5_text_type(type, &bytes);
    herr_t ended = -1;

    if (bytes == 0) {
        char *text = NULL;

        ended = H5Aread(id, memory, &text);
        if (ended >= 0 && text)
            text_add_bytes(out, text, strlen(text));
        H5free_memory(text);
    } else {
        char *text = MEM_NEW(char, bytes);

        if (text && (ended = H5Aread(id, memory, text)) >= 0)
            text_add_bytes(out, text, strlen(text));
        out->broken = out->broken || !text;
        mem_free(text);
    }
    H5Tclose(memory);
    return ended;
}

/* Appends the attribute's value; negative when it is no single number or text. */
static herr_t read_value(hid_t id, hid_t type, Text *out)
{
    const char *words;
    long long whole = 0;
    char number[TEXT_REAL_BYTES];
    double real = 0;
    herr_t ended = -1;

    switch (h5_form(type, &words)) {
    case H5_WHOLE:
        ended = H5Aread(id, H5T_NATIVE_LLONG, &whole);
        text_add(out, "%lld", whole);
        break;
    case H5_REAL:
        ended = H5Aread(id, H5T_NATIVE_DOUBLE, &real);
        text_from_real(real, number);
        text_add(out, "%s", number);
        break;
    case H5_TEXT:
        ended = read_text(id, type, out);
        break;
    case H5_OTHER:
        break;
    }
    return ended;
}

static herr_t read_attribute(hid_t root, const char *key, const H5A_info_t *info, void *context)
{
    AttributeReader *reader = context;
    Text value = {0};
    hid_t id = H5Aopen(root, key, H5P_DEFAULT);
    hid_t type = id < 0 ? H5I_INVALID_HID : H5Aget_type(id);
    hid_t space = id < 0 ? H5I_INVALID_HID : H5Aget_space(id);
    bool single = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;

    (void)info;
    if (single && read_value(id, type, &value) >= 0 && !value.broken)
        reader->status = attributes_set(reader->attributes, reader->arena, key, text_of(&value));
    else if (value.broken)
        reader->status = STATUS_NO_MEMORY;
    else
        findings_warning(reader->findings,
                         "%s: attribute %s is neither one number nor one text, left out",
                         reader->file->path, key);
    if (space >= 0)
        H5Sclose(space);
    if (type >= 0)
        H5Tclose(type);
    if (id >= 0)
        H5Aclose(id);
    text_clear(&value);
    return reader->status == STATUS_OK ? 0 : -1;
}

Status h5_read_attributes(H5File *file, Attributes *attributes, Arena *arena, Findings *findings)
{
    AttributeReader reader = {file, attributes, arena, findings, STATUS_OK};
    hsize_t at = 0;

    if (H5Aiterate2(file->id, H5_INDEX_NAME, H5_ITER_INC, &at, read_attribute, &reader) < 0)
        return reader.status != STATUS_OK ? reader.status : h5_complain(file, "attributes");
    return STATUS_OK;
}

static herr_t add_attribute(hid_t object, const char *key, hid_t file_type, hid_t memory_type,
                            const void *value)
{
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t id = H5Acreate2(object, key, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
    herr_t ended = id < 0 ? -1 : H5Awrite(id, memory_type, value);

    if (id >= 0)
        H5Aclose(id);
    H5Sclose(space);
    return ended;
}
/* Of variable length, which h5py hands out as str and which may be long. */
herr_t h5_describe(hid_t object, const char *key, const char *value)
{
    hid_t type = h5_utf8_type(H5T_VARIABLE);
    herr_t ended = add_attribute(object, key, type, type, &value);

    H5Tclose(type);
    return ended;
}

/* Objective, bound and gap may be infinite or undefined. */
static bool parse_real(const char *text, double *out)
{
    if (strcmp(text, "inf") == 0)
        *out = INFINITY;
    else if (strcmp(text, "-inf") == 0)
        *out = -INFINITY;
    else if (strcmp(text, "nan") == 0)
        *out = NAN;
    else
        return text_to_real(text, out);
    return true;
}

Status h5_add_attribute(H5File *file, const char *key, const char *value)
{
    bool real = false, number = attribute_is_number(key, &real);
    int64_t whole = 0;
    double measure = 0;
    herr_t ended;

    if (number && real && parse_real(value, &measure))
        ended = add_attribute(file->id, key, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &measure);
    else if (number && !real && text_to_int64(value, &whole))
        ended = add_attribute(file->id, key, H5T_STD_I64LE, H5T_NATIVE_INT64, &whole);
    else
        ended = h5_describe(file->id, key, value);
    return ended < 0 ? h5_complain(file, key) : STATUS_OK;
}
