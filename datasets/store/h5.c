#include "datasets/store/h5.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "datasets/store/h5_inside.h"
#include "model/base/memory.h"

enum { IMAGE_STEP = 1 << 20 }; /* by which the file in memory grows */

static herr_t keep_deepest(unsigned n, const H5E_error2_t *error, void *note)
{
    if (n == 0 && error->desc)
        snprintf(note, 200, "%s", error->desc);
    return 0;
}

/* The library's own words for its last failure. */
Status h5_complain(const H5File *file, const char *what)
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

char *h5_copy(const char *text)
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
    file->path = h5_copy(path);
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
        status = h5_complain(file, "cannot be opened");
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
        status = h5_complain(NULL, "no file can be made");
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
        return h5_complain(file, "cannot be finished");
    image = MEM_NEW(unsigned char, size);
    if (!image)
        return STATUS_NO_MEMORY;
    if (H5Fget_file_image(file->id, image, (size_t)size) != size) {
        mem_free(image);
        return h5_complain(file, "cannot be finished");
    }
    *bytes = image;
    *length = size;
    return STATUS_OK;
}

typedef struct Listing {
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
    Listing listing = {arena, names};
    herr_t ended;

    fault_clear();
    ended = H5Literate_by_name(file->id, group, H5_INDEX_NAME, H5_ITER_INC, NULL, list_one,
                               &listing, H5P_DEFAULT);
    if (ended >= 0)
        return STATUS_OK;
    return *fault_note() ? STATUS_NO_MEMORY : h5_complain(file, group);
}

/* The form of a file type, and the type to read it as into memory. */
H5Form h5_form(hid_t type, const char **words)
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
hid_t h5_text_type(hid_t type, size_t *bytes)
{
    hid_t memory = H5Tcopy(H5T_C_S1);
    bool variable = H5Tis_variable_str(type) > 0;

    *bytes = variable ? 0 : H5Tget_size(type) + 1;
    H5Tset_size(memory, variable ? H5T_VARIABLE : *bytes);
    H5Tset_strpad(memory, H5T_STR_NULLTERM);
    H5Tset_cset(memory, H5Tget_cset(type));
    return memory;
}

hid_t h5_utf8_type(size_t bytes)
{
    hid_t type = H5Tcopy(H5T_C_S1);

    H5Tset_size(type, bytes ? bytes : 1);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}
