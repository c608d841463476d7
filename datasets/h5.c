#include "datasets/h5.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <hdf5.h>

#include "model/base/memory.h"
#include "model/base/text.h"

enum {
    LARGE_ROWS = 4096,       /* from here on a column is chunked and compressed */
    CHUNK_ROWS = 65536,      /* at most so many rows in a chunk, ... */
    CHUNK_BYTES = 512 << 10, /* ... and about so many bytes */
    BLOCK_ROWS = 65536,      /* the same for reading */
    BLOCK_BYTES = 4 << 20,
    CACHE_BYTES = 32 << 20, /* chunks of other writers may be larger than ours */
    IMAGE_STEP = 16 << 20,
    DEFLATE_LEVEL = 4
};

struct H5File {
    char *path; /* owned; NULL: in memory */
    hid_t id;
};

struct H5Column {
    H5File *file; /* borrowed, outlives the column */
    char *name;   /* owned: "requests/latest" */
    hid_t id, space, memory_type;
    H5Shape shape;
    size_t text_bytes;  /* of one cell in buffer; 0 where the library allocates each text */
    int32_t block_rows; /* [block_rows] are the arrays below */
    int64_t next;
    void *buffer;       /* owned: cells as read */
    const char **texts; /* owned: pointers into buffer */
    bool reclaim;       /* texts in buffer belong to the library */
    hsize_t reclaim_rows;
};

static herr_t keep_deepest(unsigned n, const H5E_error2_t *error, void *note)
{
    if (n == 0 && error->desc)
        snprintf(note, 200, "%s", error->desc);
    return 0;
}

/* The library's own words for its last failure. */
static Status complain(const H5File *file, const char *what)
{
    char note[200] = "";

    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_deepest, note);
    H5Eclear2(H5E_DEFAULT);
    return fault(STATUS_IO, "%s: %s: %s", file && file->path ? file->path : "HDF5", what,
                 *note ? note : "HDF5 failed");
}

static void be_silent(void)
{
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

static char *copy_of(const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *copy = MEM_NEW(char, bytes);

    if (copy)
        memcpy(copy, text, bytes);
    return copy;
}

bool h5_is(const char *path)
{
    be_silent();
    return H5Fis_hdf5(path) > 0;
}

Status h5_open(const char *path, H5File **out)
{
    Status status = STATUS_NO_MEMORY;
    H5File *file = MEM_NEW(H5File, 1);
    hid_t access = H5I_INVALID_HID;
    int descriptor;

    be_silent();
    if (!file)
        goto done;
    file->id = H5I_INVALID_HID;
    file->path = copy_of(path);
    if (!file->path)
        goto done;
    descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
        status = fault(STATUS_IO, "%s: %s", path, strerror(errno));
        goto done;
    }
    close(descriptor);
    if (H5Fis_hdf5(path) <= 0) {
        status = fault(STATUS_IO, "%s: not an HDF5 file", path);
        goto done;
    }
    access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_file_locking(access, false, true);
    file->id = H5Fopen(path, H5F_ACC_RDONLY, access);
    if (file->id < 0) {
        status = complain(file, "cannot be opened");
        goto done;
    }
    *out = file;
    file = NULL;
    status = STATUS_OK;
done:
    if (access >= 0)
        H5Pclose(access);
    h5_close(file);
    return status;
}

Status h5_new(H5File **out)
{
    Status status = STATUS_NO_MEMORY;
    H5File *file = MEM_NEW(H5File, 1);
    hid_t access = H5I_INVALID_HID, creation = H5I_INVALID_HID;

    be_silent();
    if (!file)
        goto done;
    access = H5Pcreate(H5P_FILE_ACCESS);
    creation = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_fapl_core(access, IMAGE_STEP, false);
    H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
    H5Pset_obj_track_times(creation, false);
    file->id = H5Fcreate("clinweave.h5", H5F_ACC_TRUNC, creation, access);
    if (file->id < 0) {
        status = complain(NULL, "no file can be made");
        goto done;
    }
    *out = file;
    file = NULL;
    status = STATUS_OK;
done:
    if (creation >= 0)
        H5Pclose(creation);
    if (access >= 0)
        H5Pclose(access);
    h5_close(file);
    return status;
}

void h5_close(H5File *file)
{
    if (!file)
        return;
    if (file->id > 0)
        H5Fclose(file->id);
    mem_free(file->path);
    mem_free(file);
}

Status h5_image(H5File *file, unsigned char **bytes, int64_t *length)
{
    ssize_t size;
    unsigned char *image;

    if (H5Fflush(file->id, H5F_SCOPE_GLOBAL) < 0 ||
        (size = H5Fget_file_image(file->id, NULL, 0)) < 0)
        return complain(file, "cannot be finished");
    image = MEM_NEW(unsigned char, size);
    if (!image)
        return STATUS_NO_MEMORY;
    if (H5Fget_file_image(file->id, image, (size_t)size) != size) {
        mem_free(image);
        return complain(file, "cannot be finished");
    }
    *bytes = image;
    *length = size;
    return STATUS_OK;
}

typedef struct Listing {
    hid_t file;
    const char *group;
    Arena *arena;
    H5Names *names;
} Listing;

static herr_t list_one(hid_t group, const char *name, const H5L_info_t *info, void *context)
{
    Listing *listing = context;
    H5Names *names = listing->names;
    void *entries = names->entries;
    const char *copy = arena_text(listing->arena, name, strlen(name));
    H5O_info_t object;
    bool known;

    (void)info;
    if (!copy ||
        mem_grow(&entries, &names->capacity, (int64_t)names->count + 1, sizeof *names->entries))
        return -1;
    known = H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) >= 0;
    names->entries = entries;
    names->entries[names->count++] = (struct H5Name){copy, known && object.type == H5O_TYPE_GROUP,
                                                     known && object.type == H5O_TYPE_DATASET};
    return 0;
}

Status h5_names(H5File *file, const char *group, Arena *arena, H5Names *names)
{
    Listing listing = {file->id, group, arena, names};
    herr_t ended;

    fault_clear();
    ended = H5Literate_by_name(file->id, group, H5_INDEX_NAME, H5_ITER_INC, NULL, list_one,
                               &listing, H5P_DEFAULT);
    if (ended >= 0)
        return STATUS_OK;
    return *fault_note() ? STATUS_NO_MEMORY : complain(file, group);
}

/* ------------------------------------------------------------------ reading columns */

/* The form of a file type, and the type to read it as into memory. */
static H5Form form_of(hid_t type, const char **words)
{
    switch (H5Tget_class(type)) {
    case H5T_INTEGER:
        *words = "integer";
        return H5_WHOLE;
    case H5T_ENUM: /* h5py writes truth values so */
        *words = "enumeration";
        return H5_WHOLE;
    case H5T_FLOAT:
        *words = "floating point";
        return H5_REAL;
    case H5T_STRING:
        *words = "string";
        return H5_TEXT;
    case H5T_COMPOUND:
        *words = "compound";
        return H5_OTHER;
    default:
        *words = "neither number nor string";
        return H5_OTHER;
    }
}

/* A type in memory for strings of file type @p type; *@p bytes is 0 for those of variable length.
 */
static hid_t text_type(hid_t type, size_t *bytes)
{
    hid_t memory = H5Tcopy(H5T_C_S1);
    bool variable = H5Tis_variable_str(type) > 0;

    *bytes = variable ? 0 : H5Tget_size(type) + 1;
    H5Tset_size(memory, variable ? H5T_VARIABLE : *bytes);
    H5Tset_strpad(memory, H5T_STR_NULLTERM);
    H5Tset_cset(memory, H5Tget_cset(type));
    return memory;
}

static Status prepare_block(H5Column *column, size_t cell_bytes)
{
    int64_t fit = BLOCK_BYTES / (int64_t)cell_bytes;

    column->block_rows = BLOCK_ROWS;
    if (column->block_rows > fit)
        column->block_rows = fit > 0 ? (int32_t)fit : 1;
    if (column->block_rows > column->shape.rows)
        column->block_rows = (int32_t)column->shape.rows;
    column->buffer = mem_array(column->block_rows, cell_bytes);
    column->texts =
        column->shape.form == H5_TEXT ? MEM_NEW(const char *, column->block_rows) : NULL;
    return column->buffer && (column->texts || column->shape.form != H5_TEXT) ? STATUS_OK
                                                                              : STATUS_NO_MEMORY;
}

static Status open_column(H5Column *column, const char *name)
{
    H5File *file = column->file;
    hid_t type;
    size_t cell_bytes = sizeof(int64_t);

    column->id = H5Dopen2(file->id, name, H5P_DEFAULT);
    column->space = column->id < 0 ? H5I_INVALID_HID : H5Dget_space(column->id);
    type = column->id < 0 ? H5I_INVALID_HID : H5Dget_type(column->id);
    if (column->space < 0 || type < 0)
        return complain(file, name);
    column->shape.form = form_of(type, &column->shape.type);
    column->shape.rank = H5Sget_simple_extent_ndims(column->space);
    column->shape.rows = H5Sget_simple_extent_npoints(column->space);
    if (column->shape.form == H5_WHOLE)
        column->memory_type = H5Tcopy(H5T_NATIVE_INT64);
    else if (column->shape.form == H5_REAL)
        column->memory_type = H5Tcopy(H5T_NATIVE_DOUBLE);
    else if (column->shape.form == H5_TEXT)
        column->memory_type = text_type(type, &column->text_bytes);
    H5Tclose(type);
    if (column->shape.form == H5_TEXT)
        cell_bytes = column->text_bytes ? column->text_bytes : sizeof(char *);
    if (column->shape.form == H5_OTHER || column->shape.rank != 1)
        return STATUS_OK;
    return prepare_block(column, cell_bytes);
}

Status h5_column_open(H5File *file, const char *group, const char *name, H5Column **out)
{
    Status status = STATUS_NO_MEMORY;
    H5Column *column = MEM_NEW(H5Column, 1);
    Text path = {0};

    if (!column)
        goto done;
    *column = (H5Column){.file = file,
                         .id = H5I_INVALID_HID,
                         .space = H5I_INVALID_HID,
                         .memory_type = H5I_INVALID_HID};
    text_add(&path, "%s/%s", group, name);
    TRY(text_status(&path));
    column->name = copy_of(text_of(&path));
    if (!column->name)
        goto done;
    TRY(open_column(column, column->name));
    *out = column;
    column = NULL;
done:
    text_clear(&path);
    h5_column_close(column);
    return status;
}

H5Shape h5_column_shape(const H5Column *column)
{
    return column->shape;
}

/* Gives back the texts of the last block that the library allocated. */
static void reclaim_texts(H5Column *column)
{
    hid_t space;

    if (column->reclaim_rows == 0)
        return;
    space = H5Screate_simple(1, &column->reclaim_rows, NULL);
    H5Dvlen_reclaim(column->memory_type, space, H5P_DEFAULT, column->buffer);
    H5Sclose(space);
    column->reclaim_rows = 0;
}

static void point_at_texts(H5Column *column, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        const char *text = (const char *)column->buffer + (size_t)i * column->text_bytes;

        if (column->text_bytes == 0)
            text = ((char **)column->buffer)[i];
        column->texts[i] = text ? text : "";
    }
}

Status h5_column_next(H5Column *column, H5Block *block)
{
    int64_t left = column->shape.rows - column->next;
    hsize_t from = (hsize_t)column->next;
    hsize_t count = (hsize_t)(left < column->block_rows ? left : column->block_rows);
    hid_t window;
    herr_t ended;

    reclaim_texts(column);
    *block = (H5Block){.from = column->next, .count = (int32_t)count};
    if (count == 0)
        return STATUS_OK;
    window = H5Screate_simple(1, &count, NULL);
    H5Sselect_hyperslab(column->space, H5S_SELECT_SET, &from, NULL, &count, NULL);
    ended = H5Dread(column->id, column->memory_type, window, column->space, H5P_DEFAULT,
                    column->buffer);
    H5Sclose(window);
    if (ended < 0)
        return complain(column->file, column->name);
    column->next += (int64_t)count;
    if (column->shape.form == H5_WHOLE)
        block->wholes = column->buffer;
    if (column->shape.form == H5_REAL)
        block->reals = column->buffer;
    if (column->shape.form == H5_TEXT) {
        column->reclaim_rows = column->text_bytes ? 0 : count;
        point_at_texts(column, (int32_t)count);
        block->texts = column->texts;
    }
    return STATUS_OK;
}

void h5_column_close(H5Column *column)
{
    if (!column)
        return;
    reclaim_texts(column);
    if (column->memory_type >= 0)
        H5Tclose(column->memory_type);
    if (column->space >= 0)
        H5Sclose(column->space);
    if (column->id >= 0)
        H5Dclose(column->id);
    mem_free(column->buffer);
    mem_free(column->texts);
    mem_free(column->name);
    mem_free(column);
}

/* ------------------------------------------------------------------ attributes */

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
    hid_t memory = text_type(type, &bytes);
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

    switch (form_of(type, &words)) {
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
        return reader.status != STATUS_OK ? reader.status : complain(file, "attributes");
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

static hid_t utf8_type(size_t bytes)
{
    hid_t type = H5Tcopy(H5T_C_S1);

    H5Tset_size(type, bytes ? bytes : 1);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

/* Of variable length, which h5py hands out as str and which may be long. */
static herr_t add_text_attribute(hid_t object, const char *key, const char *value)
{
    hid_t type = utf8_type(H5T_VARIABLE);
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
        ended = add_text_attribute(file->id, key, value);
    return ended < 0 ? complain(file, key) : STATUS_OK;
}

/* ------------------------------------------------------------------ writing columns */

Status h5_add_group(H5File *file, const char *name)
{
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    hid_t group;

    H5Pset_obj_track_times(creation, false);
    group = H5Gcreate2(file->id, name, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Pclose(creation);
    if (group < 0)
        return complain(file, name);
    H5Gclose(group);
    return STATUS_OK;
}

static hsize_t chunk_rows(size_t cell_bytes, int32_t rows)
{
    hsize_t fit = CHUNK_BYTES / cell_bytes;

    if (fit > CHUNK_ROWS)
        fit = CHUNK_ROWS;
    if (fit > (hsize_t)rows)
        fit = (hsize_t)rows;
    return fit ? fit : 1;
}

/* Makes the column, still without cells, and describes it. Negative on failure. */
static hid_t new_column(hid_t file, const char *path, hid_t type, int32_t rows,
                        const H5Meaning *meaning)
{
    hsize_t length = (hsize_t)rows, chunk = chunk_rows(H5Tget_size(type), rows);
    hid_t space = H5Screate_simple(1, &length, NULL);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE), id;

    H5Pset_obj_track_times(creation, false);
    if (rows >= LARGE_ROWS) {
        H5Pset_chunk(creation, 1, &chunk);
        H5Pset_shuffle(creation);
        H5Pset_deflate(creation, DEFLATE_LEVEL);
    }
    id = H5Dcreate2(file, path, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Pclose(creation);
    H5Sclose(space);
    if (id >= 0 &&
        (add_text_attribute(id, "unit", meaning->unit) < 0 ||
         add_text_attribute(id, "meaning", meaning->meaning) < 0 ||
         (meaning->references && add_text_attribute(id, "references", meaning->references) < 0))) {
        H5Dclose(id);
        id = -1;
    }
    return id;
}

static herr_t write_rows(hid_t id, hid_t type, int32_t from, int32_t rows, const void *cells)
{
    hsize_t start = (hsize_t)from, count = (hsize_t)rows;
    hid_t space = H5Dget_space(id), window = H5Screate_simple(1, &count, NULL);
    herr_t ended;

    H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &count, NULL);
    ended = H5Dwrite(id, type, window, space, H5P_DEFAULT, cells);
    H5Sclose(window);
    H5Sclose(space);
    return ended;
}

static Status add_numbers(H5File *file, const char *group, const char *name,
                          const H5Meaning *meaning, hid_t file_type, hid_t memory_type,
                          const void *cells, int32_t rows)
{
    Status status = STATUS_OK;
    Text path = {0};
    hid_t id = -1;

    text_add(&path, "%s/%s", group, name);
    TRY(text_status(&path));
    id = new_column(file->id, text_of(&path), file_type, rows, meaning);
    if (id < 0 || (rows > 0 && write_rows(id, memory_type, 0, rows, cells) < 0))
        status = complain(file, text_of(&path));
done:
    if (id >= 0)
        H5Dclose(id);
    text_clear(&path);
    return status;
}

Status h5_add_wholes(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                     const int32_t *cells, int32_t rows)
{
    return add_numbers(file, group, name, meaning, H5T_STD_I32LE, H5T_NATIVE_INT32, cells, rows);
}

Status h5_add_reals(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                    const double *cells, int32_t rows)
{
    return add_numbers(file, group, name, meaning, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, cells, rows);
}

/* Pads the texts of some rows to one length, so that only a chunk of them is held twice. */
static Status write_texts(hid_t id, hid_t type, const char *const *cells, int32_t rows)
{
    size_t bytes = H5Tget_size(type);
    int32_t step = (int32_t)chunk_rows(bytes, rows);
    char *padded = mem_array(step, bytes);
    herr_t ended = 0;

    if (!padded)
        return STATUS_NO_MEMORY;
    for (int32_t from = 0; from < rows && ended >= 0; from += step) {
        int32_t count = rows - from < step ? rows - from : step;

        memset(padded, 0, (size_t)step * bytes);
        for (int32_t i = 0; i < count; i++)
            memcpy(padded + (size_t)i * bytes, cells[from + i], strlen(cells[from + i]));
        ended = write_rows(id, type, from, count, padded);
    }
    mem_free(padded);
    return ended < 0 ? complain(NULL, "texts") : STATUS_OK;
}

Status h5_add_texts(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                    const char *const *cells, int32_t rows)
{
    Status status = STATUS_OK;
    Text path = {0};
    hid_t id = -1, type = -1;
    size_t longest = 0;

    for (int32_t i = 0; i < rows; i++) {
        size_t bytes = strlen(cells[i]);

        longest = bytes > longest ? bytes : longest;
    }
    text_add(&path, "%s/%s", group, name);
    TRY(text_status(&path));
    type = utf8_type(longest);
    id = new_column(file->id, text_of(&path), type, rows, meaning);
    if (id < 0)
        status = complain(file, text_of(&path));
    else if (rows > 0)
        status = write_texts(id, type, cells, rows);
done:
    if (id >= 0)
        H5Dclose(id);
    if (type >= 0)
        H5Tclose(type);
    text_clear(&path);
    return status;
}
