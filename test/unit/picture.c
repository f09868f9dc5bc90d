/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures: what a camera wrote goes, its turn stays, sizes are upright, and
 * what is none or is cut off is refused.  The pictures are drawn here: red in
 * the upper left quarter, green upper right, blue lower left, white lower
 * right.
 */
#include <gd.h>
#include <string.h>

#include "base/file.h"
#include "paper/paper.h"
#include "record/record.h"
#include "test.h"

#define WIDE 640
#define HIGH 400
#define SECRET "37.5 north, by somebody"

static struct bytes
drawn(struct arena *a, const char *type)
{
	gdImagePtr image = gdImageCreateTrueColor(WIDE, HIGH);
	struct bytes out;
	void *at;
	int n;

	gdImageFilledRectangle(image, 0, 0, WIDE, HIGH, 0xffffff);
	gdImageFilledRectangle(image, 0, 0, WIDE / 2, HIGH / 2, 0xff0000);
	gdImageFilledRectangle(image, WIDE / 2, 0, WIDE, HIGH / 2, 0x00ff00);
	gdImageFilledRectangle(image, 0, HIGH / 2, WIDE / 2, HIGH, 0x0000ff);
	at = strcmp(type, "image/jpeg") == 0 ? gdImageJpegPtr(image, &n, 90) :
		strcmp(type, "image/png") == 0 ? gdImagePngPtr(image, &n) :
		strcmp(type, "image/gif") == 0 ? gdImageGifPtr(image, &n) :
		gdImageWebpPtr(image, &n);
	out = (struct bytes){ arena_copy(a, at, (size_t)n), (size_t)n };
	gdFree(at);
	gdImageDestroy(image);
	return out;
}

/* With `more` put in at a place, and something behind the end. */
static struct bytes
with(struct arena *a, struct bytes in, size_t at, const void *more, size_t n)
{
	struct buf out = buf_in(a, in.n + n + 100);

	buf_add(&out, in.at, at);
	buf_add(&out, more, n);
	buf_add(&out, in.at + at, in.n - at);
	buf_text(&out, SECRET);
	return (struct bytes){ out.at, out.n };
}

/* Exif in either order of bytes: the turn, and words of the camera. */
static struct bytes
turned(struct arena *a, int turn, bool little)
{
	char big_one[] = "\xff\xe1\0\x46" "Exif\0\0MM\0*\0\0\0\x08\0\2"
		"\1\x0f\0\2\0\0\0\x18\0\0\0\x26" "\1\x12\0\3\0\0\0\1\0T\0\0"
		"\0\0\0\0" SECRET;
	char small_one[] = "\xff\xe1\0\x46" "Exif\0\0II*\0\x08\0\0\0\2\0"
		"\x0f\1\2\0\x18\0\0\0\x26\0\0\0" "\x12\1\3\0\1\0\0\0T\0\0\0"
		"\0\0\0\0" SECRET;
	char *exif = little ? small_one : big_one;
	size_t n = 2 + 0x46;

	*(char *)memchr(exif, 'T', n) = (char)turn;
	return with(a, drawn(a, "image/jpeg"), 2, exif, n);
}

static bool
holds(struct bytes in, const char *what)
{
	return memmem(in.at, in.n, what, strlen(what)) != NULL;
}

struct back {
	enum err err;
	const char *key, *type;
	struct bytes bytes;
	int width, height;
};

/* Put into a store and taken out again. */
static struct back
stored(struct arena *a, struct bytes in)
{
	struct back k = { .err = ERR_BROKEN };
	const char *folder;
	struct visit v;
	struct db *db;
	char why[300];
	json_t *out = NULL;

	if (!CHECK(file_temporary(a, "picture", &folder) == OK) ||
	    !CHECK(db_open(arena_printf(a, "sqlite:%s/store", folder), true,
		&db, why) == OK))
		return k;
	visit_begin(&v, a, db, NULL, NULL);
	CHECK(db_write_begin(db, &v.db) == OK);
	for (const char *const *t = record_tables; *t != NULL; t++)
		CHECK(db_script(v.db, *t) == OK);
	k.err = blob_put(&v, "photo", "a.jpg", in.at, in.n, &out);
	if (k.err != OK) {
		k.key = v.problems->key;
	} else {
		keep(&v, out);
		k.width = (int)json_integer_value(json_object_get(out,
			"width"));
		k.height = (int)json_integer_value(json_object_get(out,
			"height"));
		CHECK(blob_get(&v, json_string_value(json_object_get(out,
			"digest")), &k.type, &k.bytes) == OK);
	}
	CHECK(db_write_end(db, true) == OK);
	db_close(db);
	file_remove_folder(folder);
	return k;
}

static gdImagePtr
seen(struct bytes in)
{
	return gdImageCreateFromJpegPtr((int)in.n, (void *)(uintptr_t)in.at);
}

/* 'r', 'g', 'b' or 'w'. */
static char
colour(gdImagePtr image, int x, int y)
{
	int c = gdImageGetPixel(image, x, y);
	bool r = gdTrueColorGetRed(c) > 128, g = gdTrueColorGetGreen(c) > 128;

	return r && g ? 'w' : r ? 'r' : g ? 'g' : 'b';
}

static void
a_camera_is_forgotten(struct arena *a)
{
	for (int i = 0; i < 2; i++) {
		struct back k = stored(a, turned(a, 6, i == 1));

		CHECK_INT(k.err, OK);
		CHECK(!holds(k.bytes, "37.5 north"));
		CHECK_INT(blob_turn(k.bytes.at, k.bytes.n), 6);
		CHECK_INT(k.width, HIGH);
		CHECK_INT(k.height, WIDE);
	}
}

static void
sizes_stand_upright(struct arena *a)
{
	static const char *const corners[] = { "rgbw", "rgbw", "grwb", "wbgr",
		"bwrg", "rbgw", "brwg", "wgbr", "gwrb" };

	for (int turn = 1; turn <= 8; turn++) {
		struct back k = stored(a, turned(a, turn, turn % 2 == 0));
		struct bytes out = { 0 };
		char said[5] = "";
		gdImagePtr image;
		int height = 0;

		if (!CHECK_INT(k.err, OK) || !CHECK_INT(picture_draw(a, k.type,
		    k.bytes, blob_turn(k.bytes.at, k.bytes.n), 200,
		    "image/jpeg", &out, &height), OK))
			return;
		CHECK_INT(height, turn < 5 ? 125 : 320);
		image = seen(out);
		if (!CHECK(image != NULL))
			return;
		CHECK_INT(gdImageSX(image), 200);
		for (int i = 0; i < 4; i++)
			said[i] = colour(image, i % 2 == 0 ? 20 : 180,
				i < 2 ? height / 8 : height - height / 8);
		CHECK_TEXT(said, corners[turn]);
		gdImageDestroy(image);
	}
}

/* A chunk or block of another program in each kind of picture. */
static void
other_kinds_are_cleaned(struct arena *a)
{
	static const char text[] = "\0\0\0\x17tEXt" SECRET "abcd";
	static const char comment[] = "!\xfe\x17" SECRET;
	struct bytes png = with(a, drawn(a, "image/png"), 33, text,
		sizeof text - 1);
	struct bytes gif = drawn(a, "image/gif");
	struct bytes out;
	struct back k = stored(a, png);
	int height;

	CHECK_INT(k.err, OK);
	CHECK(holds(png, "37.5") && !holds(k.bytes, "37.5"));
	CHECK(picture_draw(a, k.type, k.bytes, 1, 320, "image/webp", &out,
		&height) == OK);
	CHECK_TEXT(blob_sniff(out.at, out.n), "image/webp");
	gif = with(a, gif, 13 + (3u << ((gif.at[10] & 7) + 1)), comment,
		sizeof comment);
	k = stored(a, gif);
	CHECK_INT(k.err, OK);
	CHECK(holds(gif, "37.5") && !holds(k.bytes, "37.5"));
	k = stored(a, with(a, drawn(a, "image/webp"), 0, "", 0));
	CHECK_INT(k.err, OK);
	CHECK(!holds(k.bytes, "37.5"));
	CHECK(picture_draw(a, k.type, k.bytes, 1, 320, "image/jpeg", &out,
		&height) == OK);
}

static void
what_is_cut_off_is_refused(struct arena *a)
{
	static const char *const types[] = { "image/jpeg", "image/png",
		"image/gif", "image/webp" };

	for (size_t i = 0; i < 4; i++) {
		struct bytes in = drawn(a, types[i]);
		struct back k = stored(a, (struct bytes){ in.at, in.n / 2 });

		CHECK_INT(k.err, ERR_INPUT);
		CHECK_TEXT(k.key, "error.picture-damaged");
	}
}

/* A header can promise more dots than there is memory. */
static void
a_bomb_is_refused(struct arena *a)
{
	struct bytes in = drawn(a, "image/png");
	char *lie = arena_copy(a, in.at, in.n);
	struct back k;

	memcpy(lie + 16, "\0\1\0\0\0\1\0\0", 8);
	k = stored(a, (struct bytes){ lie, in.n });
	CHECK_INT(k.err, ERR_INPUT);
	CHECK_TEXT(k.key, "error.picture-large");
}

const struct test picture_tests[] = {
	{ "of a camera only the turn of its picture is kept", a_camera_is_forgotten },
	{ "pictures in other sizes stand upright", sizes_stand_upright },
	{ "comments leave PNG, GIF and WebP as well", other_kinds_are_cleaned },
	{ "a picture that is cut off is refused", what_is_cut_off_is_refused },
	{ "a picture that would fill the memory is refused", a_bomb_is_refused },
	{0}
};
