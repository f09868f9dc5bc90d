/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moments: RFC 9557 text in and out, and in words.  A zone is a name of the
 * IANA database, or an offset such as "+09:00"; ICU knows what the first
 * means at a moment, the rest is arithmetic.
 */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

enum { ZONE_MOST = 64 };

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* ---- zones ---- */

/* Exactly n digits at *s; moves past them. */
static bool
number(const char **s, int n, int *out)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if ((*s)[i] < '0' || (*s)[i] > '9')
			return false;
		value = value * 10 + ((*s)[i] - '0');
	}
	*s += n;
	*out = value;
	return true;
}

/* "+09:00" in milliseconds; moves past it. */
static bool
read_offset(const char **s, int64_t *out)
{
	int sign = **s == '-' ? -1 : 1, hour, minute;

	if (**s != '+' && **s != '-')
		return false;
	++*s;
	if (!number(s, 2, &hour) || hour > 23 || **s != ':')
		return false;
	++*s;
	if (!number(s, 2, &minute) || minute > 59)
		return false;
	*out = sign * (hour * HOUR + minute * MINUTE);
	return true;
}

static bool
fixed_zone(const char *zone, int64_t *offset)
{
	if (strcmp(zone, "UTC") == 0) {
		*offset = 0;
		return true;
	}
	return read_offset(&zone, offset) && *zone == '\0';
}

static bool
zone_known(const char *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[ZONE_MOST], canonical[2 * ZONE_MOST];
	UBool listed = false;
	int64_t offset;

	if (zone[0] == '\0' || strlen(zone) >= ZONE_MOST)
		return false;
	if (fixed_zone(zone, &offset))
		return true;
	u_uastrcpy(name, zone);
	ucal_getCanonicalTimeZoneID(name, -1, canonical, 2 * ZONE_MOST, &listed,
		&status);
	return U_SUCCESS(status) && listed;
}

static void *
open_calendar(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = ucal_open(u"UTC", -1, langs[lang].icu,
		UCAL_GREGORIAN, &status);

	(void)slot;
	ICU_GOOD(status);
	ucal_setGregorianChange(calendar, -1e17, &status);
	ICU_GOOD(status);
	return calendar;
}

static void
close_calendar(void *calendar)
{
	ucal_close(calendar);
}

/* The thread's calendar, set to that zone; an unknown one counts as UTC. */
static UCalendar *
calendar_in(const char *zone)
{
	static const struct icu_tool how = {open_calendar, close_calendar};
	UCalendar *calendar = icu_tool(ICU_CALENDAR, LANG_EN, &how);
	UErrorCode status = U_ZERO_ERROR;
	UChar is[ZONE_MOST] = {0}, wanted[ZONE_MOST] = {0};

	u_uastrncpy(wanted, zone, ZONE_MOST - 1);
	ucal_getTimeZoneID(calendar, is, ZONE_MOST, &status);
	if (U_FAILURE(status) || u_strcmp(is, wanted) != 0) {
		status = U_ZERO_ERROR;
		ucal_setTimeZone(calendar, wanted, -1, &status);
		ICU_GOOD(status);
	}
	return calendar;
}

/* How far the zone's clocks are ahead of UTC at that moment. */
static int64_t
offset_at(const char *zone, int64_t moment)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar;
	int64_t offset;

	if (zone == NULL)
		return 0;
	if (fixed_zone(zone, &offset))
		return offset;
	calendar = calendar_in(zone);
	ucal_setMillis(calendar, (double)moment, &status);
	offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
	offset += ucal_get(calendar, UCAL_DST_OFFSET, &status);
	ICU_GOOD(status);
	/* Before there were zones some were seconds off; text has no room. */
	return offset / MINUTE * MINUTE;
}

/* ---- reading ---- */

struct clock_face {
	struct edtf_point day;
	int hour, minute, second, milli;
};

static bool
read_fraction(const char **s, int *milli)
{
	int unit = 100, digits = 0;

	*milli = 0;
	if (**s != '.' && **s != ',')
		return true;
	for (++*s; **s >= '0' && **s <= '9'; ++*s, unit /= 10, digits++)
		*milli += (**s - '0') * unit;
	return digits > 0;
}

static bool
read_day(const char **s, struct edtf_point *out)
{
	char day[11] = "";
	struct edtf date;

	strncpy(day, *s, 10);
	if (!edtf_parse(day, &date) || date.interval ||
	    date.from.precision != EDTF_DAY)
		return false;
	*out = date.from;
	*s += 10;
	return true;
}

/* "2024-11-08T07:10", with seconds or without. */
static bool
read_face(const char **s, struct clock_face *f)
{
	if (!read_day(s, &f->day) || strchr("Tt ", **s) == NULL || **s == '\0')
		return false;
	++*s;
	if (!number(s, 2, &f->hour) || f->hour > 23 || **s != ':')
		return false;
	++*s;
	if (!number(s, 2, &f->minute) || f->minute > 59)
		return false;
	if (**s != ':')
		return true;
	++*s;
	return number(s, 2, &f->second) && f->second <= 60 &&
		read_fraction(s, &f->milli);
}

static int64_t
face_in_utc(const struct clock_face *f)
{
	return edtf_day_number(f->day.year, f->day.month, f->day.day) * DAY +
		f->hour * HOUR + f->minute * MINUTE + f->second * SECOND +
		f->milli;
}

/* An hour that the clocks skip is read as if they had not. */
static int64_t
face_in_zone(const struct clock_face *f, const char *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar;
	int64_t offset;

	if (fixed_zone(zone, &offset))
		return face_in_utc(f) - offset;
	calendar = calendar_in(zone);
	ucal_setDateTime(calendar, f->day.year, f->day.month - 1, f->day.day,
		f->hour, f->minute, f->second, &status);
	ucal_set(calendar, UCAL_MILLISECOND, f->milli);
	offset = (int64_t)ucal_getMillis(calendar, &status);
	ICU_GOOD(status);
	return offset;
}

/*
 * "[Asia/Seoul]" and other brackets behind a time.  zone stays "" when none
 * is named.  What is marked critical and not understood is refused.
 */
static bool
read_brackets(const char *s, char zone[static ZONE_MOST], bool *critical)
{
	*critical = false;
	zone[0] = '\0';
	while (*s == '[') {
		bool must = s[1] == '!';
		size_t n = strcspn(s += 1 + must, "]");

		if (s[n] != ']' || n == 0 || n >= ZONE_MOST)
			return false;
		if (memchr(s, '=', n) != NULL) {
			if (must)
				return false;
		} else if (zone[0] == '\0') {
			memcpy(zone, s, n);
			zone[n] = '\0';
			*critical = must;
		} else {
			return false;
		}
		s += n + 1;
	}
	return *s == '\0' && (zone[0] == '\0' || zone_known(zone));
}

/* A time with its offset; *named is what the offset itself can be called. */
static bool
read_offset_or_z(const char **s, int64_t *offset, char named[static 8])
{
	const char *start = *s;

	*offset = 0;
	if (**s == 'Z' || **s == 'z') {
		++*s;
		memcpy(named, "UTC", sizeof "UTC");
		return true;
	}
	if (!read_offset(s, offset))
		return false;
	memcpy(named, start, 6);
	named[6] = '\0';
	return true;
}

bool
moment_parse(const char *s, const char *zone_otherwise, int64_t *moment,
	char zone[static 64])
{
	struct clock_face face = {.second = 0};
	char named[8];
	bool critical;
	int64_t offset;

	if (!read_face(&s, &face))
		return false;
	if (*s == '\0') {
		if (zone_otherwise == NULL || !zone_known(zone_otherwise))
			return false;
		snprintf(zone, 64, "%s", zone_otherwise);
		*moment = face_in_zone(&face, zone);
		return true;
	}
	if (!read_offset_or_z(&s, &offset, named) ||
	    !read_brackets(s, zone, &critical))
		return false;
	*moment = face_in_utc(&face) - offset;
	if (zone[0] == '\0')
		snprintf(zone, 64, "%s", zone_otherwise != NULL &&
			zone_known(zone_otherwise) ? zone_otherwise : named);
	/* "Z" says nothing of the zone; another offset must not belie it. */
	return !critical || strcmp(named, "UTC") == 0 ||
		offset_at(zone, *moment) == offset;
}

/* ---- writing ---- */

static struct clock_face
face_at(int64_t local)
{
	int64_t day = local / DAY - (local % DAY < 0);
	int64_t rest = local - day * DAY;

	return (struct clock_face){
		.day = edtf_from_day((int)day),
		.hour = (int)(rest / HOUR),
		.minute = (int)(rest % HOUR / MINUTE),
		.second = (int)(rest % MINUTE / SECOND),
		.milli = (int)(rest % SECOND),
	};
}

char *
moment_print(struct arena *a, int64_t moment, const char *zone)
{
	int64_t offset = offset_at(zone, moment);
	int64_t ahead = offset < 0 ? -offset : offset;
	struct clock_face f = face_at(moment + offset);
	char fraction[8] = "";

	if (f.milli != 0)
		snprintf(fraction, sizeof fraction, ".%03d", f.milli);
	return arena_printf(a,
		"%04d-%02d-%02dT%02d:%02d:%02d%s%c%02d:%02d[%s]",
		f.day.year, f.day.month, f.day.day, f.hour, f.minute, f.second,
		fraction, offset < 0 ? '-' : '+', (int)(ahead / HOUR),
		(int)(ahead % HOUR / MINUTE), zone != NULL ? zone : "UTC");
}

char *
moment_local(struct arena *a, int64_t moment, const char *zone)
{
	struct clock_face f = face_at(moment + offset_at(zone, moment));

	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d", f.day.year,
		f.day.month, f.day.day, f.hour, f.minute);
}

char *
moment_day(struct arena *a, int64_t moment, const char *zone)
{
	struct clock_face f = face_at(moment + offset_at(zone, moment));

	return arena_printf(a, "%04d-%02d-%02d", f.day.year, f.day.month,
		f.day.day);
}

/* ---- in words ---- */

static void *
open_moment(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *model = udat_open(UDAT_SHORT, UDAT_LONG, langs[lang].icu,
		u"UTC", -1, NULL, 0, &status);
	UChar pattern[128];

	(void)slot;
	udat_toPattern(model, false, pattern,
		sizeof pattern / sizeof *pattern, &status);
	udat_close(model);
	ICU_GOOD(status);
	return icu_open_date(lang, pattern);
}

static void
close_moment(void *format)
{
	udat_close(format);
}

const char *
text_moment(struct arena *a, enum lang lang, int64_t moment, const char *zone)
{
	static const struct icu_tool how = {open_moment, close_moment};
	UErrorCode status = U_ZERO_ERROR;
	/* The format knows UTC only: its clock is set ahead instead. */
	double local = (double)(moment + offset_at(zone, moment));
	UChar text[160];
	int32_t n;

	n = udat_format(icu_tool(ICU_MOMENT, lang, &how), local, text,
		sizeof text / sizeof *text, NULL, &status);
	ICU_GOOD(status);
	return icu_narrow(a, text, n, NULL);
}

static void *
open_since(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	URelativeDateTimeFormatter *since = ureldatefmt_open(langs[lang].icu,
		NULL, UDAT_STYLE_LONG, UDISPCTX_CAPITALIZATION_NONE, &status);

	(void)slot;
	ICU_GOOD(status);
	return since;
}

static void
close_since(void *since)
{
	ureldatefmt_close(since);
}

/* The greatest unit that goes in; its count. */
static int64_t
measure(int64_t span, URelativeDateTimeUnit *unit)
{
	static const struct {
		int64_t length;
		URelativeDateTimeUnit unit;
	} units[] = {
		{365 * DAY + 6 * HOUR, UDAT_REL_UNIT_YEAR},
		{30 * DAY + 10 * HOUR, UDAT_REL_UNIT_MONTH},
		{DAY, UDAT_REL_UNIT_DAY}, {HOUR, UDAT_REL_UNIT_HOUR},
		{MINUTE, UDAT_REL_UNIT_MINUTE},
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span >= units[i].length) {
			*unit = units[i].unit;
			return span / units[i].length;
		}
	*unit = UDAT_REL_UNIT_SECOND;
	return 0;
}

const char *
text_since(struct arena *a, enum lang lang, int64_t then, int64_t now)
{
	static const struct icu_tool how = {open_since, close_since};
	URelativeDateTimeFormatter *since = icu_tool(ICU_SINCE, lang, &how);
	UErrorCode status = U_ZERO_ERROR;
	URelativeDateTimeUnit unit;
	int64_t count = measure(then < now ? now - then : then - now, &unit);
	double signed_count = (double)(then < now ? -count : count);
	UChar text[160];
	int32_t n;

	if (count == 0)
		n = ureldatefmt_format(since, 0, UDAT_REL_UNIT_SECOND, text,
			sizeof text / sizeof *text, &status);
	else
		n = ureldatefmt_formatNumeric(since, signed_count, unit, text,
			sizeof text / sizeof *text, &status);
	ICU_GOOD(status);
	return icu_narrow(a, text, n, NULL);
}
