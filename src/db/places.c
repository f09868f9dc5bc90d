/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From `?` to PostgreSQL's $1, $2 …  What stands in 'text', "names", -- line
 * comments and block comments stays as it is.
 */
#include <string.h>

#include "base/buf.h"
#include "inside.h"

const char *
places_past(const char *c)
{
	const char *end;

	if (*c == '\'' || *c == '"')
		end = strchr(c + 1, *c);
	else if (c[0] == '-' && c[1] == '-')
		end = strchr(c, '\n');
	else if (c[0] == '/' && c[1] == '*')
		end = (end = strstr(c + 2, "*/")) != NULL ? end + 1 : NULL;
	else
		return c;
	return end != NULL ? end + 1 : c + strlen(c);
}

char *
places_number(struct arena *a, const char *sql, int *n)
{
	struct buf out = buf_in(a, SIZE_MAX);

	*n = 0;
	while (*sql != '\0') {
		const char *past = places_past(sql);

		if (past > sql) {
			buf_add(&out, sql, (size_t)(past - sql));
			sql = past;
		} else if (*sql == '?') {
			buf_printf(&out, "$%d", ++*n);
			sql++;
		} else {
			buf_char(&out, *sql++);
		}
	}
	return out.at;
}
