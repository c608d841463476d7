#include "model/clinic/words.h"

#include <stddef.h>

#define WORDS_BEGIN(type, list) const char *const words_text_##list[] = {
#define WORD(constant, text)    text,
#define WORDS_END(list)                                                                            \
    NULL                                                                                           \
    }                                                                                              \
    ;
#include "model/clinic/words.def"
#undef WORDS_BEGIN
#undef WORD
#undef WORDS_END
