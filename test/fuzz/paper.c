/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values from anywhere on their way out: a paper is a PDF or refused, a
 * calendar's lines have 75 octets at most, a chart has no markup but its own.
 */
#include <jansson.h>
#include <string.h>

#include "fuzz.h"
#include "paper/paper.h"

static bool
answered(enum err err)
{
	return err == OK || err == ERR_INPUT || err == ERR_LARGE;
}

static void
lines_hold(const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\r\n");

		PROMISE(n <= 75);
		PROMISE(strncmp(text + n, "\r\n", 2) == 0);
		text += n + 2;
	}
}

static void
drawn(struct arena *a, const json_t *json)
{
	enum err (*const charts[])(struct arena *a, const json_t *chart,
		const char **svg) = { chart_bars, chart_facing, chart_years };

	for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
		const char *svg = NULL;
		enum err err = charts[i](a, json, &svg);

		PROMISE(answered(err));
		PROMISE(err != OK || strncmp(svg, "<svg ", 5) == 0);
		PROMISE(err != OK || strstr(svg, "<script") == NULL);
		PROMISE(err != OK || strstr(svg, "=\"nan") == NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	json_t *json = json_loadb((const char *)at, n, JSON_ALLOW_NUL, NULL);
	struct bytes out = { "", 0 };
	enum err err;

	if (json != NULL) {
		err = pdf_paper(a, json, &out);
		PROMISE(answered(err));
		PROMISE(err != OK || memcmp(out.at, "%PDF-", 5) == 0);
		err = ics_calendar(a, json, &out);
		PROMISE(answered(err));
		if (err == OK)
			lines_hold(out.at);
		drawn(a, json);
	}
	json_decref(json);
	arena_free(a);
	return 0;
}
