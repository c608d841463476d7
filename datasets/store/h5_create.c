#include <string.h>

#include "datasets/store/h5_inside.h"
#include "model/base/memory.h"
#include "model/base/text.h"

enum {
    LARGE_ROWS = 4096,       /* from here on a column is chunked and compressed */
    CHUNK_ROWS = 65536,      /* at most so many rows in a chunk, ... */
    CHUNK_BYTES = 512 << 10, /* ... and about so many bytes */
    DEFLATE_LEVEL = 4
};

Status h5_add_group(H5File *file, const char *name)
{
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    hid_t group;

    H5Pset_obj_track_times(creation, false);
    group = H5Gcreate2(file->id, name, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Pclose(creation);
    if (group < 0)
        return h5_complain(file, name);
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
        (h5_describe(id, "unit", meaning->unit) < 0 ||
         h5_describe(id, "meaning", meaning->meaning) < 0 ||
         (meaning->references && h5_describe(id, "references", meaning->references) < 0))) {
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
        status = h5_complain(file, text_of(&path));
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
    return ended < 0 ? h5_complain(NULL, "texts") : STATUS_OK;
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
    type = h5_utf8_type(longest);
    id = new_column(file->id, text_of(&path), type, rows, meaning);
    if (id < 0)
        status = h5_complain(file, text_of(&path));
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
