/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FILE points at a blob; what it says of type and size is read from the bytes
 * again, never believed.  SECRET is sealed with the server's key in the store
 * and masked wherever it is shown.
 */
#include "kinds.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define MASK "••••••"
/* Before a secret that this key does not open: its sealed bytes as hex. */
#define UNOPENED "\x01"

enum { DIGEST_HEX = 2 * SECRET_DIGEST, NAME_MOST = 200, SECRET_MOST = 1000 };

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* ---- FILE ---- */

/* "<digest> <name>", as a cell holds it, as the object that it means. */
static enum err
file_object(struct taking *t, json_t *in, json_t **out)
{
	const char *text;
	size_t n;

	*out = in;
	if (json_is_object(in))
		return OK;
	if (!json_is_string(in))
		return taking_wrong(t, "error.wrong-kind");
	TRY(taking_text(t, in, &text));
	n = strcspn(text, " ");
	*out = keep(t->v, json_pack("{s:s%, s:s}", "digest", text, n, "name",
		taking_trim(t->v->arena, text + n)));
	return OK;
}

/* What stood there, perhaps under another name. */
static json_t *
file_renamed(json_t *before, const char *name)
{
	json_t *file = json_copy(before);

	if (*name != '\0')
		json_object_set_new(file, "name", json_string(name));
	return file;
}

static enum err
file_new(struct taking *t, const char *digest, const char *name, json_t **out)
{
	int64_t most = taking_most(t->field, BLOB_MAX);
	const char *type;
	struct bytes bytes;
	enum err err = blob_get(t->v, digest, &type, &bytes);

	if (err == ERR_MISSING)
		return taking_wrong(t, "error.no-file");
	TRY(err);
	if ((int64_t)bytes.n > most)
		return taking_wrong_by(t, "error.file-large",
			(most + (1 << 20) - 1) >> 20);
	*out = blob_value(digest, *name != '\0' ? name : "file", type,
		bytes.at, bytes.n);
	return OK;
}

enum err
kind_file_take(struct taking *t, json_t *in, json_t **out)
{
	const char *digest, *name = "", *was = member(t->before, "digest");
	uint8_t bytes[SECRET_DIGEST];
	json_t *file = NULL;

	TRY(file_object(t, in, &file));
	digest = member(file, "digest");
	if (digest == NULL || *digest == '\0')
		return json_object_size(file) == 0 || digest != NULL ? OK :
			taking_wrong(t, "error.no-file");
	if (!secret_unhex(digest, bytes, sizeof bytes))
		return taking_wrong(t, "error.no-file");
	digest = secret_hex(t->v->arena, bytes, sizeof bytes);
	if (json_object_get(file, "name") != NULL)
		TRY(taking_text(t, json_object_get(file, "name"), &name));
	TRY(taking_length(t, name, 0, NAME_MOST));
	if (was == NULL || strcmp(was, digest) != 0)
		return file_new(t, digest, name, out);
	*out = file_renamed(t->before, name);
	return OK;
}

void
kind_file_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	kind_json_bind(v, f, s, value);
	db_bind_text(s, value != NULL ? member(value, "digest") : NULL);
}

json_t *
kind_file_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	json_t *file;

	(void)v;
	if (db_null(s, at))
		return NULL;
	file = json_read(db_text(s, at));
	if (member(file, "digest") != NULL && member(file, "name") != NULL &&
		member(file, "type") != NULL)
		return file;
	log_problem("what is stored of a %s is damaged", f->name);
	json_decref(file);
	return NULL;
}

/* A name as one part of an address. */
static const char *
name_in_address(struct arena *a, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
	struct buf out = buf_in(a, 3 * strlen(name) + 1);

	for (const char *c = name; *c != '\0'; c++)
		if (strchr(plain, *c) != NULL)
			buf_char(&out, *c);
		else
			buf_printf(&out, "%%%02X", (unsigned)(unsigned char)*c);
	return out.at;
}

json_t *
kind_file_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *name = member(value, "name"), *type = member(value, "type");
	json_t *view = json_pack("{s:s, s:o, s:s, s:O*}", "text", name, "href",
		json_sprintf("/files/%s/%s", member(value, "digest"),
		name_in_address(v->arena, name)), "type", type, "size",
		json_object_get(value, "size"));

	(void)f, (void)base;
	if (strncmp(type, "image/", 6) != 0)
		return view;
	json_object_set_new(view, "picture", json_true());
	json_object_set(view, "width", json_object_get(value, "width"));
	json_object_set(view, "height", json_object_get(value, "height"));
	return view;
}

const char *
kind_file_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return value == NULL ? "" : arena_printf(v->arena, "%s %s",
		member(value, "digest"), member(value, "name"));
}

void
kind_file_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	(void)v, (void)f;
	buf_text(out, member(value, "name"));
	buf_char(out, '\n');
}

json_t *
kind_file_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:[s, s, s, s], s:{s:{s:s, s:s}, s:{s:s},"
		" s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}}}",
		"type", "object", "required", "digest", "name", "type", "size",
		"properties",
		"digest", "type", "string", "pattern", "^[0-9a-f]{64}$",
		"name", "type", "string", "type", "type", "string",
		"size", "type", "integer", "width", "type", "integer",
		"height", "type", "integer");
}

/* ---- SECRET ---- */

/* A form that was sent back untouched holds the mask: what stood there stays. */
enum err
kind_secret_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text, *was = json_string_value(t->before);

	/* A restored record may hold one that could not be opened. */
	if (t->v->trusted && json_is_string(in) &&
		strncmp(json_string_value(in), UNOPENED, 1) == 0) {
		*out = json_incref(in);
		return OK;
	}
	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	if (strcmp(text, MASK) == 0) {
		*out = was != NULL ? json_string(was) : NULL;
		return OK;
	}
	TRY(taking_length(t, text, t->field->min,
		taking_most(t->field, SECRET_MOST)));
	*out = json_string(text);
	return OK;
}

/* One that was not opened goes back as it was: no key, no loss. */
static void
bind_unopened(struct visit *v, struct db_stmt *s, const char *hex)
{
	size_t n = strlen(hex) / 2;
	uint8_t *sealed = arena_alloc(v->arena, n + 1);

	if (secret_unhex(hex, sealed, n))
		db_bind_blob(s, sealed, n);
	else
		db_bind_null(s);
}

void
kind_secret_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	const char *text = json_string_value(value);
	const uint8_t *sealed;
	size_t n;

	(void)f;
	if (text == NULL) {
		db_bind_null(s);
	} else if (strncmp(text, UNOPENED, 1) == 0) {
		bind_unopened(v, s, text + 1);
	} else {
		assert(v->catalogue != NULL && v->catalogue->key != NULL);
		secret_seal(v->arena, v->catalogue->key, text, strlen(text),
			&sealed, &n);
		db_bind_blob(s, sealed, n);
	}
}

json_t *
kind_secret_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	struct bytes sealed;
	char *text;
	size_t n;

	if (db_null(s, at))
		return NULL;
	assert(v->catalogue != NULL && v->catalogue->key != NULL);
	sealed = db_blob(s, at);
	if (secret_open(v->arena, v->catalogue->key, (const uint8_t *)sealed.at,
		sealed.n, &text, &n) == OK)
		return json_stringn(text, n);
	log_problem("a sealed %s cannot be opened with this server's key",
		f->name);
	return json_sprintf(UNOPENED "%s",
		secret_hex(v->arena, sealed.at, sealed.n));
}

/* ---- SECRET in history ---- */

static bool
holds_secrets(const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++)
		if (f->kind == FIELD_SECRET ||
			(f->kind == FIELD_ROWS && holds_secrets(f->rows)))
			return true;
	return false;
}

/* Each SECRET among the values, in its rows too, as turn makes it. */
static void
secrets_turn(struct visit *v, const struct field *fields, json_t *values,
	json_t *(*turn)(struct visit *v, const char *text))
{
	json_t *row;
	size_t i;

	for (const struct field *f = fields; f->name != NULL; f++) {
		json_t *value = json_object_get(values, f->name);

		if (f->kind == FIELD_SECRET && json_is_string(value))
			json_object_set_new(values, f->name,
				turn(v, json_string_value(value)));
		else if (f->kind == FIELD_ROWS)
			json_array_foreach(value, i, row)
				secrets_turn(v, f->rows, row, turn);
	}
}

static json_t *
seal_text(struct visit *v, const char *text)
{
	const uint8_t *sealed;
	size_t n;

	if (strncmp(text, UNOPENED, 1) == 0)
		return json_string(text);
	secret_seal(v->arena, v->catalogue->key, text, strlen(text), &sealed,
		&n);
	return json_sprintf(UNOPENED "%s", secret_hex(v->arena, sealed, n));
}

static json_t *
open_text(struct visit *v, const char *text)
{
	size_t n = strlen(text) / 2;
	uint8_t *sealed = arena_alloc(v->arena, n + 1);
	char *opened;

	if (strncmp(text, UNOPENED, 1) != 0 ||
		!secret_unhex(text + 1, sealed, n) || secret_open(v->arena,
		v->catalogue->key, sealed, n, &opened, &n) != OK)
		return json_string(text);
	return json_stringn(opened, n);
}

json_t *
secrets_seal(struct visit *v, const struct field *fields, json_t *values)
{
	json_t *out;

	if (!holds_secrets(fields))
		return values;
	out = keep(v, json_deep_copy(values));
	secrets_turn(v, fields, out, seal_text);
	return out;
}

void
secrets_open(struct visit *v, const struct field *fields, json_t *values)
{
	if (holds_secrets(fields))
		secrets_turn(v, fields, values, open_text);
}

json_t *
kind_secret_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	(void)v, (void)f, (void)base, (void)value;
	return json_pack("{s:s}", "text", MASK);
}

const char *
kind_secret_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)v, (void)f;
	return value != NULL ? MASK : "";
}

json_t *
kind_secret_schema(const struct field *f)
{
	return json_pack("{s:s, s:I}", "type", "string", "maxLength",
		(json_int_t)taking_most(f, SECRET_MOST));
}
