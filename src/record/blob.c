/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blobs: one row a content, by its BLAKE2b digest in hex.  The same file put
 * twice is one row; nothing is ever changed.
 */
#include "job.h"
#include "kinds.h"

#include <string.h>

enum { NAME_MOST = 200 };

/* The last part of the sender's path: some send all of it. */
static const char *
base_name(const char *name)
{
	for (const char *c = name; *c != '\0'; c++)
		if (*c == '/' || *c == '\\')
			name = c + 1;
	return name;
}

/* "report.pdf", fit to be shown and sent again. */
static enum err
name_take(struct visit *v, const char *path, const char *in, const char **out)
{
	if (in == NULL)
		in = "";
	if (text_take(v->arena, in, strlen(in), out) != TEXT_GOOD)
		return fail_field(v, path, "error.file-name", NULL, NULL);
	*out = taking_trim(v->arena, base_name(*out));
	if (text_blank(*out) || strcmp(*out, ".") == 0 ||
		strcmp(*out, "..") == 0)
		*out = "file";
	for (const char *c = *out; *c != '\0'; c++)
		if ((unsigned char)*c < ' ')
			return fail_field(v, path, "error.file-name", NULL,
				NULL);
	if (text_length(*out) > NAME_MOST)
		return fail_field(v, path, "error.file-name", NULL, NULL);
	return OK;
}

static enum err
insert(struct visit *v, const char *digest, const char *type, const void *at,
	size_t n)
{
	struct db_stmt *s = db_ask(v->db,
		"INSERT INTO blob (digest, type, size, content, made) "
		"VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING");

	db_bind_text(s, digest);
	db_bind_text(s, type);
	db_bind_int(s, (int64_t)n);
	db_bind_blob(s, at, n);
	db_bind_int(s, v->now);
	return db_run(s);
}

json_t *
blob_value(const char *digest, const char *name, const char *type,
	const void *at, size_t n)
{
	json_t *file = json_pack("{s:s, s:s, s:s, s:I}", "digest", digest,
		"name", name, "type", type, "size", (json_int_t)n);
	int width, height;

	if (blob_size(at, n, &width, &height)) {
		json_object_set_new(file, "width", json_integer(width));
		json_object_set_new(file, "height", json_integer(height));
	}
	return file;
}

/* A picture is kept without what its camera wrote; one that would take more
 * memory than we have, when it is drawn, is not kept. */
static enum err
picture_take(struct visit *v, const char *path, const char *type,
	struct bytes *in)
{
	int width, height;

	if (strncmp(type, "image/", 6) != 0)
		return OK;
	if (blob_strip(v->arena, type, *in, in) != OK ||
	    !blob_size(in->at, in->n, &width, &height))
		return fail_field(v, path, "error.picture-damaged", NULL, NULL);
	if ((int64_t)width * height > BLOB_DOTS)
		return fail_field(v, path, "error.picture-large", arena_printf(
			v->arena, "%d", BLOB_DOTS >> 20), NULL);
	return OK;
}

enum err
blob_put(struct visit *v, const char *path, const char *name, const void *at,
	size_t n, json_t **out)
{
	uint8_t digest[SECRET_DIGEST];
	struct bytes kept = { at, n };
	const char *type, *hex;

	if (n > BLOB_MAX)
		return fail_field(v, path, "error.file-large",
			arena_printf(v->arena, "%d", BLOB_MAX >> 20), NULL);
	if (n == 0)
		return fail_field(v, path, "error.file-empty", NULL, NULL);
	TRY(name_take(v, path, name, &name));
	type = blob_sniff(at, n);
	if (type == NULL)
		return fail_field(v, path, "error.file-kind", NULL, NULL);
	TRY(picture_take(v, path, type, &kept));
	secret_digest(kept.at, kept.n, digest);
	hex = secret_hex(v->arena, digest, sizeof digest);
	TRY(insert(v, hex, type, kept.at, kept.n));
	if (strncmp(type, "image/", 6) == 0)
		TRY(job_add(v, "picture.sizes", hex, keep(v, json_pack(
			"{s:s}", "digest", hex)), 0));
	*out = blob_value(hex, name, type, kept.at, kept.n);
	return OK;
}

enum err
blob_get(struct visit *v, const char *digest, const char **type,
	struct bytes *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT type, content FROM blob WHERE digest = ?");
	struct bytes content;
	bool row;

	db_bind_text(s, digest);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_MISSING;
	*type = arena_text(v->arena, db_text(s, 0));
	content = db_blob(s, 1);
	out->at = arena_copy(v->arena, content.at, content.n);
	out->n = content.n;
	db_done(s);
	return OK;
}
