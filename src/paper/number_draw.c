/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digits as a drawing: strokes of our own, moved a little each time, never
 * text.  It is kind to the eye and no wall; what stops a flood stands
 * elsewhere.
 */
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "inside.h"
#include "paper.h"

enum { DRAWING_MOST = 16384 };

/* Moves of an SVG path on a field 11 wide and 17 high; a point is two
 * letters, a is 0. */
static const char *const strokes[10] = {
	"MfaCkakqfqCaqaafa",
	"MceLgaLgqMdqLjq",
	"MbeCbakajfCijdmbqLkq",
	"MbcCeakajfCjigieiMeiCkikohpCfqcqbo",
	"MhqLhaLblLkl",
	"MjaLcaLbhCffkgjlCjqdqbo",
	"MibCdcbiblCbqjqjlCjgdgbk",
	"MbaLkaLeq",
	"MfiCahaafaCkakhfiCajaqfqCkqkjfi",
	"McpChojijfCjababfCbkhkjg",
};

/* -1 to 1, in hundredths. */
static double
shake(void)
{
	uint8_t byte;

	secret_random(&byte, 1);
	return (byte % 201 - 100) / 100.0;
}

static void
digit_draw(struct buf *out, int digit, double x, double y)
{
	double tilt = .14 * shake(), wide = 1.9 + .2 * shake();
	double high = 1.9 + .15 * shake();

	for (const char *c = strokes[digit]; *c != '\0'; c++) {
		double px, py;

		if (*c < 'a') {
			buf_char(out, *c);
			continue;
		}
		px = *c - 'a' + .35 * shake();
		py = c[1] - 'a' + .35 * shake();
		buf_printf(out, "%.1f %.1f ", x + wide * px - tilt *
			(py - 8) * high, y + high * py + tilt * px * wide);
		c++;
	}
}

static void
line_draw(struct buf *out)
{
	buf_printf(out, "M4 %.1fC70 %.1f 140 %.1f 208 %.1f",
		30 + 18 * shake(), 30 + 24 * shake(), 30 + 24 * shake(),
		30 + 18 * shake());
}

enum err
number_draw(struct arena *a, const char *digits, const char *title, bool dark,
	struct bytes *out)
{
	struct buf b = buf_in(a, DRAWING_MOST);

	buf_text(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"212\" "
		"height=\"60\" viewBox=\"0 0 212 60\" role=\"img\"><title>");
	buf_escape(&b, title, strlen(title));
	buf_printf(&b, "</title><path fill=\"%s\" d=\"M0 0H212V60H0Z\"/>"
		"<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\" d=\"",
		dark ? "#1c2328" : "#f2f5f4", dark ? "#5f7078" : "#a9b9b6");
	line_draw(&b);
	line_draw(&b);
	buf_printf(&b, "\"/><path fill=\"none\" stroke=\"%s\" "
		"stroke-width=\"3.2\" stroke-linecap=\"round\" "
		"stroke-linejoin=\"round\" d=\"", dark ? "#e9f0ee" : "#16302d");
	for (int i = 0; digits[i] != '\0'; i++) {
		if (digits[i] < '0' || digits[i] > '9' || i > 7)
			return ERR_INPUT;
		digit_draw(&b, digits[i] - '0', 12 + i * 32.5 + 2 * shake(),
			14 + 3 * shake());
	}
	buf_text(&b, "\"/></svg>");
	*out = (struct bytes){b.at, b.n};
	return b.full ? ERR_LARGE : OK;
}
