/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendars over libical, which escapes and folds.  Days are VALUE=DATE with
 * the day after the last as their end; moments stand in their own zone, whose
 * VTIMEZONE is cut to what the events need of its history, and takes its
 * plain name.  A zone that the machine does not have is written as UTC.
 */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "base/map.h"
#include "inside.h"
#include "text/text.h"

enum { UID_MOST = 255, CATEGORIES_MOST = 20, ZONES_MOST = 40 };

#define REFRESH "PT12H"

struct calendar {
	struct reader reader;
	icalcomponent *all;
	struct map *zones;    /* name -> struct zone */
	char earliest[20];    /* first moment in any zone: 20241107T090000 */
};

struct zone {
	const char *name;
	bool there;           /* it has its VTIMEZONE */
};

static void
drop_component(void *component)
{
	icalcomponent_free(component);
}

/* ---- properties ---- */

static void
add_x(icalcomponent *to, const char *name, const char *text)
{
	icalproperty *property = icalproperty_new_x(text);

	icalproperty_set_x_name(property, name);
	icalcomponent_add_property(to, property);
}

/* A text, with its language when that is not the calendar's. */
static enum err
add_text(struct calendar *c, icalcomponent *to, const json_t *event,
	const char *name, icalproperty *(*make)(const char *text))
{
	struct words words;
	icalproperty *property;

	TRY(words_member(&c->reader, event, name, &words));
	if (words.n == 0)
		return OK;
	property = make(words.text);
	if (strcmp(words.lang, c->reader.lang) != 0)
		icalproperty_add_parameter(property,
			icalparameter_new_language(words.lang));
	icalcomponent_add_property(to, property);
	return OK;
}

static enum err
add_uid(struct calendar *c, icalcomponent *to, const json_t *event)
{
	const char *uid;

	TRY(text_member(&c->reader, event, "uid", &uid));
	if (*uid == '\0' || strlen(uid) > UID_MOST)
		return ERR_INPUT;
	icalcomponent_add_property(to, icalproperty_new_uid(uid));
	return OK;
}

/* An address of the web as RFC 3986 has it; letters beyond ASCII encoded. */
static enum err
add_url(struct calendar *c, icalcomponent *to, const json_t *event)
{
	struct buf url = buf_in(c->reader.arena, 3 * PAPER_WORDS);
	const char *text;

	TRY(text_member(&c->reader, event, "url", &text));
	if (strncmp(text, "https://", 8) != 0
	    && strncmp(text, "http://", 7) != 0)
		return OK;
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte <= ' ' || strchr("\"<>\\^`{|}", *text) != NULL
		    || byte >= 0x7f)
			buf_printf(&url, "%%%02X", byte);
		else
			buf_char(&url, *text);
	}
	icalcomponent_add_property(to, icalproperty_new_url(url.at));
	return OK;
}

/* One property for each; a comma within one is as good as two. */
static enum err
add_categories(struct calendar *c, icalcomponent *to, const json_t *event)
{
	const json_t *list = json_object_get(event, "categories");
	struct words words;
	size_t n;

	TRY(list_length(list, CATEGORIES_MOST, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(words_read(&c->reader, json_array_get(list, i), NULL,
			&words));
		if (words.n > 0)
			icalcomponent_add_property(to,
				icalproperty_new_categories(words.text));
	}
	return OK;
}

/* ---- times ---- */

/* "2024-11-07T09:00" as libical's, in no zone. */
static struct icaltimetype
time_of(const char *local)
{
	char digits[20] = "";
	size_t n = 0;

	for (; *local != '\0' && n < 13; local++)
		if (*local != '-' && *local != ':')
			digits[n++] = *local;
	memcpy(digits + n, "00", 3);
	return icaltime_from_string(digits);
}

static struct icaltimetype
utc_of(struct arena *a, int64_t moment)
{
	struct icaltimetype time = time_of(moment_local(a, moment, "UTC"));

	/* Seconds matter between two changes. */
	time.second = (int)((moment / 1000 % 60 + 60) % 60);
	time.zone = icaltimezone_get_utc_timezone();
	return time;
}

static struct icaltimetype
day_of(int number)
{
	static const int last = 2932896;  /* 9999-12-31 */
	struct edtf_point day = edtf_from_day(number > last ? last : number);
	struct icaltimetype time = icaltime_null_date();

	time.year = day.year;
	time.month = day.month;
	time.day = day.day;
	return time;
}

/* What a calendar can tell of a date; false: it is only about so. */
static bool
known_days(struct edtf date, int *first, int *last)
{
	bool day = date.from.precision == EDTF_DAY
		&& date.to.precision == EDTF_DAY
		&& date.from.mark == 0 && date.to.mark == 0;

	if (date.from.precision == EDTF_NONE)
		date.from = date.to;
	if (date.to.precision == EDTF_NONE)
		date.to = date.from;
	edtf_days(&date, first, last);
	return day;
}

static enum err
add_days(struct calendar *c, icalcomponent *to, const json_t *event,
	bool *certain)
{
	struct edtf date;
	const char *on;
	int first, last;

	TRY(text_member(&c->reader, event, "on", &on));
	if (!edtf_parse(on, &date))
		return ERR_INPUT;
	*certain = known_days(date, &first, &last);
	icalcomponent_add_property(to, icalproperty_new_dtstart(
		day_of(first)));
	icalcomponent_add_property(to, icalproperty_new_dtend(
		day_of(last + 1)));
	return OK;
}

/* Whether libical has rules for it; then it will have its VTIMEZONE. */
static bool
zone_there(struct calendar *c, const char *name)
{
	struct zone *zone = map_get(c->zones, name);

	if (zone != NULL)
		return zone->there;
	zone = arena_alloc(c->reader.arena, sizeof *zone);
	zone->name = arena_text(c->reader.arena, name);
	zone->there = strchr(name, '/') != NULL && *name != '/'
		&& strstr(name, "..") == NULL
		&& map_count(c->zones) < ZONES_MOST;
	if (zone->there) {
		icalcomponent *rules = icaltzutil_fetch_timezone(name);

		zone->there = rules != NULL;
		if (rules != NULL)
			icalcomponent_free(rules);
	}
	map_put(c->zones, name, zone);
	return zone->there;
}

static void
add_moment(struct calendar *c, icalcomponent *to, int64_t moment,
	const char *zone, icalproperty *(*make)(struct icaltimetype time))
{
	struct arena *a = c->reader.arena;
	icalproperty *property;
	struct icaltimetype time;
	char *text;

	if (!zone_there(c, zone)) {
		icalcomponent_add_property(to, make(utc_of(a, moment)));
		return;
	}
	time = time_of(moment_local(a, moment, zone));
	property = make(time);
	icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
	icalcomponent_add_property(to, property);
	text = icaltime_as_ical_string_r(time);
	if (c->earliest[0] == '\0' || strcmp(text, c->earliest) < 0)
		snprintf(c->earliest, sizeof c->earliest, "%s", text);
	free(text);
}

static enum err
add_moments(struct calendar *c, icalcomponent *to, const json_t *event)
{
	const char *start, *end;
	int64_t from, until;
	char zone[64];

	TRY(text_member(&c->reader, event, "start", &start));
	TRY(text_member(&c->reader, event, "end", &end));
	if (!moment_parse(start, NULL, &from, zone))
		return ERR_INPUT;
	add_moment(c, to, from, zone, icalproperty_new_dtstart);
	if (*end == '\0')
		return OK;
	if (!moment_parse(end, NULL, &until, zone) || until < from)
		return ERR_INPUT;
	if (until > from)
		add_moment(c, to, until, zone, icalproperty_new_dtend);
	return OK;
}

/* ---- events ---- */

static void
add_status(icalcomponent *to, const json_t *event, bool certain)
{
	const char *word = json_string_value(json_object_get(event, "status"));
	enum icalproperty_status status = ICAL_STATUS_NONE;

	if (word != NULL && strcmp(word, "cancelled") == 0)
		status = ICAL_STATUS_CANCELLED;
	else if (!certain || (word != NULL && strcmp(word, "tentative") == 0))
		status = ICAL_STATUS_TENTATIVE;
	else if (word != NULL && strcmp(word, "confirmed") == 0)
		status = ICAL_STATUS_CONFIRMED;
	if (status != ICAL_STATUS_NONE)
		icalcomponent_add_property(to, icalproperty_new_status(status));
	if (!certain)
		icalcomponent_add_property(to, icalproperty_new_transp(
			ICAL_TRANSP_TRANSPARENT));
}

static void
add_stamp(struct calendar *c, icalcomponent *to, const json_t *event)
{
	const json_t *changed = json_object_get(event, "changed");
	struct icaltimetype time = utc_of(c->reader.arena,
		json_is_integer(changed) ? json_integer_value(changed)
		: clock_now());

	icalcomponent_add_property(to, icalproperty_new_dtstamp(time));
	if (json_is_integer(changed))
		icalcomponent_add_property(to,
			icalproperty_new_lastmodified(time));
}

static enum err
add_event(struct calendar *c, const json_t *event)
{
	icalcomponent *to = icalcomponent_new_vevent();
	bool certain = true;

	/* From here on it goes with the calendar. */
	icalcomponent_add_component(c->all, to);
	c->reader.one_line = true;
	TRY(add_uid(c, to, event));
	add_stamp(c, to, event);
	if (json_object_get(event, "on") != NULL)
		TRY(add_days(c, to, event, &certain));
	else
		TRY(add_moments(c, to, event));
	TRY(add_text(c, to, event, "summary", icalproperty_new_summary));
	if (icalcomponent_get_summary(to) == NULL)
		return ERR_INPUT;
	TRY(add_text(c, to, event, "location", icalproperty_new_location));
	TRY(add_url(c, to, event));
	TRY(add_categories(c, to, event));
	add_status(to, event, certain);
	c->reader.one_line = false;
	return add_text(c, to, event, "description",
		icalproperty_new_description);
}

/* ---- zones ---- */

/* The last time that an observance begins: 9999 when it goes on. */
static void
last_onset(icalcomponent *observance, char out[20])
{
	struct icaltimetype last = icalcomponent_get_dtstart(observance);
	icalproperty *at = icalcomponent_get_first_property(observance,
		ICAL_ANY_PROPERTY);
	char *text;

	for (; at != NULL; at = icalcomponent_get_next_property(observance,
	    ICAL_ANY_PROPERTY)) {
		struct icaltimetype time = last;

		if (icalproperty_isa(at) == ICAL_RDATE_PROPERTY)
			time = icalproperty_get_rdate(at).time;
		if (icalproperty_isa(at) == ICAL_RRULE_PROPERTY) {
			time = icalproperty_get_rrule(at).until;
			if (icaltime_is_null_time(time))
				time = icaltime_from_string("99991231T000000");
		}
		if (icaltime_compare(time, last) > 0)
			last = time;
	}
	text = icaltime_as_ical_string_r(last);
	snprintf(out, 20, "%s", text);
	free(text);
}

/* Off with what was over before the first event, but for the last of it,
 * which says how clocks stood then. */
static void
cut_history(icalcomponent *zone, const char *earliest)
{
	icalcomponent *kept = NULL, *next;
	char best[20] = "", last[20];

	for (icalcomponent *at = icalcomponent_get_first_component(zone,
	    ICAL_ANY_COMPONENT); at != NULL; at = next) {
		icalcomponent *gone = at;

		next = icalcomponent_get_next_component(zone,
			ICAL_ANY_COMPONENT);
		last_onset(at, last);
		if (strcmp(last, earliest) >= 0)
			continue;
		if (kept == NULL || strcmp(last, best) > 0) {
			gone = kept;
			kept = at;
			memcpy(best, last, sizeof best);
		}
		if (gone != NULL) {
			icalcomponent_remove_component(zone, gone);
			icalcomponent_free(gone);
		}
	}
}

static void
add_zone(const char *name, void *value, void *arg)
{
	struct calendar *c = arg;
	const struct zone *zone = value;
	icalcomponent *rules;
	icalproperty *id;

	if (!zone->there || (rules = icaltzutil_fetch_timezone(name)) == NULL)
		return;
	id = icalcomponent_get_first_property(rules, ICAL_TZID_PROPERTY);
	icalproperty_set_tzid(id, name);
	cut_history(rules, c->earliest);
	icalcomponent_add_component(c->all, rules);
}

/* ---- the whole ---- */

static enum err
add_head(struct calendar *c, const json_t *calendar)
{
	struct arena *a = c->reader.arena;
	const char *name, *zone;

	TRY(text_member(&c->reader, calendar, "name", &name));
	TRY(text_member(&c->reader, calendar, "zone", &zone));
	icalcomponent_add_property(c->all, icalproperty_new_version("2.0"));
	icalcomponent_add_property(c->all, icalproperty_new_prodid(
		arena_printf(a, "-//Gyoryu//Gyoryu %s//%s", VERSION,
		c->reader.lang)));
	icalcomponent_add_property(c->all, icalproperty_new_calscale(
		"GREGORIAN"));
	icalcomponent_add_property(c->all, icalproperty_new_method(
		ICAL_METHOD_PUBLISH));
	if (*name != '\0') {
		icalcomponent_add_property(c->all, icalproperty_new_name(name));
		add_x(c->all, "X-WR-CALNAME", name);
	}
	if (*zone != '\0')
		add_x(c->all, "X-WR-TIMEZONE", zone);
	icalcomponent_add_property(c->all, icalproperty_new_refreshinterval(
		icaldurationtype_from_string(REFRESH)));
	add_x(c->all, "X-PUBLISHED-TTL", REFRESH);
	return OK;
}

enum err
ics_calendar(struct arena *a, const json_t *calendar, struct bytes *out)
{
	const json_t *events = json_object_get(calendar, "events");
	struct calendar c = { .reader = reader_in(a, json_string_value(
		json_object_get(calendar, "lang")), "en") };
	size_t n;
	char *text;

	if (!json_is_object(calendar))
		return ERR_INPUT;
	c.reader.one_line = true;
	c.reader.left = CALENDAR_TEXT;
	c.zones = map_new(a);
	c.all = icalcomponent_new_vcalendar();
	arena_defer(a, drop_component, c.all);
	TRY(add_head(&c, calendar));
	TRY(list_length(events, CALENDAR_EVENTS, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_event(&c, json_array_get(events, i)));
	map_each(c.zones, add_zone, &c);
	text = icalcomponent_as_ical_string_r(c.all);
	if (text == NULL)
		return ERR_BROKEN;
	out->n = strlen(text);
	out->at = arena_copy(a, text, out->n);
	free(text);
	return OK;
}
