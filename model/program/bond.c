#include "model/program/bond.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* What all the rows here are made from. */
typedef struct Bond {
    const Catalog *catalog;
    const Slate *slate;
    const int32_t *column;
    Linear *linear;
} Bond;

Status bond_forbid(Linear *linear, const char *format, ...)
{
    char name[128];
    va_list arguments;
    int32_t row = 0;
    Status status;

    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    status = linear_row(linear, 1, INFINITY, &row);
    return status == STATUS_OK ? linear_name_row(linear, row, "%s", name) : status;
}

static int32_t bookings_of(const Slate *slate, int32_t r)
{
    return slate->booking_begin[r + 1] - slate->booking_begin[r];
}

/* ONCE[r]: at most one booking of each request; those of fixed ones are columns fixed at 1. */
static Status add_once(const Bond *bond)
{
    const Requests *requests = &bond->catalog->clinic->requests;
    Status status = STATUS_OK;

    for (int32_t r = 0; r < requests->rows; r++) {
        int32_t row = 0;

        if (bookings_of(bond->slate, r) < 2)
            continue;
        TRY(linear_row(bond->linear, -INFINITY, 1, &row));
        TRY(linear_name_row(bond->linear, row, "ONCE[%s]", requests->request[r]));
        for (int32_t b = bond->slate->booking_begin[r]; b < bond->slate->booking_begin[r + 1]; b++)
            TRY(linear_entry(bond->linear, row, bond->column[b], 1));
    }
done:
    return status;
}

/* PATIENT[r,q]: x[b] + sum of the bookings of q in its way <= 1, for every booking b of r. */
static Status part_patients(const Bond *bond, int32_t r, int32_t q)
{
    const Slate *slate = bond->slate;
    const Requests *requests = &bond->catalog->clinic->requests;
    Status status = STATUS_OK;

    for (int32_t b = slate->booking_begin[r]; b < slate->booking_begin[r + 1]; b++) {
        int32_t row = -1;

        for (int32_t c = slate->booking_begin[q]; c < slate->booking_begin[q + 1]; c++) {
            if (!slate_patient_clash(bond->catalog, slate, &slate->bookings[b],
                                     &slate->bookings[c]))
                continue;
            if (row < 0) {
                TRY(linear_row(bond->linear, -INFINITY, 1, &row));
                TRY(linear_name_row(bond->linear, row, "PATIENT[%s,%s]", requests->request[r],
                                    requests->request[q]));
                TRY(linear_entry(bond->linear, row, bond->column[b], 1));
            }
            TRY(linear_entry(bond->linear, row, bond->column[c], 1));
        }
    }
done:
    return status;
}

static Status add_patients(const Bond *bond, int64_t most, bool *whole)
{
    const Catalog *catalog = bond->catalog;
    const Groups *groups = &catalog->patient_requests;
    Status status = STATUS_OK;

    for (int32_t patient = 0; patient < catalog->clinic->patients.rows; patient++) {
        for (int32_t i = groups->begin[patient]; i < groups->begin[patient + 1]; i++) {
            for (int32_t j = i + 1; j < groups->begin[patient + 1]; j++) {
                int32_t r = groups->items[i], q = groups->items[j];

                if (catalog->together[r] == catalog->together[q])
                    continue;
                if ((int64_t)bookings_of(bond->slate, r) * bookings_of(bond->slate, q) > most)
                    *whole = false;
                else
                    TRY(part_patients(bond, r, q));
            }
        }
    }
done:
    return status;
}

/* LINK[i]: as many bookings of the first as of the second. */
static Status link_all_or_none(const Bond *bond, int32_t link, int32_t first, int32_t second)
{
    const Slate *slate = bond->slate;
    int32_t row = 0;
    Status status = STATUS_OK;

    TRY(linear_row(bond->linear, 0, 0, &row));
    TRY(linear_name_row(bond->linear, row, "LINK[%d]", (int)link));
    for (int32_t b = slate->booking_begin[first]; b < slate->booking_begin[first + 1]; b++)
        TRY(linear_entry(bond->linear, row, bond->column[b], 1));
    for (int32_t b = slate->booking_begin[second]; b < slate->booking_begin[second + 1]; b++)
        TRY(linear_entry(bond->linear, row, bond->column[b], -1));
done:
    return status;
}

/* LINK[i,b]: for every booking b of the first, the bookings c of the second that go with it make
 * up for it, x[b] <= sum x[c], where both are booked or none; else those that do not go with it are
 * excluded, x[b] + sum x[c] <= 1. */
static Status link_distances(const Bond *bond, int32_t link, int32_t first, int32_t second,
                             bool all_or_none)
{
    const Slate *slate = bond->slate;
    Status status = STATUS_OK;

    for (int32_t b = slate->booking_begin[first]; b < slate->booking_begin[first + 1]; b++) {
        SlateSpot spot = slate_spot(slate, b);
        int32_t row = 0;

        TRY(linear_row(bond->linear, -INFINITY, all_or_none ? 0 : 1, &row));
        TRY(linear_name_row(bond->linear, row, "LINK[%d,%d]", (int)link, (int)b));
        TRY(linear_entry(bond->linear, row, bond->column[b], 1));
        for (int32_t c = slate->booking_begin[second]; c < slate->booking_begin[second + 1]; c++) {
            bool fits = slate_link_holds(bond->catalog, link, spot, slate_spot(slate, c));

            if (fits == all_or_none)
                TRY(linear_entry(bond->linear, row, bond->column[c], all_or_none ? -1 : 1));
        }
    }
done:
    return status;
}

/* One end is fixed outside the horizon: the other keeps its distance from there. */
static Status link_to_outside(const Bond *bond, int32_t link, int32_t first, int32_t second)
{
    const Slate *slate = bond->slate;
    bool first_is_out = catalog_outside(bond->catalog, first);
    int32_t other = first_is_out ? second : first;
    SlateSpot out = slate_spot_outside(bond->catalog, first_is_out ? first : second);
    Status status = STATUS_OK;

    if (catalog_outside(bond->catalog, other)) {
        SlateSpot spot = slate_spot_outside(bond->catalog, second);

        return slate_link_holds(bond->catalog, link, out, spot)
                   ? STATUS_OK
                   : bond_forbid(bond->linear, "LINK[%d]", (int)link);
    }
    for (int32_t b = slate->booking_begin[other]; b < slate->booking_begin[other + 1]; b++) {
        SlateSpot spot = slate_spot(slate, b);
        int32_t row = 0;

        if (first_is_out ? slate_link_holds(bond->catalog, link, out, spot)
                         : slate_link_holds(bond->catalog, link, spot, out))
            continue;
        TRY(linear_row(bond->linear, -INFINITY, 0, &row));
        TRY(linear_name_row(bond->linear, row, "LINK[%d,%d]", (int)link, (int)b));
        TRY(linear_entry(bond->linear, row, bond->column[b], 1));
    }
done:
    return status;
}

static Status add_links(const Bond *bond, int64_t most, bool *whole)
{
    const Clinic *clinic = bond->catalog->clinic;
    const Links *links = &clinic->links;
    Status status = STATUS_OK;

    for (int32_t link = 0; link < links->rows; link++) {
        int32_t first = links->first[link], second = links->second[link];
        bool all_or_none = links->kind[link] != LINK_SAME_PROVIDER &&
                           clinic->requests.status[first] != REQUEST_FIXED &&
                           clinic->requests.status[second] != REQUEST_FIXED;

        if (all_or_none)
            TRY(link_all_or_none(bond, link, first, second));
        if (catalog_outside(bond->catalog, first) || catalog_outside(bond->catalog, second))
            TRY(link_to_outside(bond, link, first, second));
        else if ((int64_t)bookings_of(bond->slate, first) * bookings_of(bond->slate, second) > most)
            *whole = false;
        else
            TRY(link_distances(bond, link, first, second, all_or_none));
    }
done:
    return status;
}

Status bond_add(const Catalog *catalog, const Slate *slate, const int32_t *column, int64_t most,
                Linear *linear, bool *whole)
{
    const Bond bond = {catalog, slate, column, linear};
    Status status = STATUS_OK;

    TRY(add_once(&bond));
    TRY(add_patients(&bond, most, whole));
    TRY(add_links(&bond, most, whole));
done:
    return status;
}

Status bond_decide(const Catalog *catalog, const Slate *slate, const int32_t *column_of,
                   Linear *linear)
{
    Status status = STATUS_OK;

    for (int32_t r = 0; r < catalog->clinic->requests.rows; r++) {
        int32_t begin = slate->booking_begin[r], end = slate->booking_begin[r + 1];
        int32_t sum = 0, column = 0, session = -2;

        if (end - begin < 2)
            continue;
        TRY(linear_column(linear, 0, 1, 0, true, &column));
        TRY(linear_name_column(linear, column, "u[%d]", (int)r));
        TRY(linear_row(linear, 0, 0, &sum));
        TRY(linear_name_row(linear, sum, "ONCE[%s,any]", catalog->clinic->requests.request[r]));
        TRY(linear_entry(linear, sum, column, -1));
        for (int32_t b = begin, row = 0; b < end; b++) {
            int32_t s = slate->visits[slate->bookings[b].visit].at.session;

            if (s != session) {
                session = s;
                TRY(linear_column(linear, 0, 1, 0, true, &column));
                TRY(linear_name_column(linear, column, "v[%d,%d]", (int)r, (int)s));
                TRY(linear_entry(linear, sum, column, 1));
                TRY(linear_row(linear, 0, 0, &row));
                TRY(linear_name_row(linear, row, "ONCE[%s,%d]",
                                    catalog->clinic->requests.request[r], (int)s));
                TRY(linear_entry(linear, row, column, -1));
            }
            TRY(linear_entry(linear, row, column_of[b], 1));
        }
    }
done:
    return status;
}
