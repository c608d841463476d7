/** @file version.h
 *  Which clinweave this is: the man page, every file written and the source package say so.
 */
#ifndef MODEL_BASE_VERSION_H
#define MODEL_BASE_VERSION_H

#define CLINWEAVE_VERSION "0.1.0"

#endif
