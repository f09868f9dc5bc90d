/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What bytes are, by what stands at their beginning, and how large a picture
 * is, by its header.  Nothing is decoded: a damaged picture is still called a
 * picture, but none is ever called what it could not be.
 */
#include "blob.h"

#include <stdlib.h>
#include <string.h>

struct magic {
	const char *type;
	size_t at, n;        /* where the mark stands and how long it is */
	const char *mark;
	size_t least;        /* fewer bytes are none */
};

static const struct magic magics[] = {
	{ "image/png",       0, 8, "\x89PNG\r\n\x1a\n", 33 },
	{ "image/jpeg",      0, 3, "\xff\xd8\xff", 20 },
	{ "image/gif",       0, 6, "GIF87a", 13 },
	{ "image/gif",       0, 6, "GIF89a", 13 },
	{ "application/pdf", 0, 5, "%PDF-", 20 },
	{ "application/zip", 0, 4, "PK\3\4", 30 },
	{0}
};

/* Packages that say what they are in their first part, "mimetype", kept as
 * it is: 30 bytes of header, the name, the type. */
static const char *const packages[] = {
	"application/vnd.oasis.opendocument.text",
	"application/vnd.oasis.opendocument.spreadsheet",
	"application/vnd.oasis.opendocument.presentation",
	"application/vnd.oasis.opendocument.graphics",
	"application/hwp+zip",
	"application/epub+zip",
	NULL
};

static const char *
package(const uint8_t *at, size_t n)
{
	size_t size, extra;
	const char *said;

	if (n < 38 || memcmp(at + 30, "mimetype", 8) != 0)
		return "application/zip";
	size = at[18] | (size_t)at[19] << 8;
	extra = at[28] | (size_t)at[29] << 8;
	if (at[26] != 8 || at[27] != 0 || 38 + extra + size > n)
		return "application/zip";
	said = (const char *)at + 38 + extra;
	for (const char *const *p = packages; *p != NULL; p++)
		if (strlen(*p) == size && memcmp(*p, said, size) == 0)
			return *p;
	return "application/zip";
}

/* Separators of one line outside quotes; *end: behind it. */
static size_t
separators(const char *line, char separator, const char **end)
{
	bool quoted = false;
	size_t count = 0;

	for (; *line != '\0' && (quoted || *line != '\n'); line++) {
		quoted ^= *line == '"';
		count += !quoted && *line == separator;
	}
	*end = *line == '\n' ? line + 1 : line;
	return count;
}

/* The first lines, two at least, all have as many separators. */
static bool
table(const char *text, char separator)
{
	size_t lines = 0, first = 0;

	while (*text != '\0' && lines < 10) {
		size_t count = separators(text, separator, &text);

		if (lines++ == 0)
			first = count;
		if (count != first || count == 0)
			return false;
	}
	return lines > 1;
}

static const char *
text_type(const void *at, size_t n)
{
	struct arena *a = arena_new();
	const char *text, *type = NULL;

	if (text_take(a, at, n, &text) == TEXT_GOOD)
		type = table(text, ',') || table(text, ';') ||
			table(text, '\t') ? "text/csv" : "text/plain";
	arena_free(a);
	return type;
}

const char *
blob_sniff(const void *at, size_t n)
{
	const uint8_t *b = at;

	if (n >= 30 && memcmp(b, "RIFF", 4) == 0)
		return memcmp(b + 8, "WEBP", 4) == 0 ? "image/webp" : NULL;
	for (const struct magic *m = magics; m->type != NULL; m++) {
		if (n < m->least || memcmp(b + m->at, m->mark, m->n) != 0)
			continue;
		return strcmp(m->type, "application/zip") == 0 ?
			package(b, n) : m->type;
	}
	return n > 0 ? text_type(at, n) : NULL;
}

/* ---- pictures ---- */

static int
big16(const uint8_t *b)
{
	return b[0] << 8 | b[1];
}

static int
little16(const uint8_t *b)
{
	return b[1] << 8 | b[0];
}

static bool
png_size(const uint8_t *b, size_t n, int *width, int *height)
{
	if (n < 24 || memcmp(b + 12, "IHDR", 4) != 0 || b[16] > 0x7f ||
		b[20] > 0x7f)
		return false;
	*width = big16(b + 16) << 16 | big16(b + 18);
	*height = big16(b + 20) << 16 | big16(b + 22);
	return true;
}

static bool
gif_size(const uint8_t *b, size_t n, int *width, int *height)
{
	if (n < 10)
		return false;
	*width = little16(b + 6);
	*height = little16(b + 8);
	return true;
}

/* SOF0 to SOF15 hold the size; C4, C8 and CC are other things. */
static bool
frame_start(uint8_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
		marker != 0xc8 && marker != 0xcc;
}

static bool
jpeg_size(const uint8_t *b, size_t n, int *width, int *height)
{
	size_t at = 2;

	while (at + 9 < n && b[at] == 0xff) {
		uint8_t marker = b[at + 1];

		if (marker == 0xff) {
			at++;
			continue;
		}
		if (frame_start(marker)) {
			*height = big16(b + at + 5);
			*width = big16(b + at + 7);
			return true;
		}
		if (marker == 0xd9 || marker == 0xda)
			return false;
		/* A marker that stands alone has no length behind it. */
		if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7))
			at += 2;
		else
			at += 2 + (size_t)big16(b + at + 2);
	}
	return false;
}

/* Lossy, lossless and extended WebP each say it their own way. */
static bool
webp_size(const uint8_t *b, size_t n, int *width, int *height)
{
	if (n < 30)
		return false;
	if (memcmp(b + 12, "VP8 ", 4) == 0) {
		*width = little16(b + 26) & 0x3fff;
		*height = little16(b + 28) & 0x3fff;
	} else if (memcmp(b + 12, "VP8L", 4) == 0) {
		*width = 1 + (b[21] | (b[22] & 0x3f) << 8);
		*height = 1 + (b[22] >> 6 | b[23] << 2 | (b[24] & 0x0f) << 10);
	} else if (memcmp(b + 12, "VP8X", 4) == 0) {
		*width = 1 + (b[24] | b[25] << 8 | b[26] << 16);
		*height = 1 + (b[27] | b[28] << 8 | b[29] << 16);
	} else {
		return false;
	}
	return true;
}

bool
blob_size(const void *at, size_t n, int *width, int *height)
{
	const uint8_t *b = at;
	bool known = false;

	if (n >= 30 && memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0)
		known = webp_size(b, n, width, height);
	else if (n >= 8 && memcmp(b, "\x89PNG\r\n\x1a\n", 8) == 0)
		known = png_size(b, n, width, height);
	else if (n >= 6 && (memcmp(b, "GIF87a", 6) == 0 ||
		memcmp(b, "GIF89a", 6) == 0))
		known = gif_size(b, n, width, height);
	else if (n >= 3 && memcmp(b, "\xff\xd8\xff", 3) == 0)
		known = jpeg_size(b, n, width, height);
	if (known && blob_turn(at, n) >= 5) {
		int upright = *height;

		*height = *width;
		*width = upright;
	}
	return known && *width > 0 && *height > 0;
}
