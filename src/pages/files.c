/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that belong to records: pictures and papers.  A file is given only to
 * who may see a record that it belongs to, and the field it stands in; knowing
 * its digest is not enough.  Pictures are shown, all else is saved.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define DIGEST (2 * SECRET_DIGEST)  /* hex digits */

static bool
is_digest(const char *s)
{
	return strlen(s) == DIGEST && strspn(s, "0123456789abcdef") == DIGEST;
}

/* As a header takes it: RFC 8187. */
static const char *
named(struct arena *a, const char *name)
{
	struct buf out = buf_in(a, 4096);

	buf_text(&out, "attachment; filename*=UTF-8''");
	for (; *name != '\0'; name++)
		if (strchr("-_.", *name) != NULL ||
			(*name >= '0' && *name <= '9') ||
			((*name | 0x20) >= 'a' && (*name | 0x20) <= 'z'))
			buf_char(&out, *name);
		else
			buf_printf(&out, "%%%02X", (unsigned char)*name);
	return out.at;
}

/* ?w=960 is the picture in that width, as=webp in that type; *width 0: it is
 * not asked for, or not there (yet). */
static enum err
smaller(struct request *rq, const char *digest, const char **type,
	struct bytes *out, int *width)
{
	const char *wish = request_query(rq, "w");
	const char *as = request_query(rq, "as");
	enum err err = ERR_MISSING;

	*type = as != NULL && strcmp(as, "webp") == 0 ? "image/webp" :
		"image/jpeg";
	*width = wish != NULL && strlen(wish) <= 4 ?
		(int)strtol(wish, NULL, 10) : 0;
	if (*width > 0)
		err = picture_get(&rq->visit, digest, *width, *type, out);
	if (err != ERR_MISSING)
		return err;
	*width = 0;
	return OK;
}

/* GET /files/{digest}/{name} */
static enum err
file(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *digest = request_param(rq, "digest"), *type;
	struct bytes bytes;
	bool shown = false;
	int width;

	if (!is_digest(digest))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(record_shows(v, digest, &shown));
	if (!shown)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(smaller(rq, digest, &type, &bytes, &width));
	if (width == 0)
		TRY(blob_get(v, digest, &type, &bytes));
	rq->reply.etag = arena_printf(v->arena, "\"%.32s-%d%s\"", digest,
		width, width > 0 ? type + 6 : "");
	/* A size that is asked for and not there yet will be. */
	rq->reply.cache = width == 0 && request_query(rq, "w") != NULL ?
		"private, max-age=60" : v->roles == ROLE_ANYONE ?
		"public, max-age=86400" : "private, max-age=86400";
	if (strncmp(type, "image/", 6) != 0)
		rq->reply.disposition = named(v->arena,
			request_param(rq, "name"));
	return reply_bytes(rq, type, bytes.at, bytes.n);
}

const struct route files_routes[] = {
	{ GET, "/files/{digest}/{name}", ROLE_ANYONE, file, "A picture or paper of a record that the visitor may see; a picture in the width w (480, 960, 1600) and as=webp." },
	{0}
};
