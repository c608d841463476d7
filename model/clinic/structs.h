/** @file structs.h
 *  Turns dataset.def and result.def into structs: define nothing, include this, then the list.
 *
 *  Included by clinic.h and schedule.h only, which undefine the macros again with structs_end.h.
 */
#define CELL_ID   const char *
#define CELL_TEXT const char *
#define CELL_REF  int32_t
#define CELL_WORD int32_t
#define CELL_DATE int32_t
#define CELL_TIME int32_t
#define CELL_INT  int32_t
#define CELL_FLAG int32_t
#define CELL_REAL double
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning)                          \
    typedef struct struct_name {                                                                   \
        int32_t rows, capacity;                                                                    \
        Covariates covariates;
#define COLUMN(table, name, kind, argument, presence, fallback, low, high, unit, meaning)          \
    CELL_##kind *name;
#define TABLE_END(name, struct_name)                                                               \
    }                                                                                              \
    struct_name;
