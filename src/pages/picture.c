/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of pictures in their sizes, and the job that fills it: a picture,
 * the one named or the next that nobody looked at, is drawn in every width
 * outside any act, and put in with one; where none was named, that act asks
 * for the job again.  What cannot be drawn is noted and left; readers are then
 * given the picture as it came.
 *
 *	picture   digest | width | type | height | content
 *
 * JPEG and WebP of each width that is smaller than the picture's own, and of its
 * own when that is no wider than the widest; a row of width 0 says that it was
 * looked at.
 */
#include <string.h>

#include "inside.h"
#include "paper/paper.h"

const char *const picture_tables[] = {
	"CREATE TABLE IF NOT EXISTS picture ("
	" digest {text} NOT NULL, width {int} NOT NULL, type {text} NOT NULL,"
	" height {int} NOT NULL, content {blob},"
	" PRIMARY KEY (digest, width, type)){end};",

	NULL
};

static const int widths_there[] = { 480, 960, 1600 };
enum { WIDTHS = sizeof widths_there / sizeof *widths_there };
static const char *const types[] = { "image/jpeg", "image/webp" };

enum { TYPES = sizeof types / sizeof *types };

struct sizes {
	const char *digest;
	bool alone;              /* it was asked for by name */
	size_t n;
	struct {
		int width, height;
		const char *type;
		struct bytes bytes;
	} at[PICTURE_WIDTHS * TYPES];
};

static enum err
row_put(struct visit *v, const char *digest, int width, int height,
	const char *type, struct bytes bytes)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO picture (digest, width,"
		" type, height, content) VALUES (?, ?, ?, ?, ?)"
		" ON CONFLICT (digest, width, type) DO NOTHING");

	db_bind_text(s, digest);
	db_bind_int(s, width);
	db_bind_text(s, type);
	db_bind_int(s, height);
	if (bytes.at != NULL)
		db_bind_blob(s, bytes.at, bytes.n);
	else
		db_bind_null(s);
	return db_run(s);
}

static enum err
sizes_put(struct visit *v, void *arg)
{
	struct sizes *sizes = arg;

	for (size_t i = 0; i < sizes->n; i++)
		TRY(row_put(v, sizes->digest, sizes->at[i].width,
			sizes->at[i].height, sizes->at[i].type,
			sizes->at[i].bytes));
	TRY(row_put(v, sizes->digest, 0, 0, "", (struct bytes){ 0 }));
	return sizes->alone ? OK : job_add(v, "picture.sizes", sizes->digest,
		NULL, 0);
}

/* In both types; one that cannot be drawn is left out. */
static void
size_draw(struct arena *a, const char *type, struct bytes in, int width,
	struct sizes *sizes)
{
	for (int t = 0; t < TYPES; t++) {
		size_t at = sizes->n;

		if (picture_draw(a, type, in, blob_turn(in.at, in.n), width,
		    types[t], &sizes->at[at].bytes,
		    &sizes->at[at].height) != OK)
			continue;
		sizes->at[at].width = width;
		sizes->at[at].type = types[t];
		sizes->n++;
	}
}

static void
sizes_draw(struct arena *a, const char *type, struct bytes in,
	struct sizes *sizes)
{
	int own, height;

	if (!blob_size(in.at, in.n, &own, &height) ||
	    (int64_t)own * height > BLOB_DOTS)
		return;
	for (int w = 0; w < WIDTHS && widths_there[w] < own; w++)
		size_draw(a, type, in, widths_there[w], sizes);
	if (own <= widths_there[WIDTHS - 1])
		size_draw(a, type, in, own, sizes);
}

/* The digest of a picture that was not looked at; NULL: none. */
static enum err
next(struct visit *v, const char **digest)
{
	struct db_stmt *s = db_ask(v->db, "SELECT digest FROM blob b"
		" WHERE type IN ('image/jpeg', 'image/png', 'image/webp')"
		" AND NOT EXISTS (SELECT 1 FROM picture p WHERE"
		" p.digest = b.digest AND p.width = 0) LIMIT 1");
	bool row;

	*digest = NULL;
	TRY(db_step(s, &row));
	if (row)
		*digest = arena_text(v->arena, db_text(s, 0));
	db_done(s);
	return OK;
}

enum err
picture_work(struct visit *v, json_t *with)
{
	struct sizes sizes = { 0 };
	const char *type;
	struct bytes in;
	enum err err;

	sizes.digest = json_string_value(json_object_get(with, "digest"));
	sizes.alone = sizes.digest != NULL;
	if (!sizes.alone)
		TRY(next(v, &sizes.digest));
	if (sizes.digest == NULL)
		return OK;
	err = blob_get(v, sizes.digest, &type, &in);
	if (err != OK)
		return err == ERR_MISSING ? OK : err;
	sizes_draw(v->arena, type, in, &sizes);
	return visit_write(v, sizes_put, &sizes);
}

enum err
picture_ready(struct visit *v, const char *digest,
	int widths[PICTURE_WIDTHS], size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT width FROM picture WHERE"
		" digest = ? AND type = 'image/webp' AND width > 0"
		" ORDER BY width");
	bool row;

	*n = 0;
	db_bind_text(s, digest);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*n < PICTURE_WIDTHS)
			widths[(*n)++] = (int)db_int(s, 0);
	}
}

enum err
picture_get(struct visit *v, const char *digest, int width, const char *type,
	struct bytes *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT content FROM picture WHERE"
		" digest = ? AND width = ? AND type = ? AND width > 0");
	struct bytes content;
	bool row;

	db_bind_text(s, digest);
	db_bind_int(s, width);
	db_bind_text(s, type);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_MISSING;
	content = db_blob(s, 0);
	*out = (struct bytes){ arena_copy(v->arena, content.at, content.n),
		content.n };
	db_done(s);
	return OK;
}
