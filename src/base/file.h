/* SPDX-License-Identifier: Apache-2.0 */
/* Files and folders, read whole and written whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "err.h"

struct bytes {
	const char *at;  /* NUL behind the last one */
	size_t n;
};

/*
 * The whole file, in a.  ERR_MISSING: there is none; ERR_LARGE: over max
 * bytes; ERR_BROKEN: it cannot be read (errno tells).
 */
MUST_USE enum err file_read(struct arena *a, const char *path, size_t max,
	struct bytes *out);

/*
 * Writes beside the place, syncs, and renames: after a crash there is the old
 * file or the new one, never half.  ERR_BROKEN with errno.
 */
MUST_USE enum err file_write(const char *path, const void *at, size_t n);

/* Makes a folder and those above it, mode 0700; OK if it is there. */
MUST_USE enum err file_folder(const char *path);

/* A new empty folder under $TMPDIR or /tmp; its path in a. */
MUST_USE enum err file_temporary(struct arena *a, const char *prefix,
	const char **path);

/* Removes a folder with everything in it; only one made by file_temporary. */
void file_remove_folder(const char *path);

bool file_there(const char *path);

#endif
