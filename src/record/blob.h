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
#define BLOB_DOTS (40 << 20) /* of a picture */

/* What the bytes are, "image/png", or NULL. */
const char *blob_sniff(const void *at, size_t n);
/* Width and height of a PNG, JPEG, GIF or WebP as it is seen, from its header. */
bool blob_size(const void *at, size_t n, int *width, int *height);

/* How a JPEG that was kept is to be turned, as Exif counts: 1, upright, to 8. */
int blob_turn(const void *at, size_t n);

/*
 * Keeps the bytes, in the act that is open; of a picture, without what its
 * camera and programs wrote into it.  *out: the canonical FILE value,
 * a new reference, with "width" and "height" for pictures.  ERR_INPUT: said
 * with fail_field at path.
 */
MUST_USE enum err blob_put(struct visit *v, const char *path,
	const char *name, const void *at, size_t n, json_t **out);
/* The bytes of a digest (hex). ERR_MISSING. */
MUST_USE enum err blob_get(struct visit *v, const char *digest,
	const char **type, struct bytes *out);

#endif
