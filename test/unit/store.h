/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UNIT_STORE_H
#define UNIT_STORE_H

#include "office/office.h"

/* A visit of the program itself, in English, to an empty store of the office's
 * kinds (SQLite, in a folder of its own); all of it goes with a. */
struct visit *store_new(struct arena *a);

#endif
