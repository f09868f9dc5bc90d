/* SPDX-License-Identifier: Apache-2.0 */
/* Stub. */
#include "record.h"

const struct test migration_tests[] = {{0}};
