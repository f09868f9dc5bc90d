/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files, in the store, once each by the digest of their content.  The type is
 * what the bytes say (PNG, JPEG, WebP, GIF, PDF, ZIP and OpenDocument, plain
 * text, CSV), never what the sender said; anything else is refused.
 */
#ifndef RECORD_BLOB_H
#define RECORD_BLOB_H

#include "visit.h"

#define BLOB_MAX (20 << 20)  /* bytes */

/* What the bytes are, "image/png", or NULL. */
const char *blob_sniff(const void *at, size_t n);
/* Width and height of a PNG, JPEG, GIF or WebP, from its header. */
bool blob_size(const void *at, size_t n, int *width, int *height);

/*
 * Keeps the bytes, in the act that is open.  *out: the canonical FILE value,
 * a new reference, with "width" and "height" for pictures.  ERR_INPUT: said
 * with fail_field at path.
 */
MUST_USE enum err blob_put(struct visit *v, const char *path,
	const char *name, const void *at, size_t n, json_t **out);
/* The bytes of a digest (hex). ERR_MISSING. */
MUST_USE enum err blob_get(struct visit *v, const char *digest,
	const char **type, struct bytes *out);

#endif
