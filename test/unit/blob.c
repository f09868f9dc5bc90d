/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blobs: what bytes are, how large a picture is, and that files are kept once
 * and come back.  The store is a real one in a folder of its own.
 */
#include <jansson.h>
#include <string.h>

#include "base/file.h"
#include "record/record.h"
#include "test.h"

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0\x08\2\0\0\0abcd" \
	"\0\0\0\0IENDabcd"
#define GIF "GIF89a\x40\1\x2c\1\0\0\0;"
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" \
	"\xff\xc0\0\x11\x08\1\xe0\2\x80\3\1\x22\0\2\x11\1\3\x11\1"
#define WEBP "RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\2\0\xdf\1\0\0\0"
#define ODT "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x27\0\0\0\x27\0\0\0\x08\0\0\0" \
	"mimetypeapplication/vnd.oasis.opendocument.text"
#define ZIP "PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x27\0\0\0\x27\0\0\0\x08\0\0\0" \
	"a-file-namedlikethis"

struct sample {
	const char *bytes;
	size_t n;
	const char *type;
	int width, height;
};

static const struct sample samples[] = {
	{ PNG, sizeof PNG - 1, "image/png", 640, 480 },
	{ GIF, sizeof GIF - 1, "image/gif", 320, 300 },
	{ JPEG, sizeof JPEG - 1, "image/jpeg", 640, 480 },
	{ WEBP, sizeof WEBP - 1, "image/webp", 640, 480 },
	{ "%PDF-1.7\n%abcdefghijk", 21, "application/pdf", 0, 0 },
	{ ODT, sizeof ODT - 1, "application/vnd.oasis.opendocument.text", 0, 0 },
	{ ZIP, sizeof ZIP - 1, "application/zip", 0, 0 },
	{ "Hello, world.\n", 14, "text/plain", 0, 0 },
	{ "a,b\n1,\"x,\ny\"\n", 13, "text/csv", 0, 0 },
	{ "a;b\n1;2\n", 8, "text/csv", 0, 0 },
	{ "a\0b", 3, NULL, 0, 0 },
	{ "\xff\xfe" "a", 3, NULL, 0, 0 },
	{ "", 0, NULL, 0, 0 },
	{ "RIFF\x1a\0\0\0WAVEfmt xxxxxxxxxxxxxxxxxx", 34, NULL, 0, 0 },
};

static void
bytes_are_known(struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *s = &samples[i];
		int width = 0, height = 0;

		CHECK_TEXT(blob_sniff(s->bytes, s->n), s->type);
		CHECK(blob_size(s->bytes, s->n, &width, &height) ==
			(s->width > 0));
		if (s->width > 0) {
			CHECK_INT(width, s->width);
			CHECK_INT(height, s->height);
		}
	}
}

/* Any beginning of a good file is asked; the sanitizers watch. */
static void
cut_bytes_are_borne(struct arena *a)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		for (size_t n = 0; n < samples[i].n; n++) {
			char *cut = arena_copy(a, samples[i].bytes, n);
			int width = 1, height = 1;

			blob_sniff(cut, n);
			if (blob_size(cut, n, &width, &height))
				CHECK(width > 0 && height > 0);
		}
}

struct shop {
	struct visit v;
	const char *folder;
	struct db *db;
};

static bool
shop_open(struct shop *s, struct arena *a)
{
	char why[300];

	if (!CHECK(file_temporary(a, "blob", &s->folder) == OK))
		return false;
	if (!CHECK(db_open(arena_printf(a, "sqlite:%s/store", s->folder), true,
		&s->db, why) == OK))
		return false;
	visit_begin(&s->v, a, s->db, NULL, NULL);
	if (!CHECK(db_write_begin(s->db, &s->v.db) == OK))
		return false;
	for (const char *const *t = record_tables; *t != NULL; t++)
		if (!CHECK(db_script(s->v.db, *t) == OK))
			return false;
	return true;
}

static void
shop_close(struct shop *s)
{
	CHECK(db_write_end(s->db, true) == OK);
	db_close(s->db);
	file_remove_folder(s->folder);
}

static int64_t
blob_count(struct shop *s)
{
	struct db_stmt *q = db_ask(s->v.db, "SELECT count(*) FROM blob");
	bool row = false;
	int64_t n;

	CHECK(db_step(q, &row) == OK && row);
	n = row ? db_int(q, 0) : -1;
	db_done(q);
	return n;
}

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void
files_are_kept_once(struct arena *a)
{
	struct shop s;
	json_t *one = NULL, *two = NULL;
	struct bytes back = { NULL, 0 };
	const char *type = NULL;

	if (!shop_open(&s, a))
		return;
	CHECK(blob_put(&s.v, "photo", "C:\\pictures\\gate.png", PNG,
		sizeof PNG - 1, &one) == OK);
	CHECK(blob_put(&s.v, "photo", "", PNG, sizeof PNG - 1, &two) == OK);
	keep(&s.v, one);
	keep(&s.v, two);
	CHECK_INT(blob_count(&s), 1);
	CHECK_TEXT(member(one, "name"), "gate.png");
	CHECK_TEXT(member(two, "name"), "file");
	CHECK_TEXT(member(one, "digest"), member(two, "digest"));
	CHECK_INT(json_integer_value(json_object_get(one, "width")), 640);
	CHECK(blob_get(&s.v, member(one, "digest"), &type, &back) == OK);
	CHECK_TEXT(type, "image/png");
	CHECK(back.n == sizeof PNG - 1 && memcmp(back.at, PNG, back.n) == 0);
	CHECK(blob_get(&s.v, "00", &type, &back) == ERR_MISSING);
	shop_close(&s);
}

static const char *
put_refused(struct shop *s, const char *name, const char *at, size_t n)
{
	json_t *out = NULL;

	problems_forget(&s->v);
	CHECK(blob_put(&s->v, "photo", name, at, n, &out) == ERR_INPUT);
	CHECK(out == NULL);
	CHECK_TEXT(s->v.problems->field, "photo");
	return s->v.problems->key;
}

static void
bad_files_are_refused(struct arena *a)
{
	struct shop s;

	if (!shop_open(&s, a))
		return;
	CHECK_TEXT(put_refused(&s, "a", "", 0), "error.file-empty");
	CHECK_TEXT(put_refused(&s, "a", "\x7f" "ELF\1", 5), "error.file-kind");
	CHECK_TEXT(put_refused(&s, "a", PNG, BLOB_MAX + 1), "error.file-large");
	CHECK_TEXT(put_refused(&s, "a\1b", PNG, sizeof PNG - 1),
		"error.file-name");
	CHECK_INT(blob_count(&s), 0);
	shop_close(&s);
}

static void
file_fields_point_at_blobs(struct arena *a)
{
	static const struct field photo = { "photo", FIELD_FILE };
	struct shop s;
	struct taking t = { .v = &s.v, .field = &photo, .path = "photo" };
	json_t *put = NULL, *out = NULL, *lie;
	const char *cell;

	if (!shop_open(&s, a))
		return;
	CHECK(blob_put(&s.v, "photo", "gate.png", PNG, sizeof PNG - 1, &put)
		== OK);
	keep(&s.v, put);
	lie = keep(&s.v, json_pack("{s:s, s:s, s:s, s:i}", "digest",
		member(put, "digest"), "name", "gate.png", "type", "text/html",
		"size", 1));
	CHECK(field_take(&t, lie, &out) == OK);
	CHECK(json_equal(keep(&s.v, out), put));
	cell = field_types[FIELD_FILE].cell(&s.v, &photo, put);
	CHECK(field_take(&t, keep(&s.v, json_string(cell)), &out) == OK);
	CHECK(json_equal(keep(&s.v, out), put));
	lie = keep(&s.v, json_pack("{s:s}", "digest", "00ff"));
	CHECK(field_take(&t, lie, &out) == ERR_INPUT);
	CHECK_TEXT(s.v.problems->key, "error.no-file");
	t.before = put;
	lie = keep(&s.v, json_pack("{s:s, s:s}", "digest",
		member(put, "digest"), "name", "new.png"));
	CHECK(field_take(&t, lie, &out) == OK);
	CHECK_TEXT(member(keep(&s.v, out), "name"), "new.png");
	CHECK_TEXT(member(out, "type"), "image/png");
	shop_close(&s);
}

const struct test blob_tests[] = {
	{ "bytes say what they are", bytes_are_known },
	{ "files that were cut short are borne", cut_bytes_are_borne },
	{ "a file is kept once by its content", files_are_kept_once },
	{ "empty, large and unknown files are refused", bad_files_are_refused },
	{ "a file field believes the bytes and nobody", file_fields_point_at_blobs },
	{0}
};
