/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX read as a stream.  Bytes are fed to the parser piece by piece; the units
 * that a piece completes wait in a row until they are asked for:
 *
 *	bytes -> tu -> pairs: [ko|en] [ko|zh] ... -> tmx_next
 *
 * A row lives in an arena of its own, which is emptied when the last of the
 * row was given and the next piece is read; so a million units need no more
 * memory than one piece of them.
 */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

enum { LANGUAGES_MOST = 40, TEXT_MOST = 1024 * 1024, UNIT_MOST = 4 * TEXT_MOST,
	ROW_MOST = 16 * TEXT_MOST };

struct side {                  /* a tuv */
	const char *lang, *text;
};

struct about {                 /* what attributes and props tell */
	const char *who, *before, *after, *field;
	int64_t at, used;
};

struct waiting {
	struct memory_unit unit;
	struct waiting *next;
};

struct tmx {
	exchange_read read;
	void *arg;
	struct xml *xml;
	struct arena *row;         /* what waits lives here */
	struct waiting *first, **last;
	int64_t left;
	bool over;
	char piece[XML_PIECE];
	/* where we are */
	bool in_tmx, in_tu, in_tuv, in_seg;
	int hidden;                /* depth within what is left out of a text */
	const char *prop;          /* type of the prop we are in */
	char from[64];             /* srclang of the header; "" */
	const char *source;        /* of the unit */
	struct about about;
	struct side sides[LANGUAGES_MOST];
	size_t n_sides;
	const char *lang;          /* of the tuv */
	struct buf text;           /* of the seg or the prop */
	size_t taken;              /* bytes of the unit */
};

/* ---- what attributes tell ---- */

/* 20240301T091500Z; also with dashes and colons. 0: not so. */
static int64_t
moment(const char *s)
{
	int64_t at;
	char zone[64], digits[15];
	size_t n = 0;

	if (s == NULL)
		return 0;
	for (; *s != '\0' && n < 14; s++)
		if (*s >= '0' && *s <= '9')
			digits[n++] = *s;
		else if (strchr("T:-", *s) == NULL)
			break;
	if (n < 14)
		return 0;
	digits[14] = '\0';
	{
		char plain[32] = "";
		static const char shape[] = "0000-00-00T00:00:00Z";

		for (size_t i = 0, k = 0; shape[i] != '\0'; i++)
			plain[i] = shape[i] == '0' ? digits[k++] : shape[i];
		return moment_parse(plain, NULL, &at, zone) ? at : 0;
	}
}

static void
take_about(struct tmx *t, const struct xml_tag *tag)
{
	const char *who = xml_given(t->row, tag, "changeid");
	int64_t at = moment(xml_given(t->row, tag, "changedate"));
	const char *used = xml_given(t->row, tag, "usagecount");

	if (who == NULL)
		who = xml_given(t->row, tag, "creationid");
	if (at == 0)
		at = moment(xml_given(t->row, tag, "creationdate"));
	if (who != NULL && who[0] != '\0')
		t->about.who = who;
	if (at != 0)
		t->about.at = at;
	if (used != NULL)
		t->about.used = strtoll(used, NULL, 10) & INT32_MAX;
}

static void
take_prop(struct tmx *t)
{
	static const struct { const char *type; size_t at; } known[] = {
		{"x-gyoryu-before", offsetof(struct about, before)},
		{"x-gyoryu-after", offsetof(struct about, after)},
		{"x-gyoryu-field", offsetof(struct about, field)},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(t->prop, known[i].type) == 0)
			*(const char **)((char *)&t->about + known[i].at) =
				arena_text(t->row, t->text.at);
	t->prop = NULL;
	t->text = (struct buf){0};
}

/* ---- elements ---- */

static bool
is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

static void
open_tmx(struct tmx *t, const struct xml_tag *tag)
{
	const char *version = xml_given(t->row, tag, "version");

	if (!is(tag->name, "tmx") || version == NULL ||
	    (strncmp(version, "1.1", 4) != 0 &&
	    strncmp(version, "1.2", 4) != 0 &&
	    strncmp(version, "1.3", 4) != 0 &&
	    strncmp(version, "1.4", 3) != 0))
		xml_refuse(t->xml, EXCHANGE_OTHER, "not TMX 1.1 to 1.4");
	t->in_tmx = true;
}

static void
open_header(struct tmx *t, const struct xml_tag *tag)
{
	const char *from = xml_given(t->row, tag, "srclang");

	from = from != NULL ? exchange_language(t->row, from) : NULL;
	if (from != NULL && strlen(from) < sizeof t->from)
		memcpy(t->from, from, strlen(from) + 1);
}

static void
open_tu(struct tmx *t, const struct xml_tag *tag)
{
	const char *from = xml_given(t->row, tag, "srclang");

	t->in_tu = true;
	t->source = from != NULL ? exchange_language(t->row, from) : NULL;
	if (t->source == NULL && t->from[0] != '\0')
		t->source = arena_text(t->row, t->from);
	t->about = (struct about){0};
	t->n_sides = 0;
	t->taken = 0;
	take_about(t, tag);
}

static void
open_tuv(struct tmx *t, const struct xml_tag *tag)
{
	t->in_tuv = true;
	t->lang = exchange_language(t->row, xml_given(t->row, tag, "lang"));
	take_about(t, tag);
}

/* A new, empty text. */
static void
begin_text(struct tmx *t)
{
	t->text = buf_in(t->row, TEXT_MOST);
	t->hidden = 0;
}

static void
on_open(void *arg, const struct xml_tag *tag)
{
	struct tmx *t = arg;

	if (!t->in_tmx) {
		open_tmx(t, tag);
	} else if (t->in_seg) {
		if (t->hidden > 0 || !is(tag->name, "hi"))
			t->hidden++;
	} else if (is(tag->name, "header")) {
		open_header(t, tag);
	} else if (is(tag->name, "tu")) {
		open_tu(t, tag);
	} else if (t->in_tu && is(tag->name, "tuv")) {
		open_tuv(t, tag);
	} else if (t->in_tuv && is(tag->name, "seg")) {
		t->in_seg = true;
		begin_text(t);
	} else if (t->in_tu && is(tag->name, "prop")) {
		t->prop = xml_given(t->row, tag, "type");
		begin_text(t);
	}
}

static void
on_text(void *arg, const char *at, size_t n)
{
	struct tmx *t = arg;

	if ((!t->in_seg && t->prop == NULL) || t->hidden > 0)
		return;
	t->taken += n;
	buf_add(&t->text, at, n);
	if (t->text.full || t->taken > UNIT_MOST)
		xml_refuse(t->xml, EXCHANGE_LONG, "a unit");
}

/* ---- pairs ---- */

static void
wait(struct tmx *t, const struct side *from, const struct side *to)
{
	struct waiting *w = arena_alloc(t->row, sizeof *w);

	w->unit = (struct memory_unit){
		.from = from->lang, .to = to->lang,
		.source = from->text, .target = to->text,
		.before = t->about.before, .after = t->about.after,
		.field = t->about.field, .who = t->about.who,
		.at = t->about.at, .used = t->about.used,
	};
	*t->last = w;
	t->last = &w->next;
}

/* The side that the others are translations of; n_sides: there is none. */
static size_t
source_of(const struct tmx *t)
{
	const char *wanted = t->source != NULL ? t->source : "ko";

	for (size_t i = 0; i < t->n_sides; i++)
		if (is(t->sides[i].lang, wanted))
			return i;
	return t->source != NULL ? t->n_sides : 0;
}

static void
close_tu(struct tmx *t)
{
	size_t from = source_of(t), pairs = 0;

	t->in_tu = false;
	for (size_t i = 0; from < t->n_sides && i < t->n_sides; i++)
		if (i != from && !is(t->sides[i].lang, t->sides[from].lang)) {
			wait(t, &t->sides[from], &t->sides[i]);
			pairs++;
		}
	t->left += pairs == 0;
}

static void
close_tuv(struct tmx *t)
{
	struct side *side = &t->sides[t->n_sides];
	const char *text;

	t->in_tuv = false;
	if (t->text.at == NULL || t->lang == NULL ||
	    t->n_sides == LANGUAGES_MOST ||
	    text_take(t->row, t->text.at, t->text.n, &text) != TEXT_GOOD ||
	    text_blank(text))
		return;
	*side = (struct side){t->lang, text};
	t->n_sides++;
	t->text = (struct buf){0};
}

static void
on_close(void *arg, const char *name)
{
	struct tmx *t = arg;

	if (t->in_seg && t->hidden > 0)
		t->hidden--;
	else if (t->in_seg && is(name, "seg"))
		t->in_seg = false;
	else if (t->in_tuv && is(name, "tuv"))
		close_tuv(t);
	else if (t->in_tu && is(name, "tu"))
		close_tu(t);
	else if (t->prop != NULL && is(name, "prop"))
		take_prop(t);
}

/* ---- reading ---- */

static void
free_row(void *row)
{
	arena_free(row);
}

struct tmx *
tmx_open(struct arena *a, exchange_read read, void *arg)
{
	static const struct xml_events events = {on_open, on_close, on_text};
	struct tmx *t = arena_alloc(a, sizeof *t);

	t->read = read;
	t->arg = arg;
	t->row = arena_new();
	arena_defer(a, free_row, t->row);
	t->last = &t->first;
	t->xml = xml_open(a, &events, t);
	return t;
}

/* Between units nothing of the row is needed any more. */
static void
next_row(struct tmx *t)
{
	if (t->in_tu)
		return;
	arena_reset(t->row);
	t->text = (struct buf){0};
	t->source = t->lang = t->prop = NULL;
}

static void
feed(struct tmx *t)
{
	long n = t->read(t->arg, t->piece, sizeof t->piece);

	if (n < 0)
		xml_refuse(t->xml, EXCHANGE_READ, "");
	else if (arena_used(t->row) > ROW_MOST)
		xml_refuse(t->xml, EXCHANGE_LONG, "a unit");
	else if (xml_feed(t->xml, t->piece, (size_t)n) && n > 0)
		return;
	t->over = true;
}

/* What was read before a fault is given all the same. */
bool
tmx_next(void *tmx, struct memory_unit *u, enum err *err)
{
	struct tmx *t = tmx;
	enum exchange_fault fault;

	*err = OK;
	while (t->first == NULL && !t->over) {
		next_row(t);
		feed(t);
	}
	if (t->first != NULL) {
		*u = t->first->unit;
		t->first = t->first->next;
		if (t->first == NULL)
			t->last = &t->first;
		return true;
	}
	fault = xml_said(t->xml)->fault;
	*err = fault == EXCHANGE_GOOD ? OK : fault == EXCHANGE_LONG ?
		ERR_LARGE : ERR_INPUT;
	return false;
}

const struct exchange_said *
tmx_said(const struct tmx *t)
{
	return xml_said(t->xml);
}

int64_t
tmx_left(const struct tmx *t)
{
	return t->left;
}
