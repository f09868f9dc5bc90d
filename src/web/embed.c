/* SPDX-License-Identifier: Apache-2.0 */
/* Finds a carried file by its path; the table itself is made by the build. */
#include "embed.h"

#include <stdlib.h>
#include <string.h>

static int
by_path(const void *key, const void *row)
{
	const struct embedded *file = row;

	return strcmp(key, file->path);
}

const struct embedded *
embedded_find(const char *path)
{
	return bsearch(path, embedded_files, embedded_count,
		sizeof *embedded_files, by_path);
}
