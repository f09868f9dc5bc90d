/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables from anywhere: every row comes to an end, cells are text, places only
 * go forward, and a fault is named.
 */
#include <string.h>

#include "derive/table.h"
#include "fuzz.h"

static void
row_holds(const struct row *row, int64_t line_before)
{
	PROMISE(row->n > 0 && row->n <= TABLE_COLUMNS);
	PROMISE(row->line >= line_before);
	for (size_t i = 0; i < row->n; i++) {
		PROMISE(strlen(row->cells[i].text) <= TABLE_CELL);
		PROMISE(row->cells[i].column >= 1);
		PROMISE(row->cells[i].line >= row->line);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	struct table t;
	struct row row;
	int64_t line = 0;

	if (table_open(&t, a, (const char *)at, n)) {
		while (table_row(&t, a, &row)) {
			row_holds(&row, line);
			line = row.line;
		}
		PROMISE(t.fault != NULL || t.at == t.end);
	}
	arena_free(a);
	return 0;
}
