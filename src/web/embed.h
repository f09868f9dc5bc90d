/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that the program carries in itself: templates, styles, fonts,
 * messages.  tools/embed.c writes the table when the program is built; it is
 * constant, sorted by path, and lives as long as the program.
 */
#ifndef WEB_EMBED_H
#define WEB_EMBED_H

#include <stddef.h>

struct embedded {
	const char *path;         /* "static/style.css" */
	const unsigned char *at;  /* a NUL behind the last byte, not counted */
	size_t n;
};

extern const struct embedded embedded_files[];
extern const size_t embedded_count;

/* The file of that path, or NULL. */
const struct embedded *embedded_find(const char *path);

#endif
