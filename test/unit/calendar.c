/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendars, read back with libical: days, moments and their zones, texts of
 * all kinds, lines.
 */
#include <dirent.h>
#include <glib.h>
#include <jansson.h>
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "paper/paper.h"
#include "test.h"
#include "text/text.h"

static void
drop_json(void *json)
{
	json_decref(json);
}

static void
drop_component(void *component)
{
	icalcomponent_free(component);
}

/* The calendar as text, and read back; NULL: it is none. */
static icalcomponent *
calendar_of(struct arena *a, json_t *json, const char **text)
{
	struct bytes bytes = { "", 0 };
	icalcomponent *calendar;

	arena_defer(a, drop_json, json);
	if (!CHECK_INT(ics_calendar(a, json, &bytes), OK))
		return NULL;
	*text = bytes.at;
	calendar = icalparser_parse_string(bytes.at);
	if (!CHECK(calendar != NULL))
		return NULL;
	arena_defer(a, drop_component, calendar);
	CHECK_INT(icalcomponent_count_errors(calendar), 0);
	return calendar;
}

static icalcomponent *
event_of(struct arena *a, json_t *event, const char **text)
{
	icalcomponent *calendar = calendar_of(a, json_pack("{s:s, s:[o]}",
		"lang", "ko", "events", event), text);

	return calendar == NULL ? NULL : icalcomponent_get_first_component(
		calendar, ICAL_VEVENT_COMPONENT);
}

static const char *
value_of(struct arena *a, icalcomponent *event, icalproperty_kind kind)
{
	icalproperty *property = icalcomponent_get_first_property(event, kind);
	char *text = property == NULL ? NULL
		: icalproperty_get_value_as_string_r(property);
	const char *copy = text == NULL ? "none" : arena_text(a, text);

	free(text);
	return copy;
}

/* ---- times ---- */

static void
days_are_whole(struct arena *a)
{
	static const struct {
		const char *on, *start, *end, *status;
	} days[] = {
		{ "2024-11-07", "20241107", "20241108", "none" },
		{ "2024-12-31", "20241231", "20250101", "none" },
		{ "2024-11-07/2024-11-08", "20241107", "20241109", "none" },
		{ "2024-02", "20240201", "20240301", "TENTATIVE" },
		{ "2024", "20240101", "20250101", "TENTATIVE" },
		{ "2024-11-07~", "20241107", "20241108", "TENTATIVE" },
		{ "2024-11-07/2024-12", "20241107", "20250101", "TENTATIVE" },
		{ "2011/..", "20110101", "20120101", "TENTATIVE" },
		{ "../2019-05-02", "20190502", "20190503", "TENTATIVE" },
	};

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const char *text;
		icalcomponent *event = event_of(a, json_pack(
			"{s:s, s:s, s:s}", "uid", "1", "summary", "x", "on",
			days[i].on), &text);

		if (event == NULL)
			continue;
		CHECK_TEXT(value_of(a, event, ICAL_DTSTART_PROPERTY),
			days[i].start);
		CHECK_TEXT(value_of(a, event, ICAL_DTEND_PROPERTY),
			days[i].end);
		CHECK_TEXT(value_of(a, event, ICAL_STATUS_PROPERTY),
			days[i].status);
		CHECK(strstr(text, "DTSTART;VALUE=DATE:") != NULL);
	}
}

/* Each moment comes back as it was, by the rules that the file brings. */
static void
moments_keep_their_zone(struct arena *a)
{
	static const char *const moments[] = {
		"2024-11-08T07:10:00+09:00[Asia/Seoul]",
		"1988-07-01T12:00:00+10:00[Asia/Seoul]",
		"2024-07-08T07:10:00+02:00[Europe/Berlin]",
		"2024-12-08T07:10:00+01:00[Europe/Berlin]",
		"1995-12-08T07:10:00+01:00[Europe/Berlin]",
		"2030-03-20T23:59:00-07:00[America/Los_Angeles]",
		"2024-11-08T07:10:00+08:00[Asia/Shanghai]",
		"2024-11-08T07:10:00+05:30[+05:30]",
		"2024-11-08T07:10:00Z",
	};

	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		const char *text, *zone;
		icalcomponent *event = event_of(a, json_pack(
			"{s:s, s:s, s:s}", "uid", "1", "summary", "x", "start",
			moments[i]), &text);
		struct icaltimetype start;
		int64_t want;
		char name[64];

		if (event == NULL)
			continue;
		start = icalcomponent_get_dtstart(event);
		zone = strchr(moments[i], '[');
		if (zone != NULL && strchr(zone, '/') != NULL)
			CHECK(strstr(text, arena_printf(a,
				"BEGIN:VTIMEZONE\r\nTZID:%.*s\r\n",
				(int)strlen(zone) - 2, zone + 1)) != NULL);
		else
			CHECK(strstr(text, "VTIMEZONE") == NULL);
		CHECK(moment_parse(moments[i], NULL, &want, name));
		if (!CHECK_INT((int64_t)icaltime_as_timet_with_zone(start,
		    start.zone) * 1000, want))
			printf("# %s\n%s\n", moments[i], text);
		/* Of a zone's history no more than is needed. */
		CHECK(strlen(text) < 2200);
	}
}

static void
ends_and_stamps(struct arena *a)
{
	const char *text;
	icalcomponent *event = event_of(a, json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:I}", "uid", "a@b", "summary", "x",
		"start", "2024-11-08T07:10:00+09:00[Asia/Seoul]", "end",
		"2024-11-08T09:00:00+09:00[Asia/Seoul]", "status", "cancelled",
		"changed", (json_int_t)1731000001000), &text);

	if (event == NULL)
		return;
	CHECK_TEXT(value_of(a, event, ICAL_DTEND_PROPERTY), "20241108T090000");
	CHECK_TEXT(value_of(a, event, ICAL_STATUS_PROPERTY), "CANCELLED");
	CHECK_TEXT(value_of(a, event, ICAL_DTSTAMP_PROPERTY),
		"20241107T172001Z");
	CHECK_TEXT(value_of(a, event, ICAL_LASTMODIFIED_PROPERTY),
		"20241107T172001Z");
	CHECK_TEXT(value_of(a, event, ICAL_UID_PROPERTY), "a@b");
}

/* ---- texts and lines ---- */

static void
check_lines(const char *text)
{
	while (*text != '\0') {
		const char *end = strstr(text, "\r\n");

		if (!CHECK(end != NULL))
			return;
		CHECK(end - text <= 75);
		CHECK(memchr(text, '\n', (size_t)(end - text)) == NULL);
		CHECK(g_utf8_validate(text, end - text, NULL));
		text = end + 2;
	}
}

static void
check_texts(struct arena *a, const char *summary, const char *description)
{
	const char *text;
	icalcomponent *event = event_of(a, json_pack("{s:s, s:s, s:s, s:s}",
		"uid", "1", "on", "2024", "summary", summary, "description",
		description), &text);

	if (event == NULL)
		return;
	CHECK_TEXT(icalcomponent_get_summary(event), summary);
	if (*description != '\0')
		CHECK_TEXT(icalcomponent_get_description(event), description);
	check_lines(text);
}

static void
texts_come_back(struct arena *a)
{
	check_texts(a, "방문; 오찬, 만찬 \\ 그리고 \"말\"",
		"첫째 줄\n둘째 줄\nBEGIN:VEVENT\nEND:VCALENDAR");
	check_texts(a, "상하이시대표단방문이라는아주길고띄어쓰지않은제목이이어지고"
		"이어져서칠십오옥텟을넘는다", "友好城市交流协会友好城市交流协会友好"
		"城市交流协会友好城市交流协会友好城市交流协会");
	check_texts(a, "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
		"a:b;c=d,e\\n \\; .");
}

/* The texts of real calendars, taken out and put into ours. */
static void
check_case(struct arena *a, const char *path)
{
	struct bytes bytes;
	icalcomponent *all, *event;

	if (!CHECK(file_read(a, path, 1 << 20, &bytes) == OK))
		return;
	all = icalparser_parse_string(bytes.at);
	if (all == NULL)
		return;
	arena_defer(a, drop_component, all);
	event = icalcomponent_isa(all) == ICAL_VEVENT_COMPONENT ? all
		: icalcomponent_get_first_component(all,
		ICAL_VEVENT_COMPONENT);
	for (; event != NULL; event = event == all ? NULL
	    : icalcomponent_get_next_component(all, ICAL_VEVENT_COMPONENT)) {
		const char *summary = icalcomponent_get_summary(event);
		const char *description =
			icalcomponent_get_description(event);

		if (summary == NULL || *summary == '\0'
		    || strpbrk(summary, "\n\t") != NULL
		    || !g_utf8_validate(summary, -1, NULL))
			summary = "x";
		if (description == NULL || strpbrk(description, "\t\r\a") != NULL
		    || !g_utf8_validate(description, -1, NULL))
			description = "";
		check_texts(a, summary, description);
	}
}

static void
real_texts_come_back(struct arena *a)
{
	const char *shared = test_shared();
	static const char *const folders[] = { "icalendar/events",
		"icalendar/calendars", "libical" };
	int seen = 0;

	if (!CHECK(shared != NULL))
		return;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = arena_printf(a, "%s/data/ical-cases/%s",
			shared, folders[i]);
		DIR *dir = opendir(path);
		struct dirent *entry;

		while (dir != NULL && (entry = readdir(dir)) != NULL) {
			if (strstr(entry->d_name, ".ics") == NULL)
				continue;
			check_case(a, arena_printf(a, "%s/%s", path,
				entry->d_name));
			seen++;
		}
		if (dir != NULL)
			closedir(dir);
	}
	CHECK(seen > 20);
}

static void
a_calendar_tells_of_itself(struct arena *a)
{
	static const char *const lines[] = { "VERSION:2.0", "METHOD:PUBLISH",
		"X-WR-CALNAME:부산", "NAME:부산\\, 교류",
		"X-WR-TIMEZONE:Asia/Seoul",
		"REFRESH-INTERVAL;VALUE=DURATION:PT12H", "CATEGORIES:방문",
		"LOCATION;LANGUAGE=zh:上海市",
		"URL:https://example.org/%EB%B0%A9?a=1%0D" };
	const char *text;

	if (calendar_of(a, json_pack("{s:s, s:s, s:s, s:[{s:s, s:s, s:s,"
	    " s:{s:s, s:s}, s:s, s:[s, s]}]}", "lang", "ko", "name",
	    "부산, 교류", "zone", "Asia/Seoul", "events", "uid", "1", "on",
	    "2024-11-07", "summary", "x", "location", "text", "上海市", "lang",
	    "zh", "url", "https://example.org/방?a=1%0D\r\nX-A: b",
	    "categories", "방문", "문화"), &text) == NULL)
		return;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!CHECK(strstr(text, arena_printf(a, "\r\n%s",
		    lines[i])) != NULL))
			printf("# no %s in\n%s\n", lines[i], text);
	CHECK(strstr(text, "\r\nX-A") == NULL);
	CHECK(strncmp(text, "BEGIN:VCALENDAR\r\n", 17) == 0);
}

/* ---- what is refused ---- */

static void
odd_calendars(struct arena *a)
{
	static const struct {
		const char *json;
		enum err want;
	} odd[] = {
		{ "{}", OK }, { "[]", ERR_INPUT },
		{ "{\"events\": {}}", ERR_INPUT },
		{ "{\"events\": [1]}", ERR_INPUT },
		{ "{\"events\": [{\"uid\": \"1\", \"on\": \"2024\"}]}", ERR_INPUT },
		{ "{\"events\": [{\"uid\": \"1\", \"summary\": \"x\"}]}", ERR_INPUT },
		{ "{\"events\": [{\"on\": \"2024\", \"summary\": \"x\"}]}",
			ERR_INPUT },
		{ "{\"events\": [{\"uid\": \"1\", \"summary\": \"x\","
			"\"on\": \"2023-02-29\"}]}", ERR_INPUT },
		{ "{\"events\": [{\"uid\": \"1\", \"summary\": \"x\","
			"\"start\": \"2023-02-28\"}]}", ERR_INPUT },
		{ "{\"events\": [{\"uid\": \"1\", \"summary\": \"x\", \"url\":"
			"\"javascript:x\", \"status\": \"odd\", \"on\": \"2023\","
			"\"zone\": \"../../etc/passwd\", \"changed\": \"x\"}]}", OK },
	};

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		json_t *json = json_loads(odd[i].json, 0, NULL);
		struct bytes bytes;

		arena_defer(a, drop_json, json);
		if (!CHECK_INT(ics_calendar(a, json, &bytes), odd[i].want))
			printf("# %s\n", odd[i].json);
	}
}

static void
too_many_events(struct arena *a)
{
	json_t *json = json_pack("{s:[]}", "events");
	struct bytes bytes;

	arena_defer(a, drop_json, json);
	for (int i = 0; i < CALENDAR_EVENTS; i++)
		json_array_append_new(json_object_get(json, "events"),
			json_pack("{s:i, s:s, s:s}", "uid", i, "on", "2024",
			"summary", "x"));
	CHECK_INT(ics_calendar(a, json, &bytes), OK);
	json_array_append_new(json_object_get(json, "events"), json_object());
	CHECK_INT(ics_calendar(a, json, &bytes), ERR_LARGE);
}

const struct test calendar_tests[] = {
	{ "a calendar's days are whole, and what is about so is tentative",
		days_are_whole },
	{ "a moment keeps its zone, and the zone's rules come with it",
		moments_keep_their_zone },
	{ "an event tells its end, its state and when it was changed",
		ends_and_stamps },
	{ "a calendar's texts come back as they were, in lines of 75 octets",
		texts_come_back },
	{ "texts of others' calendars come back as they were",
		real_texts_come_back },
	{ "a calendar tells its name, zone and how often to ask",
		a_calendar_tells_of_itself },
	{ "calendars of another shape are refused", odd_calendars },
	{ "calendars of too many events are refused", too_many_events },
	{ 0 }
};
