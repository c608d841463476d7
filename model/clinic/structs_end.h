/** @file structs_end.h
 *  Takes back the macros of structs.h.
 */
#undef CELL_ID
#undef CELL_TEXT
#undef CELL_REF
#undef CELL_WORD
#undef CELL_DATE
#undef CELL_TIME
#undef CELL_INT
#undef CELL_FLAG
#undef CELL_REAL
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
