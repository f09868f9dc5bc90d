/* SPDX-License-Identifier: Apache-2.0 */
/*
 * multipart/form-data (RFC 7578) over a body that is there as a whole:
 *
 *	--B\r\n
 *	Content-Disposition: form-data; name="photo"; filename="a.png"\r\n
 *	Content-Type: image/png\r\n
 *	\r\n
 *	…bytes…\r\n
 *	--B--\r\n
 *
 * Parts point into the body; nothing is copied but names.  It is read as
 * strictly as browsers write it: no text before the first part, CR LF at the
 * end of every line, a name in every part, no transfer encoding.  What the
 * sender calls the type of a file is not kept, as it proves nothing.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

enum { BOUNDARY_MOST = 70, HEADERS_MOST = 4096 };

struct reader {
	struct arena *arena;
	const char *at, *end;
	const char *mark;     /* "\r\n--B" */
	size_t mark_n;
};

/* Characters that RFC 2046 lets stand in a boundary. */
static bool
boundary_good(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= BOUNDARY_MOST && s[n - 1] != ' ' &&
		strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789'()+_,-./:=? ") == n;
}

static bool
eat(struct reader *r, const char *what)
{
	size_t n = strlen(what);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, what, n) != 0)
		return false;
	r->at += n;
	return true;
}

/* Takes a quoted name in; browsers write a quote in it as %22 and line ends
 * as %0D %0A. */
static bool
name_take(struct arena *a, const char *at, size_t n, const char **out)
{
	struct buf plain = buf_in(a, n);

	for (size_t i = 0; i < n; i++) {
		bool quote = n - i >= 3 && memcmp(at + i, "%22", 3) == 0;
		bool line = n - i >= 3 && at[i] == '%' && at[i + 1] == '0' &&
			memchr("ADad", at[i + 2], 4) != NULL;

		buf_char(&plain, quote ? '"' : line ? ' ' : at[i]);
		i += quote || line ? 2 : 0;
	}
	return text_take(a, plain.at, plain.n, out) == TEXT_GOOD;
}

/* The value of name="…" within a header's value; none: *out is NULL.  A
 * backslash stands for itself, as browsers mean it. */
static enum err
parameter(struct reader *r, const char *header, const char *name,
	const char **out)
{
	size_t n = strlen(name);

	*out = NULL;
	for (const char *at = header; (at = strchr(at, ';')) != NULL;) {
		const char *from, *to;

		at += 1 + strspn(at + 1, " \t");
		from = strchr(at, '"');
		to = from != NULL ? strchr(from + 1, '"') : NULL;
		if (to == NULL || (to[1] != '\0' && to[1] != ';'))
			return ERR_INPUT;
		if (strncasecmp(at, name, n) == 0 && at + n + 1 == from &&
			at[n] == '=' && (*out != NULL || !name_take(r->arena,
				from + 1, (size_t)(to - from) - 1, out)))
			return ERR_INPUT;
		at = to + 1;
	}
	return OK;
}

/* A file's own name, without the folders that some senders put before it. */
static const char *
last_part(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *back = strrchr(name, '\\');

	if (slash != NULL && (back == NULL || back < slash))
		return slash + 1;
	return back != NULL ? back + 1 : name;
}

static enum err
disposition_read(struct reader *r, const char *value, struct part *out)
{
	static const char kind[] = "form-data";

	if (strncasecmp(value, kind, sizeof kind - 1) != 0 ||
		value[sizeof kind - 1] != ';')
		return ERR_INPUT;
	TRY(parameter(r, value, "name", &out->field));
	TRY(parameter(r, value, "filename", &out->name));
	if (out->field == NULL || *out->field == '\0')
		return ERR_INPUT;
	if (out->name != NULL)
		out->name = last_part(out->name);
	return OK;
}

/* The lines up to the empty one. */
static enum err
headers_read(struct reader *r, struct part *out)
{
	const char *limit = r->end - r->at > HEADERS_MOST ?
		r->at + HEADERS_MOST : r->end;

	for (;;) {
		static const char wanted[] = "content-disposition:";
		const char *line = r->at;
		const char *stop = memmem(line, (size_t)(limit - line),
			"\r\n", 2);
		char *text;

		if (stop == NULL)
			return ERR_INPUT;
		r->at = stop + 2;
		if (stop == line)
			return out->field != NULL ? OK : ERR_INPUT;
		if (memchr(line, '\0', (size_t)(stop - line)) != NULL)
			return ERR_INPUT;
		text = arena_copy(r->arena, line, (size_t)(stop - line));
		if (strncasecmp(text, "content-transfer-encoding:", 26) == 0)
			return ERR_INPUT;
		if (strncasecmp(text, wanted, sizeof wanted - 1) != 0)
			continue;
		if (out->field != NULL)
			return ERR_INPUT;
		text += sizeof wanted - 1;
		TRY(disposition_read(r, text + strspn(text, " \t"), out));
	}
}

/* One part, from behind its mark to behind the next one. */
static enum err
part_read(struct reader *r, struct part *out)
{
	const char *stop;

	if (!eat(r, "\r\n"))
		return ERR_INPUT;
	TRY(headers_read(r, out));
	stop = memmem(r->at, (size_t)(r->end - r->at), r->mark, r->mark_n);
	if (stop == NULL)
		return ERR_INPUT;
	out->at = r->at;
	out->n = (size_t)(stop - r->at);
	r->at = stop + r->mark_n;
	return OK;
}

enum err
multipart_read(struct arena *a, const char *boundary, const char *at, size_t n,
	size_t most, struct part **out, size_t *count)
{
	struct reader r = {.arena = a, .at = at, .end = at + n};
	size_t room = 8;

	if (boundary == NULL || !boundary_good(boundary))
		return ERR_INPUT;
	r.mark = arena_printf(a, "\r\n--%s", boundary);
	r.mark_n = strlen(r.mark);
	*out = arena_alloc(a, room * sizeof **out);
	*count = 0;
	if (!eat(&r, r.mark + 2))
		return ERR_INPUT;
	while (!eat(&r, "--")) {
		if (*count == most)
			return ERR_LARGE;
		if (*count == room) {
			struct part *more = arena_alloc(a,
				2 * room * sizeof *more);

			memcpy(more, *out, room * sizeof *more);
			*out = more;
			room *= 2;
		}
		TRY(part_read(&r, &(*out)[(*count)++]));
	}
	return OK;
}
