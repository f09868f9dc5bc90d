/* SPDX-License-Identifier: Apache-2.0 */
/* Stub. */
#include "record.h"

const struct test catalogue_tests[] = {{0}};
