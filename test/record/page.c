/* SPDX-License-Identifier: Apache-2.0 */
/* Stub. */
#include "record.h"

const struct test page_tests[] = {{0}};
