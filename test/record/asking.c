/* SPDX-License-Identifier: Apache-2.0 */
/* Stub. */
#include "record.h"

const struct test asking_tests[] = {{0}};
