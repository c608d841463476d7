#include "model/noshow/logistic.h"

#include <linear.h>
#include <math.h>

#include "model/base/memory.h"

static const double PENALTY = 0.3; /* liblinear's C: weight of the data against the penalty */
static const double ACCURACY = 1e-4;

static void keep_quiet(const char *text)
{
    (void)text;
}

/* liblinear counts features from 1 and ends a row with index -1; the last feature is the intercept.
 */
static int64_t fill_row(const Features *features, int32_t history_row, Feature *buffer,
                        struct feature_node *nodes)
{
    int32_t n = features_of_history(features, history_row, buffer);

    for (int32_t i = 0; i < n; i++)
        nodes[i] = (struct feature_node){buffer[i].index + 1, buffer[i].value};
    nodes[n] = (struct feature_node){features_count(features) + 1, 1.0};
    nodes[n + 1] = (struct feature_node){-1, 0.0};
    return n + 2;
}

/* The library's weights are of the label it met first; ours are of having attended. */
static Status take_weights(const struct model *model, Logistic *out)
{
    double sign = model->label[0] == 1 ? 1.0 : -1.0;

    for (int32_t i = 0; i <= out->count; i++)
        if (!isfinite(model->w[i]))
            return fault(STATUS_NUMERICS, "logistic regression gave a weight that is no number");
    for (int32_t i = 0; i < out->count; i++)
        out->weights[i] = sign * model->w[i];
    out->intercept = sign * model->w[out->count];
    return STATUS_OK;
}

Status logistic_fit(const Features *features, const Clinic *clinic, const int32_t *rows, int32_t n,
                    Logistic *out)
{
    Status status = STATUS_NO_MEMORY;
    int64_t most = features_most(features) + 2, used = 0;
    struct parameter parameter = {.solver_type = L2R_LR, .eps = ACCURACY, .C = PENALTY};
    struct problem problem = {.l = n, .n = features_count(features) + 1, .bias = 1.0};
    struct feature_node *nodes = MEM_NEW(struct feature_node, n * most);
    struct model *model = NULL;
    Feature *buffer = MEM_NEW(Feature, most);
    Logistic logistic = {.count = features_count(features)};

    problem.y = MEM_NEW(double, n);
    problem.x = MEM_NEW(struct feature_node *, n);
    logistic.weights = MEM_NEW(double, logistic.count);
    if (!nodes || !buffer || !problem.y || !problem.x || !logistic.weights)
        goto done;
    for (int32_t i = 0; i < n; i++) {
        problem.x[i] = nodes + used;
        problem.y[i] = clinic->history.attended[rows[i]];
        used += fill_row(features, rows[i], buffer, nodes + used);
    }
    set_print_string_function(keep_quiet);
    model = train(&problem, &parameter);
    if (!model || model->nr_class != 2) {
        status = fault(STATUS_NUMERICS, "logistic regression needs both outcomes to learn from");
        goto done;
    }
    TRY(take_weights(model, &logistic));
    *out = logistic;
    logistic.weights = NULL;
done:
    if (model)
        free_and_destroy_model(&model);
    mem_free(nodes);
    mem_free(buffer);
    mem_free(problem.y);
    mem_free(problem.x);
    mem_free(logistic.weights);
    return status;
}

double logistic_chance(const Logistic *logistic, const Feature *row, int32_t n)
{
    double score = logistic->intercept;

    for (int32_t i = 0; i < n; i++)
        score += logistic->weights[row[i].index] * row[i].value;
    return 1.0 / (1.0 + exp(-score));
}

void logistic_clear(Logistic *logistic)
{
    mem_free(logistic->weights);
    *logistic = (Logistic){0};
}
