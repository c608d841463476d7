/** @file words.h
 *  The enumerations of the contract, made from words.def.
 */
#ifndef MODEL_CLINIC_WORDS_H
#define MODEL_CLINIC_WORDS_H

#define WORDS_BEGIN(type, list) enum type {
#define WORD(constant, text)    constant,
#define WORDS_END(list)                                                                            \
    n_words_##list                                                                                 \
    }                                                                                              \
    ;
#include "model/clinic/words.def"
#undef WORDS_BEGIN
#undef WORD
#undef WORDS_END

/* The texts of each list by code, NULL-terminated: words_text_visit_mode[MODE_TELEHEALTH]. */
#define WORDS_BEGIN(type, list) extern const char *const words_text_##list[];
#define WORD(constant, text)
#define WORDS_END(list)
#include "model/clinic/words.def"
#undef WORDS_BEGIN
#undef WORD
#undef WORDS_END

#endif
