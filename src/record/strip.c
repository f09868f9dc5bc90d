/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes out of a picture what is not picture: where and with what it was
 * taken, who made it, thumbnails of what was cut away, whatever stands behind
 * its end.  Nothing is decoded and no dot changes; of a JPEG's turn, which
 * cameras note instead of turning, a record of its own is left:
 *
 *	JPEG  SOI, [Exif with the turn alone], JFIF, ICC, Adobe, tables, scans
 *	PNG   the chunks that draw and those that say what colours mean
 *	WebP  the same; the flags of what went are cleared
 *	GIF   all but comments and other programs' blocks
 */
#include "blob.h"
#include "kinds.h"

#include <string.h>

/* The Exif segment that is left, and where in it the turn stands. */
enum { TURN_AT = 29, TURN_EXIF = 36 };

struct strip {
	const uint8_t *in;
	size_t n, at;
	struct buf out;
	bool good;
};

/* So many bytes at the place; NULL: there are fewer. */
static const uint8_t *
look(struct strip *s, size_t n)
{
	if (!s->good || n > s->n - s->at) {
		s->good = false;
		return NULL;
	}
	return s->in + s->at;
}

static void
take(struct strip *s, size_t n, bool wanted)
{
	const uint8_t *at = look(s, n);

	if (at == NULL)
		return;
	if (wanted)
		buf_add(&s->out, (const char *)at, n);
	s->at += n;
}

static uint32_t
big(const uint8_t *b, int n)
{
	uint32_t value = 0;

	while (n-- > 0)
		value = value << 8 | *b++;
	return value;
}

static uint32_t
little(const uint8_t *b, int n)
{
	uint32_t value = 0;

	while (n-- > 0)
		value = value << 8 | b[n];
	return value;
}

/* ---- JPEG ---- */

/* The turn (TIFF's tag 0x112, 1 to 8) in an Exif segment; 1: none. */
static int
exif_turn(const uint8_t *b, size_t n)
{
	uint32_t (*read)(const uint8_t *b, int n);
	uint32_t at, entries;

	if (n < 14 || memcmp(b, "Exif\0\0", 6) != 0)
		return 1;
	b += 6;
	n -= 6;
	read = b[0] == 'M' ? big : little;
	at = read(b + 4, 4);
	if (at > n || n - at < 2)
		return 1;
	entries = read(b + at, 2);
	at += 2;
	for (; entries-- > 0 && at + 12 <= n; at += 12)
		if (read(b + at, 2) == 0x112) {
			uint32_t turn = read(b + at + 8, 2);

			return turn >= 1 && turn <= 8 ? (int)turn : 1;
		}
	return 1;
}

static void
put_turn(struct strip *s, int turn)
{
	char exif[TURN_EXIF] = "\xff\xe1\0\x22" "Exif\0\0" "MM\0*\0\0\0\x08"
		"\0\1" "\1\x12" "\0\3" "\0\0\0\1";

	exif[TURN_AT] = (char)turn;
	buf_add(&s->out, exif, sizeof exif);
}

/* Between a scan's header and the next marker stand its dots. */
static void
take_scan(struct strip *s)
{
	size_t end = s->at;

	while (end + 1 < s->n && !(s->in[end] == 0xff && s->in[end + 1] != 0 &&
	    (s->in[end + 1] < 0xd0 || s->in[end + 1] > 0xd7)))
		end++;
	take(s, end - s->at, true);
}

static bool
jpeg_wanted(uint8_t marker, const uint8_t *b, size_t n)
{
	if (marker == 0xe2)
		return n >= 12 && memcmp(b, "ICC_PROFILE", 12) == 0;
	return marker == 0xe0 || marker == 0xee ||
		((marker < 0xe0 || marker > 0xef) && marker != 0xfe);
}

/* Whether the turn is known is found before anything is written: Exif may
 * come after JFIF. */
static int
jpeg_turn(const struct strip *s)
{
	size_t at = 2;

	while (at + 4 <= s->n && s->in[at] == 0xff && s->in[at + 1] != 0xda) {
		size_t n = big(s->in + at + 2, 2);

		if (n < 2 || at + 2 + n > s->n)
			return 1;
		if (s->in[at + 1] == 0xe1 && memcmp(s->in + at + 4, "Exif",
		    n < 6 ? n - 2 : 4) == 0)
			return exif_turn(s->in + at + 4, n - 2);
		at += 2 + n;
	}
	return 1;
}

static void
strip_jpeg(struct strip *s)
{
	int turn = jpeg_turn(s);
	const uint8_t *b;

	take(s, 2, true);
	if (turn > 1)
		put_turn(s, turn);
	while ((b = look(s, 2)) != NULL) {
		uint8_t marker = b[1];
		size_t n;

		if (b[0] != 0xff) {
			s->good = false;
		} else if (marker == 0xff) {
			take(s, 1, false);
		} else if (marker == 0xd9) {
			take(s, 2, true);
			return;
		} else if ((b = look(s, 4)) != NULL) {
			n = 2 + big(b + 2, 2);
			if (n < 4 || look(s, n) == NULL) {
				s->good = false;
				return;
			}
			take(s, n, jpeg_wanted(marker, b + 4, n - 4));
			if (marker == 0xda)
				take_scan(s);
		}
	}
}

int
blob_turn(const void *at, size_t n)
{
	const uint8_t *b = at;

	return n > 2 + TURN_EXIF && memcmp(b, "\xff\xd8\xff\xe1\0\x22" "Exif",
		10) == 0 ? b[2 + TURN_AT] : 1;
}

/* ---- PNG ---- */

static void
strip_png(struct strip *s)
{
	static const char kept[] = "tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD "
		"pHYs acTL fcTL fdAT ";
	const uint8_t *b;

	take(s, 8, true);
	while ((b = look(s, 12)) != NULL) {
		char name[6] = { (char)b[4], (char)b[5], (char)b[6],
			(char)b[7], ' ', '\0' };
		size_t n = big(b, 4);
		bool drawn = (b[4] & 0x20) == 0;

		if (n > s->n) {
			s->good = false;
			return;
		}
		take(s, n + 12, drawn || strstr(kept, name) != NULL);
		if (strcmp(name, "IEND ") == 0)
			return;
	}
}

/* ---- WebP ---- */

static void
strip_webp(struct strip *s)
{
	static const char kept[] = "VP8 |VP8L|VP8X|ALPH|ANIM|ANMF|ICCP|";
	size_t flags = 0;
	const uint8_t *b;

	take(s, 12, true);
	if (s->good && little(s->in + 4, 4) + (uint64_t)8 > s->n)
		s->good = false;
	else if (s->good)
		s->n = little(s->in + 4, 4) + (size_t)8;
	while (s->good && s->n - s->at >= 8) {
		char name[6] = "";
		size_t n;

		b = look(s, 8);
		memcpy(name, b, 4);
		name[4] = '|';
		n = little(b + 4, 4);
		if (n > s->n) {
			s->good = false;
			return;
		}
		n += 8 + (n & 1);
		if (n == s->n - s->at + 1)      /* the last one, not padded */
			n--;
		if (strcmp(name, "VP8X|") == 0)
			flags = s->out.n + 8;
		take(s, n, strstr(kept, name) != NULL);
	}
	if (!s->good || s->out.n < 20)
		return;
	if (flags > 0 && flags < s->out.n)
		s->out.at[flags] = (char)(s->out.at[flags] & ~0x0c);
	for (int i = 0; i < 4; i++)
		s->out.at[4 + i] = (char)((s->out.n - 8) >> 8 * i & 0xff);
}

/* ---- GIF ---- */

static void
take_blocks(struct strip *s, bool wanted)
{
	const uint8_t *b;

	while ((b = look(s, 1)) != NULL) {
		size_t n = *b;

		take(s, 1 + n, wanted);
		if (n == 0)
			return;
	}
}

static size_t
table_bytes(uint8_t flags)
{
	return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static void
strip_gif(struct strip *s)
{
	const uint8_t *b = look(s, 13);

	if (b != NULL)
		take(s, 13 + table_bytes(b[10]), true);
	while ((b = look(s, 1)) != NULL) {
		if (*b == 0x3b) {
			take(s, 1, true);
			return;
		}
		if (*b == 0x2c && (b = look(s, 11)) != NULL) {
			take(s, 11 + table_bytes(b[9]), true);
			take_blocks(s, true);
		} else if (*b == 0x21 && (b = look(s, 14)) != NULL) {
			bool wanted = b[1] == 0xf9 || b[1] == 0x01 ||
				memcmp(b + 2, "\x0bNETSCAPE2.0", 12) == 0;

			take(s, 2, wanted);
			take_blocks(s, wanted);
		} else {
			s->good = false;
		}
	}
}

/* ---- all ---- */

enum err
blob_strip(struct arena *a, const char *type, struct bytes in,
	struct bytes *out)
{
	static const struct {
		const char *type;
		void (*strip)(struct strip *s);
	} kinds[] = {
		{ "image/jpeg", strip_jpeg }, { "image/png", strip_png },
		{ "image/webp", strip_webp }, { "image/gif", strip_gif },
	};
	struct strip s = { .in = (const uint8_t *)in.at, .n = in.n, .good = true };

	*out = in;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].type, type) == 0) {
			s.out = buf_in(a, in.n + TURN_EXIF);
			kinds[i].strip(&s);
			*out = (struct bytes){ s.out.at, s.out.n };
		}
	return s.good ? OK : ERR_INPUT;
}
