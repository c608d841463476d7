#include <stdio.h>

#include "datasets/store/h5_inside.h"
#include "model/base/memory.h"
#include "model/base/text.h"

enum {
    BLOCK_ROWS = 65536,    /* at most so many rows in a block, ... */
    BLOCK_BYTES = 4 << 20, /* ... and about so many bytes */
    CACHE_BYTES = 32 << 20 /* chunks of other writers may be larger than the library expects */
};

struct H5Column {
    H5File *file; /* borrowed, outlives the column */
    char *name;   /* owned: "requests/latest" */
    hid_t id, space, memory_type;
    H5Shape shape;
    size_t text_bytes;  /* of one cell in buffer; 0 where the library allocates each text */
    int32_t block_rows; /* [block_rows] are the arrays below */
    int64_t next;
    void *buffer;         /* owned: cells as read */
    const char **texts;   /* owned: pointers into buffer */
    hsize_t reclaim_rows; /* of these rows the texts in buffer are the library's */
};

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
    hid_t type, access = H5Pcreate(H5P_DATASET_ACCESS);
    size_t cell_bytes = sizeof(int64_t);

    H5Pset_chunk_cache(access, H5D_CHUNK_CACHE_NSLOTS_DEFAULT, CACHE_BYTES,
                       H5D_CHUNK_CACHE_W0_DEFAULT);
    column->id = H5Dopen2(file->id, name, access);
    H5Pclose(access);
    column->space = column->id < 0 ? H5I_INVALID_HID : H5Dget_space(column->id);
    type = column->id < 0 ? H5I_INVALID_HID : H5Dget_type(column->id);
    if (column->space < 0 || type < 0)
        return h5_complain(file, name);
    column->shape.form = h5_form(type, &column->shape.type);
    column->shape.rank = H5Sget_simple_extent_ndims(column->space);
    column->shape.rows = H5Sget_simple_extent_npoints(column->space);
    if (column->shape.form == H5_WHOLE)
        column->memory_type = H5Tcopy(H5T_NATIVE_INT64);
    else if (column->shape.form == H5_REAL)
        column->memory_type = H5Tcopy(H5T_NATIVE_DOUBLE);
    else if (column->shape.form == H5_TEXT)
        column->memory_type = h5_text_type(type, &column->text_bytes);
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
    column->name = h5_copy(text_of(&path));
    TRY(column->name ? STATUS_OK : STATUS_NO_MEMORY);
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
        return h5_complain(column->file, column->name);
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
