/** @file intake_fault.h
 *  How a cell at fault is put into words: what stands there, and what was expected. For intake.c.
 */
#ifndef DATASETS_STORE_INTAKE_FAULT_H
#define DATASETS_STORE_INTAKE_FAULT_H

#include "datasets/store/intake.h"

/** The value as a message shows it; @p out has UTF8_SHOWN_BYTES. */
const char *intake_show(const Raw *raw, char *out);

/** Reports @p what where @p column expects something else. @p counted: dates and times are numbers
 *  and references rows, as HDF5 has them. */
void intake_fault_expected(Intake *intake, Place *place, const Column *column, bool counted,
                           const char *what);

/** Reports the value that stands there. */
void intake_fault_value(Intake *intake, Place *place, const Column *column, const Raw *raw);

#endif
