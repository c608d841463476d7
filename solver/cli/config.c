#include "solver/cli/config.h"

#include <string.h>

#include "model/base/settings.h"
#include "solver/cli/nearest.h"

static Status set_line(char *line, void *context)
{
    Options *options = context;
    const char *best = NULL, *kept;
    char *name, *value;
    int index, distance;
    Status status = settings_cut(line, &name, &value);

    if (status != STATUS_OK)
        return status;
    index = options_find(name);
    if (index == OPTION_config || index == OPTION_help || index == OPTION_version)
        return fault(STATUS_USAGE, "%s cannot stand in a file", name);
    if (index < 0) {
        distance = nearest_limit(name);
        for (int i = 0; i < N_OPTIONS; i++)
            nearest_offer(name, option_rows[i].name, &best, &distance);
        return fault(STATUS_USAGE, "unknown option \"%s\"%s%s%s", name,
                     best ? "; did you mean " : "", best ? best : "", best ? "?" : "");
    }
    if (!option_applies(index, options->command))
        return STATUS_OK;
    kept = arena_text(&options->texts, value, strlen(value));
    if (!kept)
        return STATUS_NO_MEMORY;
    status = options_set(options, index, kept, SOURCE_FILE);
    return status == STATUS_USAGE ? fault_within(status, "%s", name) : status;
}

Status config_read(const char *path, Options *options)
{
    Text text = {0};
    Status status;

    TRY(settings_read(NULL, path, &text));
    TRY(settings_each(text.bytes, path, set_line, options));
done:
    text_clear(&text);
    return status;
}
