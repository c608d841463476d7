/** @file digest.h
 *  The fingerprint of an input: which bytes a result was made from.
 */
#ifndef DATASETS_STORE_DIGEST_H
#define DATASETS_STORE_DIGEST_H

#include "model/base/status.h"

enum { DIGEST_BYTES = 65 }; /* 64 hexadecimal digits and the NUL */

/** SHA-256 of the file @p path, in lower-case hexadecimal, into @p out (DIGEST_BYTES).
 *
 *  Of a folder: the SHA-256 of the lines "digest, two spaces, name" of its CSV files in the order
 * of the bytes of their names, as `LC_ALL=C sha256sum *.csv | sha256sum` in that folder prints it.
 *  @return OK; IO; NO_MEMORY. */
Status digest_file(const char *path, char *out);

#endif
