#include "model/clinic/cell.h"

#include <string.h>

#include "model/clinic/calendar.h"

bool cell_parse(const Column *column, const char *text, int32_t epoch_day, Cell *out)
{
    int32_t number = 0;

    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        out->text = text;
        return true;
    case KIND_REAL:
        return text_to_real(text, &out->real);
    case KIND_WORD:
        number = column_word_code(column, text);
        break;
    case KIND_DATE:
        if (!calendar_parse(text, &number))
            return false;
        number -= epoch_day;
        break;
    case KIND_TIME:
        if (!calendar_parse_time(text, &number))
            return false;
        break;
    case KIND_INT:
        if (!text_to_int(text, &number))
            return false;
        break;
    case KIND_FLAG:
        if (!text_to_int(text, &number) || (number != 0 && number != 1))
            return false;
        break;
    case KIND_REF:
        return false;
    }
    if (number == MISSING)
        return false;
    out->number = number;
    return true;
}

void cell_expected(const Column *column, Text *out)
{
    switch (column->kind) {
    case KIND_ID:
        text_add(out, "an id of 1 to 64 bytes");
        break;
    case KIND_TEXT:
        text_add(out, "a text");
        break;
    case KIND_REAL:
        text_add(out, "a number");
        break;
    case KIND_WORD:
        for (int32_t code = 0; column->words[code]; code++)
            text_add(out, "%s%s", code ? ", " : "one of ", column->words[code]);
        break;
    case KIND_DATE:
        text_add(out, "a date YYYY-MM-DD");
        break;
    case KIND_TIME:
        text_add(out, "a time HH:MM from 00:00 to 24:00");
        break;
    case KIND_INT:
        text_add(out, "a whole number");
        break;
    case KIND_FLAG:
        text_add(out, "0 or 1");
        break;
    case KIND_REF:
        text_add(out, "an id of %s", column->references);
        break;
    }
}

/* A day since the horizon's first as one since 1970, kept within what fits. */
static int32_t epoch_of(int32_t day, int32_t epoch_day)
{
    int64_t sum = (int64_t)day + epoch_day;

    if (sum > INT32_MAX)
        return INT32_MAX;
    return sum < INT32_MIN ? INT32_MIN : (int32_t)sum;
}

void cell_write(const Column *column, Cell cell, int32_t epoch_day, Text *out)
{
    char buffer[TEXT_REAL_BYTES];

    if (cell_is_blank(column, cell))
        return;
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        text_add_bytes(out, cell.text, strlen(cell.text));
        break;
    case KIND_REAL:
        text_from_real(cell.real, buffer);
        text_add(out, "%s", buffer);
        break;
    case KIND_WORD:
        text_add(out, "%s", column->words[cell.number]);
        break;
    case KIND_DATE:
        calendar_format(epoch_of(cell.number, epoch_day), buffer);
        text_add(out, "%s", buffer);
        break;
    case KIND_TIME:
        calendar_format_time(cell.number, buffer);
        text_add(out, "%s", buffer);
        break;
    case KIND_INT:
    case KIND_FLAG:
        text_add(out, "%ld", (long)cell.number);
        break;
    case KIND_REF:
        break;
    }
}

Cell cell_get(const Column *column, const void *cells, int32_t row)
{
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return (Cell){.text = ((const char *const *)cells)[row]};
    case KIND_REAL:
        return (Cell){.real = ((const double *)cells)[row]};
    case KIND_REF:
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return (Cell){.number = ((const int32_t *)cells)[row]};
}

void cell_put(const Column *column, void *cells, int32_t row, Cell cell)
{
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        ((const char **)cells)[row] = cell.text;
        break;
    case KIND_REAL:
        ((double *)cells)[row] = cell.real;
        break;
    case KIND_REF:
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        ((int32_t *)cells)[row] = cell.number;
        break;
    }
}

bool cell_is_blank(const Column *column, Cell cell)
{
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return cell.text[0] == '\0';
    case KIND_REAL:
        return isnan(cell.real);
    case KIND_REF:
        return cell.number < 0;
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return cell.number == MISSING;
}
