/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record's texts out of the house and back: as XLIFF, which keeps the place
 * of every sentence, and as TMX, its signed pairs.  What comes back is held
 * against what there is now: a sentence whose source has changed, that is not
 * there, or that somebody has signed meanwhile is left as it is and told.  What
 * is taken is the work of whoever brings it, and not signed.
 *
 *	"counts": [{"says","n"}], "left": [{"at","says","source","target"}]
 */
#include <string.h>

#include "translating.h"

#define FILE_MOST (32 << 20)
#define LEFT_MOST 200        /* sentences that are told */

/* ---- out ---- */

static bool
is_out(const struct sentence *s)
{
	return (s->in->of->flags & PERSONAL) == 0;
}

static struct xliff
xliff_of(struct translation *t)
{
	static const enum xliff_state states[SENTENCE_STATES] = {
		[SENTENCE_EMPTY] = XLIFF_INITIAL,
		[SENTENCE_STALE] = XLIFF_INITIAL,
		[SENTENCE_UNCHECKED] = XLIFF_TRANSLATED,
		[SENTENCE_CHECKED] = XLIFF_REVIEWED,
		[SENTENCE_TWICE] = XLIFF_FINAL,
	};
	struct visit *v = t->v;
	struct xliff x = { .id = arena_printf(v->arena, "%s-%s",
		t->r->of->name, id_text(v->arena, t->r->id)),
		.title = record_title(v, t->r), .from = t->from,
		.to = t->to };

	x.segments = arena_alloc(v->arena, (t->count + 1) *
		sizeof *x.segments);
	for (size_t i = 0; i < t->count; i++) {
		const struct sentence *s = &t->sentences[i];

		if (!is_out(s))
			continue;
		x.segments[x.n++] = (struct xliff_segment){
			.field = s->in->field, .place = s->place,
			.of = s->pair.of, .gap = s->pair.gap,
			.source = s->pair.source, .target = *s->text != '\0' ?
				s->text : NULL, .state = states[s->state],
			.origin = s->state != SENTENCE_EMPTY ?
				sentence_says(s, "origin") : NULL };
	}
	return x;
}

static const char *
file_name(struct translation *t, const char *ending)
{
	return arena_printf(t->v->arena,
		"attachment; filename=\"%s-%s-%s-%s.%s\"", t->r->of->name,
		id_text(t->v->arena, t->r->id), t->from, t->to, ending);
}

static enum err
file_reply(struct request *rq, struct translation *t, const char *ending,
	const char *type, const struct buf *out)
{
	if (out->full)
		return fail(t->v, ERR_LARGE, "office.csv-large");
	rq->reply.disposition = file_name(t, ending);
	return reply_bytes(rq, type, out->at, out->n);
}

/* GET …/translate.xlf?version=1.2 */
static enum err
xliff(struct request *rq)
{
	const char *version = request_query(rq, "version");
	struct buf out = buf_in(rq->visit.arena, FILE_MOST);
	struct translation t;
	struct xliff x;

	TRY(translation_asked(rq, &t));
	x = xliff_of(&t);
	if (!xliff_write(&x, version != NULL && strcmp(version, "1.2") == 0 ?
	    12 : 0, exchange_write_buf, &out))
		out.full = true;
	return file_reply(rq, &t, "xlf", "application/xliff+xml", &out);
}

/* GET …/translate.tmx */
static enum err
tmx(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, FILE_MOST);
	struct translation t;
	struct tmx_out *file;

	TRY(translation_asked(rq, &t));
	file = tmx_begin(v->arena, exchange_write_buf, &out, t.from, v->now);
	for (size_t i = 0; i < t.count; i++) {
		const struct sentence *s = &t.sentences[i];

		if (s->state < SENTENCE_CHECKED || !is_out(s))
			continue;
		tmx_unit(file, &(struct memory_unit){ .from = t.from,
			.to = t.to, .source = s->pair.source,
			.target = s->text, .who = sentence_says(s,
			"checked_by"), .at = json_integer_value(
			json_object_get(s->pair.target, "checked_at")),
			.entity = t.r->of->name, .record = t.r->id,
			.field = s->in->field });
	}
	if (!tmx_end(file))
		out.full = true;
	return file_reply(rq, &t, "tmx", "application/xml", &out);
}

/* ---- back in ---- */

/* What became of one sentence of a file; message translate.file-NAME. */
enum came { CAME_NEW, CAME_SAME, CAME_EMPTY, CAME_CHANGED, CAME_TOUCHED,
	CAME_UNKNOWN, CAME_SIGNED, CAME__MAX };
static const char *const came_names[CAME__MAX] = {
	[CAME_NEW] = "new", [CAME_SAME] = "same", [CAME_EMPTY] = "empty",
	[CAME_CHANGED] = "changed", [CAME_TOUCHED] = "touched",
	[CAME_UNKNOWN] = "unknown", [CAME_SIGNED] = "signed",
};
static const enum came came_of[XLIFF_VERDICT__MAX] = {
	[XLIFF_NEW] = CAME_NEW, [XLIFF_SAME] = CAME_SAME,
	[XLIFF_EMPTY] = CAME_EMPTY, [XLIFF_CHANGED] = CAME_CHANGED,
	[XLIFF_TOUCHED] = CAME_TOUCHED, [XLIFF_UNKNOWN] = CAME_UNKNOWN,
};

struct coming {
	struct translation t;
	struct translating *wish;
	size_t wishes, room, counts[CAME__MAX];
	json_t *left;
};

static void
begin(struct coming *c, size_t room)
{
	c->wish = arena_alloc(c->t.v->arena, (room + 1) * sizeof *c->wish);
	c->room = room;
	c->left = keep(c->t.v, json_array());
}

/* What is not taken is told with both its texts. */
static void
came(struct coming *c, const struct sentence *s, enum came how,
	const char *source, const char *target)
{
	struct visit *v = c->t.v;

	if (how == CAME_NEW && s != NULL && s->state >= SENTENCE_CHECKED)
		how = CAME_SIGNED;
	c->counts[how]++;
	if (how == CAME_NEW && s != NULL && c->wishes < c->room) {
		c->wish[c->wishes++] = (struct translating){
			.field = s->in->field, .from = c->t.from,
			.to = c->t.to, .place = s->place, .of = s->pair.of,
			.text = target, .origin = "person" };
		return;
	}
	if (how <= CAME_EMPTY || json_array_size(c->left) >= LEFT_MOST)
		return;
	json_array_append_new(c->left, json_pack("{s:s, s:s, s:s, s:s}",
		"at", s != NULL ? s->at : "", "says", message(v->lang,
			arena_printf(v->arena, "translate.file-%s",
				came_names[how])), "source", source, "target",
		target != NULL ? target : ""));
}

static const char *
taken_text(struct visit *v, const char *text)
{
	const char *out;

	return text != NULL && text_take(v->arena, text, strlen(text), &out) ==
		TEXT_GOOD && !text_blank(out) ? out : NULL;
}

static enum err
xliff_judged(struct coming *c, const struct xliff *now,
	const struct xliff *back)
{
	struct visit *v = c->t.v;
	enum xliff_verdict *verdicts;
	enum err err = xliff_judge(v->arena, now, back, &verdicts);

	if (err == ERR_CONFLICT)
		return fail_field(v, "file", "translate.file-other", NULL,
			NULL);
	TRY(err);
	for (size_t i = 0; i < back->n; i++) {
		const struct xliff_segment *one = &back->segments[i];
		const char *text = taken_text(v, one->target);
		const struct sentence *s = sentence_at(&c->t, arena_printf(
			v->arena, "%s.%zu", one->field, one->place));
		enum came how = came_of[verdicts[i]];

		if (how == CAME_NEW && (text == NULL || s == NULL))
			how = s == NULL ? CAME_UNKNOWN : CAME_EMPTY;
		came(c, s, how, one->source, text);
	}
	return OK;
}

/* The sentence that reads so: the first that nobody has signed. */
static const struct sentence *
sentence_reading(const struct translation *t, const char *source)
{
	const struct sentence *found = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct sentence *s = &t->sentences[i];

		if (strcmp(s->pair.source, source) != 0)
			continue;
		if (s->state < SENTENCE_CHECKED)
			return s;
		found = s;
	}
	return found;
}

static enum err
file_wrong(struct visit *v, const struct exchange_said *said)
{
	return fail_field(v, "file", "translate.file-wrong", exchange_says(
		v->arena, v->lang, said), NULL);
}

static enum err
tmx_judged(struct coming *c, struct tmx *file)
{
	struct visit *v = c->t.v;
	struct map *seen = map_new(v->arena);
	struct memory_unit u;
	enum err err = OK;

	while (tmx_next(file, &u, &err)) {
		const struct sentence *s;
		const char *text;

		if (strcmp(u.from, c->t.from) != 0 ||
		    strcmp(u.to, c->t.to) != 0 ||
		    map_get(seen, u.source) != NULL)
			continue;
		map_put(seen, u.source, c);
		text = taken_text(v, u.target);
		s = sentence_reading(&c->t, u.source);
		came(c, s, s == NULL ? CAME_UNKNOWN : text == NULL ?
			CAME_EMPTY : strcmp(text, s->text) == 0 ? CAME_SAME :
			CAME_NEW, arena_text(v->arena, u.source), text);
	}
	return err != OK ? file_wrong(v, tmx_said(file)) : OK;
}

static enum err
report(struct request *rq, struct coming *c)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *counts = json_array();

	for (int i = 0; i < CAME__MAX; i++)
		if (c->counts[i] > 0)
			json_array_append_new(counts, json_pack(
				"{s:s, s:s, s:I}", "name", came_names[i],
				"says", message(v->lang, arena_printf(
				v->arena, "translate.file-%s",
				came_names[i])), "n",
				(json_int_t)c->counts[i]));
	put_text(view, "title", put_say(v, "translate.file-title",
		record_title(v, c->t.r), NULL));
	put_text(view, "record", record_title(v, c->t.r));
	put_text(view, "desk_href", translation_href(&c->t, NULL));
	json_object_set_new(view, "from_lang", json_string(lang_html(
		c->t.from)));
	json_object_set_new(view, "to_lang", json_string(lang_html(c->t.to)));
	put_list(view, "counts", counts);
	put_list(view, "left", json_incref(c->left));
	json_object_set_new(view, "uses_desk", json_true());
	return reply_page(rq, "office/translate-file", json_incref(view));
}

static enum err
file_asked(struct request *rq, struct coming *c, const struct upload **out)
{
	struct visit *v = &rq->visit;

	*c = (struct coming){ 0 };
	TRY(translation_asked(rq, &c->t));
	if (!c->t.may)
		return fail(v, ERR_DENIED, "error.denied");
	*out = request_upload(rq, "file");
	if (*out == NULL || (*out)->n == 0)
		return fail_field(v, "file", "import.empty", NULL, NULL);
	return OK;
}

static enum err
take(struct request *rq, struct coming *c)
{
	struct record *now;

	if (c->wishes > 0)
		TRY(translation_write(&c->t, c->wish, c->wishes, &now));
	return report(rq, c);
}

/* POST …/translate/xliff: file */
static enum err
xliff_back(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct exchange_said said = { 0 };
	const struct upload *u;
	struct xliff now, back;
	struct coming c;
	enum err err;

	TRY(file_asked(rq, &c, &u));
	err = xliff_read(v->arena, u->at, u->n, &back, &said);
	if (err == ERR_INPUT || err == ERR_LARGE)
		return file_wrong(v, &said);
	TRY(err);
	now = xliff_of(&c.t);
	begin(&c, back.n);
	TRY(xliff_judged(&c, &now, &back));
	return take(rq, &c);
}

/* POST …/translate/tmx: file */
static enum err
tmx_back(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct exchange_bytes bytes;
	const struct upload *u;
	struct coming c;

	TRY(file_asked(rq, &c, &u));
	bytes = (struct exchange_bytes){ u->at, u->n };
	begin(&c, c.t.count);
	TRY(tmx_judged(&c, tmx_open(v->arena, exchange_read_bytes, &bytes)));
	return take(rq, &c);
}

const struct route translate_file_routes[] = {
	{ GET,  "/office/{kind}/{id}/translate.xlf", ROLE_STAFF | ROLE_PARTNER, xliff, "A record's texts as XLIFF 2.0; version=1.2 for older programs." },
	{ GET,  "/office/{kind}/{id}/translate.tmx", ROLE_STAFF | ROLE_PARTNER, tmx, "A record's signed pairs as TMX 1.4b." },
	{ POST, "/office/{kind}/{id}/translate/xliff", ROLE_STAFF | ROLE_PARTNER, xliff_back, "Takes an XLIFF file of this record back in, and tells what did not fit." },
	{ POST, "/office/{kind}/{id}/translate/tmx", ROLE_STAFF | ROLE_PARTNER, tmx_back, "The same of a TMX file: pairs whose source stands in this record." },
	{0}
};
