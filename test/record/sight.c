/* SPDX-License-Identifier: Apache-2.0 */
/* Stub. */
#include "record.h"

const struct test sight_tests[] = {{0}};
