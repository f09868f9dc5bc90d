/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendar dates in words.  ICU writes the points, the catalogue the words
 * around them (date.about, date.unsure, date.about-unsure, date.since,
 * date.until, date.range, date.range-wide), and what both ends of an interval
 * share is said once:
 *
 *	2024-11-07/2024-11-08   7–8 November 2024      2024년 11월 7일–8일
 *	2024-11-30/2024-12-02   30 November – 2 December 2024
 *	2011~/..                since about 2011       2011년경부터
 */
#include "inside.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>

/* Which parts of a date are written. */
enum part { Y, YM, YMD, M, MD, D, PART__MAX };
enum style { LONG, SHORT, STYLE__MAX };

_Static_assert(ICU_DATES + STYLE__MAX * PART__MAX == ICU_SLOT__MAX,
	"a slot for each format");

/* What is written, for ICU to find the language's own order and signs. */
static const UChar *const skeletons[PART__MAX] = {
	[Y] = u"y", [YM] = u"yMMMM", [YMD] = u"yMMMMd",
	[M] = u"M", [MD] = u"MMMMd", [D] = u"d",
};
/* A month alone is a name in English; spelt out it would be 十一月. */
static const UChar month_name[] = u"MMMM";

/* Where the short form is not the long one. */
static const UChar *const short_patterns[LANG__MAX][PART__MAX] = {
	[LANG_KO] = {
		[YM] = u"y. M.", [YMD] = u"y. M. d.",
		[M] = u"M.", [MD] = u"M. d.", [D] = u"d.",
	},
	[LANG_EN] = {
		[YM] = u"MMM y", [YMD] = u"d MMM y",
		[M] = u"MMM", [MD] = u"d MMM",
	},
	[LANG_ZH] = {[YMD] = u"y/M/d", [MD] = u"M/d", [D] = u"d"},
	[LANG_JA] = {[YMD] = u"y/M/d", [MD] = u"M/d", [D] = u"d"},
};

static void *
open_date(enum lang lang, int slot)
{
	enum part part = (enum part)((slot - ICU_DATES) % PART__MAX);
	enum style style = (enum style)((slot - ICU_DATES) / PART__MAX);
	UErrorCode status = U_ZERO_ERROR;
	const UChar *skeleton = part == M && lang == LANG_EN ? month_name :
		skeletons[part];
	UDateTimePatternGenerator *patterns;
	UChar pattern[64];

	if (style == SHORT && short_patterns[lang][part] != NULL)
		return icu_open_date(lang, short_patterns[lang][part]);
	patterns = udatpg_open(langs[lang].icu, &status);
	udatpg_getBestPattern(patterns, skeleton, -1, pattern,
		sizeof pattern / sizeof *pattern, &status);
	udatpg_close(patterns);
	ICU_GOOD(status);
	return icu_open_date(lang, pattern);
}

static void
close_date(void *format)
{
	udat_close(format);
}

/* One way of writing, on its way through a date. */
struct writer {
	struct arena *a;
	enum lang lang;
	enum style style;
};

static const char *
write_part(const struct writer *w, const struct edtf_point *p, enum part part)
{
	static const struct icu_tool how = {open_date, close_date};
	int slot = ICU_DATES + (int)w->style * PART__MAX + (int)part;
	UErrorCode status = U_ZERO_ERROR;
	int day = edtf_day_number(p->year, p->month ? p->month : 1,
		p->day ? p->day : 1);
	UChar text[96];
	int32_t n;

	n = udat_format(icu_tool(slot, w->lang, &how), day * 86400000.0, text,
		sizeof text / sizeof *text, NULL, &status);
	ICU_GOOD(status);
	return icu_narrow(w->a, text, n, NULL);
}

static enum part
whole_part(const struct edtf_point *p)
{
	if (p->precision == EDTF_DAY)
		return YMD;
	return p->precision == EDTF_MONTH ? YM : Y;
}

/* The point with "about" or whatever its mark says. */
static const char *
write_point(const struct writer *w, const struct edtf_point *p)
{
	const char *text = write_part(w, p, whole_part(p));

	switch (p->mark) {
	case '~':
		return message_around(w->a, w->lang, "date.about", text, NULL);
	case '?':
		return message_around(w->a, w->lang, "date.unsure", text, NULL);
	case '%':
		return message_around(w->a, w->lang, "date.about-unsure", text,
			NULL);
	default:
		return text;
	}
}

/* What must be written of a point when the other end says the rest. */
static enum part
needed_part(const struct edtf_point *p, const struct edtf_point *other)
{
	if (p->precision != other->precision || p->year != other->year)
		return whole_part(p);
	if (p->precision == EDTF_MONTH)
		return M;
	if (p->precision == EDTF_DAY)
		return p->month == other->month ? D : MD;
	return whole_part(p);
}

static const char *
write_range(const struct writer *w, const struct edtf *date)
{
	const struct edtf_point *from = &date->from, *to = &date->to;
	enum part part = needed_part(from, to);
	bool close = part == Y || part == M || part == D;
	const char *first, *last;

	if (from->mark != 0 || to->mark != 0 ||
	    from->precision != to->precision) {
		close = false;
		first = write_point(w, from);
		last = write_point(w, to);
	} else if (w->lang == LANG_EN) {
		/* The year stands last, so the first end goes without it. */
		first = write_part(w, from, part);
		last = write_part(w, to, whole_part(to));
	} else {
		first = write_part(w, from, whole_part(from));
		last = write_part(w, to, part);
	}
	return message_around(w->a, w->lang,
		close ? "date.range" : "date.range-wide", first, last);
}

static const char *
write_date(const struct writer *w, const char *edtf)
{
	struct edtf date;

	if (!edtf_parse(edtf, &date))
		return arena_text(w->a, edtf);
	if (!date.interval)
		return write_point(w, &date.from);
	if (date.from.precision == EDTF_NONE)
		return message_around(w->a, w->lang, "date.until",
			write_point(w, &date.to), NULL);
	if (date.to.precision == EDTF_NONE)
		return message_around(w->a, w->lang, "date.since",
			write_point(w, &date.from), NULL);
	return write_range(w, &date);
}

const char *
text_date(struct arena *a, enum lang lang, const char *edtf)
{
	struct writer w = {a, lang, LONG};

	return write_date(&w, edtf);
}

const char *
text_date_short(struct arena *a, enum lang lang, const char *edtf)
{
	struct writer w = {a, lang, SHORT};

	return write_date(&w, edtf);
}
