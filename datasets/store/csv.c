#include "datasets/store/csv.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <csv.h>

#include "model/base/memory.h"

enum {
    READ_BYTES = 1 << 16,
    CELL_BYTES_MAX = 1 << 24 /* a longer cell is a quote that was never closed */
};

typedef struct Parse {
    CsvRow each;
    void *context;
    char *bytes; /* owned, [bytes_capacity]: the cells of the row, each with its NUL */
    int32_t length, bytes_capacity;
    int32_t *begin;     /* owned, [capacity]: where each cell begins in bytes */
    const char **cells; /* owned, [n_cells] while a row is handed over */
    int32_t count, capacity, n_cells;
    int64_t line;     /* where the parser stands, from 1 */
    int64_t row_line; /* where the row began */
    int last_end;     /* the character of the last line end, or 0 after a cell */
    Status status;
} Parse;

/* The parser's buffer, behind a head that remembers its size. */
typedef struct Buffer {
    size_t bytes;
    unsigned char content[];
} Buffer;

static void free_buffer(void *content)
{
    if (content)
        mem_free((char *)content - offsetof(Buffer, content));
}

static void *grow_buffer(void *content, size_t wanted)
{
    Buffer *old = content ? (Buffer *)(void *)((char *)content - offsetof(Buffer, content)) : NULL;
    Buffer *larger;

    if (wanted > CELL_BYTES_MAX)
        return NULL;
    if (old && old->bytes >= wanted)
        return content;
    larger = mem_flexible(sizeof *larger, (int64_t)wanted * 2, 1);
    if (!larger)
        return NULL;
    larger->bytes = wanted * 2;
    if (old)
        memcpy(larger->content, old->content, old->bytes);
    mem_free(old);
    return larger->content;
}

static int no_space(unsigned char character)
{
    (void)character;
    return 0;
}

static int64_t line_ends(const char *text, size_t length)
{
    int64_t ends = 0;

    for (size_t i = 0; i < length; i++)
        ends += text[i] == '\n' || (text[i] == '\r' && !(i + 1 < length && text[i + 1] == '\n'));
    return ends;
}

/* Copies a cell of @p length bytes to the row; false when it holds a NUL. */
static bool copy_cell(Parse *parse, const char *text, size_t length)
{
    char *copy = parse->bytes + parse->length;
    bool plain = true;

    for (size_t i = 0; i < length; i++) {
        copy[i] = text[i];
        plain &= (unsigned char)text[i] > '\r';
    }
    copy[length] = '\0';
    if (!plain && memchr(text, '\0', length))
        return false;
    if (!plain)
        parse->line += line_ends(text, length);
    parse->length += (int32_t)length + 1;
    return true;
}

static Status take_cell(Parse *parse, const char *text, size_t length)
{
    Status status = STATUS_OK;
    void *begin = parse->begin, *bytes = parse->bytes;

    TRY(mem_grow(&begin, &parse->capacity, (int64_t)parse->count + 1, sizeof *parse->begin));
    parse->begin = begin;
    TRY(mem_grow(&bytes, &parse->bytes_capacity, parse->length + (int64_t)length + 1, 1));
    parse->bytes = bytes;
    parse->begin[parse->count++] = parse->length;
    if (!copy_cell(parse, text, length))
        status = fault(STATUS_BAD_INPUT, "line %lld: a NUL byte", (long long)parse->line);
done:
    return status;
}

static void end_cell(void *text, size_t length, void *context)
{
    Parse *parse = context;

    if (parse->status != STATUS_OK)
        return;
    if (parse->count == 0)
        parse->row_line = parse->line;
    parse->last_end = 0;
    parse->status = take_cell(parse, text, length);
}

static void hand_over(Parse *parse)
{
    if (parse->n_cells < parse->count) {
        mem_free(parse->cells);
        parse->n_cells = 0;
        parse->cells = MEM_NEW(const char *, parse->count);
        if (!parse->cells) {
            parse->status = STATUS_NO_MEMORY;
            return;
        }
        parse->n_cells = parse->count;
    }
    for (int32_t i = 0; i < parse->count; i++)
        parse->cells[i] = parse->bytes + parse->begin[i];
    parse->status = parse->each(parse->context, parse->row_line, parse->cells, parse->count);
}

static void end_line(int character, void *context)
{
    Parse *parse = context;

    if (parse->status != STATUS_OK)
        return;
    if (parse->count > 0)
        hand_over(parse);
    if (!(character == '\n' && parse->last_end == '\r' && parse->count == 0))
        parse->line++;
    parse->last_end = character;
    parse->count = 0;
    parse->length = 0;
}

static Status parser_fault(struct csv_parser *parser, const Parse *parse)
{
    if (csv_error(parser) == CSV_EPARSE)
        return fault(STATUS_BAD_INPUT,
                     "line %lld: a quote where none can stand; a cell with quotes stands in "
                     "quotes, its own doubled",
                     (long long)parse->line);
    if (parser->entry_size + READ_BYTES > CELL_BYTES_MAX)
        return fault(STATUS_BAD_INPUT, "line %lld: a cell of more than 16 MiB; is a quote closed?",
                     (long long)parse->line);
    return STATUS_NO_MEMORY;
}

static Status parse_file(FILE *file, const char *path, struct csv_parser *parser, Parse *parse)
{
    char buffer[READ_BYTES];
    bool first = true;
    size_t length;

    while ((length = fread(buffer, 1, sizeof buffer, file)) > 0) {
        size_t mark = first && length >= 3 && memcmp(buffer, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

        first = false;
        length -= mark;
        if (csv_parse(parser, buffer + mark, length, end_cell, end_line, parse) != length)
            return parser_fault(parser, parse);
        if (parse->status != STATUS_OK)
            return parse->status;
    }
    if (ferror(file))
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    if (csv_fini(parser, end_cell, end_line, parse) != 0)
        return fault(STATUS_BAD_INPUT, "line %lld: a quote is not closed", (long long)parse->line);
    return parse->status;
}

Status csv_read_file(const char *path, CsvRow each, void *context)
{
    Status status;
    Parse parse = {.each = each, .context = context, .line = 1};
    struct csv_parser parser;
    FILE *file = fopen(path, "rb");

    if (!file)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_realloc_func(&parser, grow_buffer);
    csv_set_free_func(&parser, free_buffer);
    csv_set_space_func(&parser, no_space);
    csv_set_blk_size(&parser, READ_BYTES);
    status = parse_file(file, path, &parser, &parse);
    csv_free(&parser);
    fclose(file);
    mem_free(parse.bytes);
    mem_free(parse.begin);
    mem_free(parse.cells);
    return status;
}

void csv_add_cell(Text *out, const char *text)
{
    size_t length = strlen(text);
    const char *quote;

    if (length == strcspn(text, ",\"\r\n") && *text != ' ' &&
        (length == 0 || text[length - 1] != ' ')) {
        text_add_bytes(out, text, length);
        return;
    }
    text_add_bytes(out, "\"", 1);
    while ((quote = strchr(text, '"'))) {
        text_add_bytes(out, text, (size_t)(quote - text) + 1);
        text_add_bytes(out, "\"", 1);
        text = quote + 1;
    }
    text_add_bytes(out, text, strlen(text));
    text_add_bytes(out, "\"", 1);
}
