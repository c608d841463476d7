/** @file document.h
 *  The tables of the data format as a page, made from their declaration.
 */
#ifndef DATASETS_STORE_DOCUMENT_H
#define DATASETS_STORE_DOCUMENT_H

#include "model/base/text.h"

/** Appends, in Markdown: all tables of a dataset and of a result with their columns, the policy
 * keys and the root attributes that are numbers. datasets/README.md holds it between two marks.
 *  @return OK; NO_MEMORY. */
Status document_tables(Text *out);

/** The lines that stand before and after these tables in datasets/README.md. */
#define DOCUMENT_BEGIN "<!-- made by `clinweave manual --tables`; do not edit -->\n"
#define DOCUMENT_END   "<!-- end of what is made -->\n"

#endif
