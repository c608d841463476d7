/** @file detach.h
 *  A result without its dataset: the same tables, with every reference kept as the text it is.
 */
#ifndef DATASETS_STORE_DETACH_H
#define DATASETS_STORE_DETACH_H

#include "model/clinic/table.h"

/** A copy of @p schema whose columns of references are columns of text. It describes the same
 * struct (a pointer to rows and one to texts take the same room), which may then be touched only by
 * way of this schema. Release with detach_free(). */
Status detach_schema(const Schema *schema, Schema **out);

/** NULL is allowed. */
void detach_free(Schema *schema);

#endif
