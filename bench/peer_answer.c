#include "bench/peer_answer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datasets/store/csv.h"
#include "datasets/store/replace.h"
#include "model/base/arena.h"

enum { LINE_BYTES = 256 };

/* Of the list of bookings: the column, and what stands in the appointment. */
enum { CELL_SHORT, CELL_REQUEST, N_CELLS = 7 };

/* An answer on its way to its appointments. */
typedef struct Making {
    Lookup *chosen; /* columns above 1/2 */
    Arena texts;
    const Lookup *dropped;
    Text out;
    int32_t written;
} Making;

/* One line of the answer. */
static Status choose(Making *making, const char *line)
{
    size_t length = strcspn(line, " \t\n");
    double value = strtod(line + length, NULL);
    const char *name;

    if (length == 0 || !(value > 0.5))
        return STATUS_OK;
    name = arena_text(&making->texts, line, length);
    return name ? lookup_add(making->chosen, name, 1, NULL) : STATUS_NO_MEMORY;
}

static Status read_answer(Making *making, const char *path)
{
    Status status = STATUS_OK;
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];

    if (!file)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    while (status == STATUS_OK && fgets(line, sizeof line, file))
        status = choose(making, line);
    fclose(file);
    return status;
}

static Status take_booking(void *context, int64_t line, const char *const *cells, int32_t count)
{
    Making *making = context;

    if (line == 1 || count < N_CELLS || lookup_find(making->chosen, cells[CELL_SHORT]) < 0)
        return STATUS_OK;
    if (making->dropped && lookup_find(making->dropped, cells[CELL_REQUEST]) >= 0)
        return STATUS_OK;
    for (int32_t c = CELL_REQUEST; c < N_CELLS; c++) {
        csv_add_cell(&making->out, cells[c]);
        text_add(&making->out, c + 1 < N_CELLS ? "," : "\n");
    }
    making->written++;
    return STATUS_OK;
}

Status peer_answer_write(const char *answer_path, const char *bookings_path, const Lookup *dropped,
                         const char *folder, int32_t *written)
{
    Making making = {.dropped = dropped};
    Text path = {0};
    Status status;

    TRY(lookup_new(1024, &making.chosen));
    TRY(read_answer(&making, answer_path));
    text_add(&making.out, "request,provider,site,date,start,mode\n");
    TRY(csv_read_file(bookings_path, take_booking, &making));
    text_add(&path, "%s/appointments.csv", folder);
    TRY(text_status(&path));
    TRY(text_status(&making.out));
    TRY(replace_file(text_of(&path), text_of(&making.out), (size_t)making.out.length));
    *written = making.written;
done:
    lookup_free(making.chosen);
    arena_clear(&making.texts);
    text_clear(&making.out);
    text_clear(&path);
    return status;
}
