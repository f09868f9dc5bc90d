/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that belong to records: pictures and papers.  A file is given only to
 * who may see a record that it belongs to, and the field it stands in; knowing
 * its digest is not enough.  Pictures are shown, all else is saved.
 */
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

/* GET /files/{digest}/{name} */
static enum err
file(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *digest = request_param(rq, "digest"), *type;
	struct bytes bytes;
	bool shown = false;

	if (!is_digest(digest))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(record_shows(v, digest, &shown));
	if (!shown)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(blob_get(v, digest, &type, &bytes));
	rq->reply.etag = arena_printf(v->arena, "\"%.32s\"", digest);
	rq->reply.cache = v->roles == ROLE_ANYONE ? "public, max-age=86400" :
		"private, max-age=86400";
	if (strncmp(type, "image/", 6) != 0)
		rq->reply.disposition = named(v->arena,
			request_param(rq, "name"));
	return reply_bytes(rq, type, bytes.at, bytes.n);
}

const struct route files_routes[] = {
	{ GET, "/files/{digest}/{name}", ROLE_ANYONE, file, "A picture or paper of a record that the visitor may see." },
	{0}
};
