/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in the texts of a record, held against the authority on the day that
 * the record is of.  Nothing is refused; whoever edits is told of
 *
 *	outdated   a form that was not in use then
 *	slip       another word that sounds like the title: 市場 for 市長
 *	variant    a reading or spelling, where an official form is locked
 *	foreign    Chinese characters of another language: 徳州 in Chinese
 *	unlocked   a form that nobody has locked, or none that is official
 *	mixed      two forms of one name in one text, neither of them settled
 *
 * "names_noticed": [{"class","field","where","lang","own","from","to","says",
 * "count","excerpt","title","at","can_replace"}], "names_noticed_there".
 * field is "body", or "quotations.0.said_as" within rows.
 */
#include <string.h>

#include "authority.h"

#define FOUND_MOST 2000    /* names in one text */
#define NOTICED_MOST 60    /* lines that are shown */
#define AROUND 24          /* bytes of excerpt on either side, about */

enum notice {
	NOTICE_NONE, NOTICE_OUTDATED, NOTICE_SLIP, NOTICE_VARIANT,
	NOTICE_FOREIGN, NOTICE_UNLOCKED, NOTICE_MIXED,
};

static const char *const classes[] = {
	[NOTICE_OUTDATED] = "outdated", [NOTICE_SLIP] = "slip",
	[NOTICE_VARIANT] = "variant", [NOTICE_FOREIGN] = "foreign",
	[NOTICE_UNLOCKED] = "unlocked", [NOTICE_MIXED] = "mixed",
};

/* A text of the record in one language. */
struct text {
	const struct field *rows;  /* the ROWS field it stands in, or NULL */
	const struct field *field;
	size_t row;
	const char *path;          /* "quotations.0.said_as" */
	const char *lang;
	const char *at;
};

/* What is said of one spelling in one text. */
struct noticed {
	enum notice notice;
	const struct spelling *from;
	const struct known *of;
	const char *to;            /* the form to use; NULL: none is known */
	size_t first, count;
};

struct noticing {
	struct visit *v;
	const struct record *r;
	const struct authority *authority;
	int day;
	/* Called for each text that has something to be noticed. */
	void (*put)(struct noticing *n, const struct text *t,
		const struct noticed *list, size_t count);
	json_t *out;
	struct found *found;
};

int
record_day(struct visit *v, const struct record *r)
{
	static const char *const dates[] = { "on", "published", "entered",
		NULL };
	int today = day_today(v), first, last;

	for (const char *const *name = dates; *name != NULL; name++) {
		const char *text = record_text(r, *name);

		if (text == NULL)
			continue;
		if (strchr(text, 'T') != NULL)
			text = arena_copy(v->arena, text, 10);
		if (days_of(text, &first, &last))
			return first > today ? first : last < today ? last :
				today;
	}
	return today;
}

/* ---- one spelling ---- */

struct verdict {
	enum notice notice;
	const char *to;
};

static bool
is_settled(enum form_kind kind)
{
	return kind == FORM_OFFICIAL || kind == FORM_SHORT ||
		kind == FORM_PASSPORT || kind == FORM_NAME;
}

/* A form in the text's own language, when `use` is the one to be used. */
static struct verdict
weigh(const struct form *f, const struct form *use, int day)
{
	const char *to = use != NULL ? use->spelling->text : NULL;
	bool holds = f->first <= day && day <= f->last;

	if (f->kind == FORM_SLIP)
		return (struct verdict){ NOTICE_SLIP, to };
	if (is_settled(f->kind) && !holds)
		return (struct verdict){ NOTICE_OUTDATED, to };
	if (f == use)
		return (struct verdict){ f->locked ? NOTICE_NONE :
			NOTICE_UNLOCKED, NULL };
	if (f->kind == FORM_SHORT || f->kind == FORM_PASSPORT)
		return (struct verdict){ NOTICE_NONE, NULL };
	if (use == NULL)
		return (struct verdict){ f->kind == FORM_NAME ? NOTICE_NONE :
			NOTICE_UNLOCKED, NULL };
	return (struct verdict){ use->locked ? NOTICE_VARIANT :
		NOTICE_UNLOCKED, to };
}

static bool
writes_han(const char *language)
{
	return strncmp(language, "zh", 2) == 0 ||
		strcmp(language, "ja") == 0;
}

/* A spelling as a form of one name, in a text of that language. */
static struct verdict
judge(const struct spelling *s, const struct known *k, const char *language,
	int day)
{
	struct verdict best = { NOTICE_NONE, NULL };
	const struct form *use = known_form(k, language, day);
	bool own = false, foreign = false;

	for (const struct form *f = s->forms; f != NULL; f = f->next) {
		struct verdict one;

		if (f->of != k)
			continue;
		if (strcmp(f->language, language) != 0) {
			foreign = foreign || (f->kind != FORM_SLIP &&
				writes_han(f->language));
			continue;
		}
		one = weigh(f, use, day);
		if (!own || one.notice == NOTICE_NONE)
			best = one;
		own = true;
		if (one.notice == NOTICE_NONE)
			return one;
	}
	if (!own && foreign && (s->scripts & SCRIPT_HAN) && use != NULL &&
	    writes_han(language) && use->spelling != s)
		return (struct verdict){ NOTICE_FOREIGN, use->spelling->text };
	return best;
}

/* What is to be said of a spelling; one that may be two names' is let be. */
static struct verdict
judge_all(struct noticing *n, const struct spelling *s, const char *language,
	const struct known **of)
{
	struct verdict said = { NOTICE_NONE, NULL };

	*of = NULL;
	for (const struct form *f = s->forms; f != NULL; f = f->next) {
		if (f->of == *of)
			continue;
		if (*of != NULL && f->kind == FORM_SLIP)
			continue;
		if (*of != NULL)
			return (struct verdict){ NOTICE_NONE, NULL };
		*of = f->of;
		said = judge(s, f->of, language, n->day);
	}
	return said;
}

/* ---- one text ---- */

static struct noticed *
noticed_of(struct noticed *list, size_t count, const struct spelling *s)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].from == s)
			return &list[i];
	return NULL;
}

/* Is this spelling what the other should be? */
static bool
is_use(const struct noticed *one, const struct noticed *other)
{
	return other->to != NULL && strcmp(other->to, one->from->text) == 0;
}

/* Two forms of one name that nobody has settled: the odd one is that which is
 * not official, or else the later. */
static void
mix_two(struct noticed *early, struct noticed *late)
{
	struct noticed *odd = is_use(late, early) ? early : late;

	if (early->notice != NOTICE_UNLOCKED ||
	    late->notice != NOTICE_UNLOCKED || early->of != late->of)
		return;
	odd->notice = NOTICE_MIXED;
	if (odd->to == NULL)
		odd->to = early->to != NULL ? early->to : early->from->text;
}

static void
mix(struct noticed *list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = 0; j < i; j++)
			mix_two(&list[j], &list[i]);
}

/* Does a longer name go on from here?  "Siheung City" is no variant of
 * "Siheung" in "Siheung City Hall". */
static bool
goes_on(const char *text, const struct found *f, const char *to)
{
	const char *next = text + f->at + f->spelling->n;

	return to != NULL && strncmp(f->spelling->text, to, strlen(to)) == 0 &&
		next[0] == ' ' && next[1] >= 'A' && next[1] <= 'Z';
}

static void
text_notice(struct noticing *n, const struct text *t)
{
	struct noticed list[NOTICED_MOST], *seen;
	const struct known *of;
	size_t count = 0, found;

	if (n->found == NULL)
		n->found = arena_alloc(n->v->arena, FOUND_MOST *
			sizeof *n->found);
	found = authority_find(n->authority, t->at, n->found, FOUND_MOST);
	for (size_t i = 0; i < found; i++) {
		const struct spelling *s = n->found[i].spelling;
		struct verdict said = judge_all(n, s, t->lang, &of);

		if (said.notice == NOTICE_NONE ||
		    goes_on(t->at, &n->found[i], said.to))
			continue;
		seen = noticed_of(list, count, s);
		if (seen != NULL)
			seen->count++;
		else if (count < NOTICED_MOST)
			list[count++] = (struct noticed){ said.notice, s, of,
				said.to, n->found[i].at, 1 };
	}
	mix(list, count);
	if (count > 0)
		n->put(n, t, list, count);
}

/* ---- all texts of a record ---- */

static void
words_notice(struct noticing *n, struct text t, const json_t *words)
{
	json_t *text;

	json_object_foreach(json_object_get(words, "texts"), t.lang, text) {
		t.at = words_in(n->v->arena, words, t.lang);
		if (t.at != NULL)
			text_notice(n, &t);
	}
}

static void
row_notice(struct noticing *n, const struct field *rows, size_t at,
	const json_t *row)
{
	for (const struct field *g = rows->rows; g->name != NULL; g++)
		words_notice(n, (struct text){ rows, g, at,
			arena_printf(n->v->arena, "%s.%zu.%s", rows->name, at,
			g->name), NULL, NULL }, json_object_get(row, g->name));
}

static void
record_notice(struct noticing *n)
{
	for (const struct field *f = n->r->of->fields; f->name != NULL; f++) {
		json_t *value = record_value(n->r, f->name), *row;
		size_t i;

		if (value == NULL || !field_readable(n->v, n->r->of, f))
			continue;
		if (f->rows == NULL)
			words_notice(n, (struct text){ NULL, f, 0, f->name,
				NULL, NULL }, value);
		else
			json_array_foreach(value, i, row)
				row_notice(n, f, i, row);
	}
}

/* ---- shown ---- */

/* What stands about it, cut at characters. */
static const char *
excerpt(struct visit *v, const struct text *t, const struct noticed *one)
{
	size_t from = one->first > AROUND ? one->first - AROUND : 0;
	size_t to = one->first + one->from->n + AROUND, n = strlen(t->at);
	char *out, *c;

	if (to > n)
		to = n;
	while (from < one->first && ((unsigned char)t->at[from] & 0xc0) == 0x80)
		from++;
	while (to < n && ((unsigned char)t->at[to] & 0xc0) == 0x80)
		to++;
	out = arena_printf(v->arena, "%s%.*s%s", from > 0 ? "…" : "",
		(int)(to - from), t->at + from, to < n ? "…" : "");
	for (c = out; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return out;
}

static const char *
where(struct noticing *n, const struct text *t)
{
	struct visit *v = n->v;
	const char *stem = n->r->of->name;

	if (t->rows == NULL)
		return message(v->lang, arena_printf(v->arena, "%s.%s", stem,
			t->field->name));
	return arena_printf(v->arena, "%s %zu, %s", message(v->lang,
		arena_printf(v->arena, "%s.%s", stem, t->rows->name)),
		t->row + 1, message(v->lang, arena_printf(v->arena,
		"%s.%s-%s", stem, t->rows->name, t->field->name)));
}

static const char *
says(struct visit *v, const struct noticed *one)
{
	const char *key = arena_printf(v->arena, "names.notice-%s%s",
		classes[one->notice], one->to != NULL ? "" : "-bare");

	return message_around(v->arena, v->lang, key, one->from->text,
		one->to);
}

static json_t *
line_of(struct noticing *n, const struct text *t, const struct noticed *one)
{
	struct visit *v = n->v;
	enum lang lang = lang_of(t->lang);
	bool may = (n->r->of->write & v->roles) != 0 &&
		field_writable(v, n->r->of, t->rows != NULL ? t->rows :
		t->field);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I,"
		" s:s, s:s, s:s, s:b}", "class", classes[one->notice],
		"field", t->path, "where", where(n, t), "tag", t->lang,
		"lang", lang_html(t->lang), "own", lang != LANG__MAX ?
		langs[lang].own : lang_name(v->arena, v->lang, t->lang),
		"from", one->from->text, "to", one->to != NULL ? one->to : "",
		"says", says(v, one), "count", (json_int_t)one->count,
		"excerpt", excerpt(v, t, one), "title",
		record_title_of(v, one->of->of, one->of->id), "at",
		arena_printf(v->arena, "/office/%s/%s", one->of->of->plural,
		id_text(v->arena, one->of->id)), "can_replace",
		may && one->to != NULL);
}

static void
put_lines(struct noticing *n, const struct text *t, const struct noticed *list,
	size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (json_array_size(n->out) < NOTICED_MOST)
			json_array_append_new(n->out, line_of(n, t, &list[i]));
}

enum err
noticed_seen(struct visit *v, const struct record *r, json_t *view)
{
	struct noticing n = { .v = v, .r = r, .put = put_lines };

	if (!visit_staff(v) || r->standing != RECORD_THERE)
		return OK;
	TRY(authority_of(v, &n.authority));
	n.day = record_day(v, r);
	n.out = json_array();
	json_object_set_new(view, "names_noticed", n.out);
	record_notice(&n);
	json_object_set_new(view, "names_noticed_there",
		json_boolean(json_array_size(n.out) > 0));
	return OK;
}

/* ---- put right ---- */

struct replacing {
	struct noticing n;         /* first: what put() is given */
	const char *path, *lang, *from, *to;
	const char *text;          /* what the text becomes; NULL: not there */
	const struct text *place;
};

static const char *
replaced(struct noticing *n, const char *text, const struct spelling *s,
	const char *to)
{
	size_t found = authority_find(n->authority, text, n->found,
		FOUND_MOST), from = 0;
	struct buf out = buf_in(n->v->arena, 1 << 20);

	for (size_t i = 0; i < found; i++) {
		if (n->found[i].spelling != s ||
		    goes_on(text, &n->found[i], to))
			continue;
		buf_add(&out, text + from, n->found[i].at - from);
		buf_text(&out, to);
		from = n->found[i].at + s->n;
	}
	buf_text(&out, text + from);
	return out.full ? NULL : out.at;
}

static void
put_replaced(struct noticing *n, const struct text *t,
	const struct noticed *list, size_t count)
{
	struct replacing *p = (struct replacing *)n;
	struct text *place;

	if (strcmp(t->path, p->path) != 0 || strcmp(t->lang, p->lang) != 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].from->text, p->from) == 0 &&
		    list[i].to != NULL && strcmp(list[i].to, p->to) == 0) {
			place = arena_alloc(n->v->arena, sizeof *place);
			*place = *t;
			p->place = place;
			p->text = replaced(n, t->at, list[i].from, p->to);
		}
}

/* The same machine wrote it all?  Then a name put right leaves it so. */
static json_t *
text_in(const json_t *words, const char *lang, const char *text)
{
	json_t *of = json_object_get(json_object_get(words, "texts"), lang);
	const char *origin = NULL, *by = NULL;
	json_t *segment;
	size_t i;

	json_array_foreach(json_object_get(of, "segments"), i, segment) {
		/* A place that is still empty says nothing. */
		if (json_string_length(json_object_get(segment, "text")) == 0)
			continue;
		origin = text_of(segment, "origin");
		by = text_of(segment, "by");
		if (origin == NULL || strcmp(origin, "person") == 0)
			return json_string(text);
	}
	return origin == NULL ? json_string(text) : json_pack(
		"{s:s, s:s, s:s*, s:s*}", "text", text, "origin", origin,
		"by", by, "from", text_of(of, "from"));
}

static json_t *
input_of(struct visit *v, const struct record *r, const struct replacing *p)
{
	const struct text *t = p->place;
	const struct field *whole = t->rows != NULL ? t->rows : t->field;
	json_t *value = record_value(r, whole->name), *row;

	if (t->rows == NULL)
		return keep(v, json_pack("{s:{s:o}}", whole->name, p->lang,
			text_in(value, p->lang, p->text)));
	value = keep(v, json_deep_copy(value));
	row = json_array_get(value, t->row);
	json_object_set_new(row, t->field->name, json_pack("{s:o}", p->lang,
		text_in(json_object_get(row, t->field->name), p->lang,
		p->text)));
	return keep(v, json_pack("{s:O}", whole->name, value));
}

enum err
name_replace(struct visit *v, const struct record *r, const char *field,
	const char *lang, const char *from, const char *to, json_t **out)
{
	struct replacing p = { .n = { .v = v, .r = r, .put = put_replaced },
		.path = field, .lang = lang, .from = from, .to = to };

	*out = NULL;
	TRY(authority_of(v, &p.n.authority));
	p.n.day = record_day(v, r);
	record_notice(&p.n);
	if (p.text == NULL)
		return fail(v, ERR_MISSING, "names.notice-gone");
	*out = input_of(v, r, &p);
	return OK;
}
