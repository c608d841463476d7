/** @file describe.h
 *  Turns the list SCHEMA_LIST of tables owned by struct SCHEMA_OWNER into `described`, an array of
 *  TableInfo. Included by clinic.c and schedule.c, once each.
 */
#define ABOVE_ZERO            1e-300
#define ANY_LOW               (-1e300)
#define ANY_HIGH              1e300
#define PRESENCE_REQUIRED     true
#define PRESENCE_OPTIONAL     false
#define COVARIATES_PLAIN      false
#define COVARIATES_COVARIATES true

/* What the argument of a column means, by its kind. */
#define REFERENCES_ID(argument)   NULL
#define REFERENCES_TEXT(argument) NULL
#define REFERENCES_REF(argument)  #argument
#define REFERENCES_WORD(argument) NULL
#define REFERENCES_DATE(argument) NULL
#define REFERENCES_TIME(argument) NULL
#define REFERENCES_INT(argument)  NULL
#define REFERENCES_FLAG(argument) NULL
#define REFERENCES_REAL(argument) NULL
#define WORDS_ID(argument)        NULL
#define WORDS_TEXT(argument)      NULL
#define WORDS_REF(argument)       NULL
#define WORDS_WORD(argument)      words_text_##argument
#define WORDS_DATE(argument)      NULL
#define WORDS_TIME(argument)      NULL
#define WORDS_INT(argument)       NULL
#define WORDS_FLAG(argument)      NULL
#define WORDS_REAL(argument)      NULL
#define ON_GRID_GRID              true
#define ON_GRID_FREE              false
#define GRID_ID(argument)         false
#define GRID_TEXT(argument)       false
#define GRID_REF(argument)        false
#define GRID_WORD(argument)       false
#define GRID_DATE(argument)       false
#define GRID_TIME(argument)       ON_GRID_##argument
#define GRID_INT(argument)        ON_GRID_##argument
#define GRID_FLAG(argument)       false
#define GRID_REAL(argument)       false
#define FALLBACK_ID(value)        0
#define FALLBACK_TEXT(value)      0
#define FALLBACK_REF(value)       value
#define FALLBACK_WORD(value)      value
#define FALLBACK_DATE(value)      value
#define FALLBACK_TIME(value)      value
#define FALLBACK_INT(value)       value
#define FALLBACK_FLAG(value)      value
#define FALLBACK_REAL(value)      0
#define REAL_FALLBACK_ID(value)   0
#define REAL_FALLBACK_TEXT(value) 0
#define REAL_FALLBACK_REF(value)  0
#define REAL_FALLBACK_WORD(value) 0
#define REAL_FALLBACK_DATE(value) 0
#define REAL_FALLBACK_TIME(value) 0
#define REAL_FALLBACK_INT(value)  0
#define REAL_FALLBACK_FLAG(value) 0
#define REAL_FALLBACK_REAL(value) value

#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning)                          \
    typedef struct_name name##_struct;                                                             \
    static const Column name##_columns[] = {
#define COLUMN(table, name, kind, argument, presence, fallback, low, high, unit, meaning)          \
    {#name,                                                                                        \
     KIND_##kind,                                                                                  \
     PRESENCE_##presence,                                                                          \
     GRID_##kind(argument),                                                                        \
     REFERENCES_##kind(argument),                                                                  \
     WORDS_##kind(argument),                                                                       \
     FALLBACK_##kind(fallback),                                                                    \
     REAL_FALLBACK_##kind(fallback),                                                               \
     low,                                                                                          \
     high,                                                                                         \
     unit,                                                                                         \
     meaning,                                                                                      \
     offsetof(table##_struct, name)},
#define TABLE_END(name, struct_name)                                                               \
    }                                                                                              \
    ;
#include SCHEMA_LIST
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END

static const TableInfo described[] = {
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning)                          \
    {#name,                                                                                        \
     PRESENCE_##presence,                                                                          \
     COVARIATES_##covariates_too,                                                                  \
     meaning,                                                                                      \
     offsetof(SCHEMA_OWNER, name),                                                                 \
     name##_columns,                                                                               \
     (int)(sizeof name##_columns / sizeof name##_columns[0])},
#define COLUMN(...)
#define TABLE_END(name, struct_name)
#include SCHEMA_LIST
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
};
