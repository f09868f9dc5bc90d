/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything of a record that nobody has translated yet, by a job: what the
 * memory knows well enough, then what a service answers, some sentences an
 * act, so that it can be looked at, stopped and gone on with.  What a person
 * wrote, changed or signed is left as it is; what must not leave the house is
 * not asked of a service.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "translating.h"

#define JOB "translate.all"
#define BATCH 50
#define LEAST 85            /* score of the memory, when none is said */
#define SAYS_MOST 2000      /* bytes */

/* ---- what there is to do ---- */

/* Nobody's work would be lost. */
static bool
is_free(const struct sentence *s)
{
	const char *origin = sentence_says(s, "origin");

	if (s->state == SENTENCE_EMPTY)
		return true;
	return s->state == SENTENCE_STALE && origin != NULL &&
		strcmp(origin, "person") != 0 &&
		sentence_says(s, "edited_by") == NULL &&
		sentence_says(s, "checked_by") == NULL;
}

static size_t
count_free(const struct translation *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += is_free(&t->sentences[i]);
	return n;
}

enum err
pretranslate_begin(struct translation *t, int least, bool machine,
	struct pretranslate *out)
{
	struct visit *v = t->v;
	struct pretranslate *before;
	const char *id;

	if (!t->may || !visit_staff(v))
		return fail(v, ERR_DENIED, "error.denied");
	TRY(pretranslate_latest(v, t->r->id, t->to, &before));
	if (before != NULL && strcmp(before->state, "running") == 0) {
		*out = *before;
		return OK;
	}
	*out = (struct pretranslate){ .record = t->r->id,
		.entity = t->r->of->name, .from = t->from, .to = t->to,
		.state = "running", .total = (int64_t)count_free(t),
		.least = least < MEMORY_LEAST || least > 101 ? LEAST : least,
		.asks = machine, .says = "", .who = v->who,
		.account = v->account, .office = v->office,
		.roles = v->roles, .lang = v->lang };
	TRY(pretranslate_add(v, out));
	id = id_text(v->arena, out->id);
	return job_add(v, JOB, id, keep(v, json_pack("{s:s}", "run", id)),
		v->now);
}

/* ---- the job ---- */

struct running {
	struct visit *v;         /* the job's own, which outlives a batch */
	struct pretranslate *p;
	struct map *tried;       /* "at of": what was looked at */
};

struct batch {
	struct running *run;
	struct translation t;
	const struct sentence *at[BATCH];
	size_t n;
	struct translating wish[BATCH];
	const char *engine[BATCH];
	size_t wishes, memory, machine;
};

static const char *
tried_key(struct visit *v, const struct sentence *s)
{
	return arena_printf(v->arena, "%s %s", s->at, s->pair.of);
}

static void
pick(struct batch *b)
{
	struct running *run = b->run;

	for (size_t i = 0; i < b->t.count && b->n < BATCH; i++) {
		const struct sentence *s = &b->t.sentences[i];

		if (!is_free(s) || map_get(run->tried,
		    tried_key(b->t.v, s)) != NULL)
			continue;
		map_put(run->tried, tried_key(b->t.v, s), run);
		b->at[b->n++] = s;
	}
}

/* A line of what is said, once. */
static void
say(struct running *run, const char *line)
{
	const char *said = run->p->says;

	if (line == NULL || *line == '\0' || strstr(said, line) != NULL ||
	    strlen(said) + strlen(line) > SAYS_MOST)
		return;
	run->p->says = arena_printf(run->v->arena, "%s%s%s", said,
		*said != '\0' ? "\n" : "", line);
}

static void
wish_add(struct batch *b, const struct sentence *s, const char *text,
	const char *origin, const char *by, const char *engine)
{
	b->engine[b->wishes] = engine;
	b->wish[b->wishes++] = (struct translating){ .field = s->in->field,
		.from = b->t.from, .to = b->t.to, .place = s->place,
		.of = s->pair.of, .text = text, .origin = origin, .by = by };
}

/* What the memory knows well enough is wished for; the others stay. */
static enum err
from_memory(struct batch *b)
{
	size_t left = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct sentence *s = b->at[i];
		struct offer offers[OFFERS_MOST];
		size_t n;

		TRY(offers_memory(&b->t, s, offers, &n));
		if (n > 0 && offers[0].score >= b->run->p->least) {
			wish_add(b, s, offers[0].text, "memory", offers[0].by,
				"memory");
			b->memory++;
		} else {
			b->at[left++] = s;
		}
	}
	b->n = left;
	return OK;
}

static void
take_answers(struct batch *b, const struct translate_told *told,
	const struct sentence *const *asked, size_t n)
{
	struct visit *v = b->t.v;

	for (size_t i = 0; i < n; i++)
		if (told->texts[i].text != NULL) {
			wish_add(b, asked[i], told->texts[i].text, "machine",
				told->engine, told->engine);
			b->machine++;
		} else if (told->texts[i].refused != NULL) {
			say(b->run, message(v->lang, told->texts[i].refused));
		}
}

/* A service that did not answer is not asked again by this run. */
static enum err
ask_service(struct batch *b, const struct sentence *const *asked,
	const char *const *texts, size_t n)
{
	struct visit *v = b->t.v;
	struct translate_term *terms;
	struct translate_told told = { 0 };
	struct translate_ask ask = { .from = b->t.from, .to = b->t.to,
		.segments = texts, .n = n };
	struct keeping k;
	enum err err;

	TRY(keeping_of(&b->t, NULL, &k));
	ask.n_terms = terms_handed(v, &k, &terms);
	ask.terms = terms;
	err = translate_run(v, &ask, &told);
	if (err != OK && err != ERR_BUSY && err != ERR_LARGE)
		return err;
	if (err == OK && told.texts != NULL) {
		take_answers(b, &told, asked, n);
		return OK;
	}
	say(b->run, told_why(v, &told));
	problems_forget(v);
	b->run->p->asks = false;
	return OK;
}

static enum err
from_machine(struct batch *b)
{
	const struct sentence *asked[BATCH];
	const char *texts[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->at[i]->in->inside) {
			say(b->run, message(b->t.v->lang, "translate.inside"));
			continue;
		}
		texts[n] = b->at[i]->pair.source;
		asked[n++] = b->at[i];
	}
	return n > 0 && b->run->p->asks ? ask_service(b, asked, texts, n) : OK;
}

static enum err
effort_of(struct batch *b, size_t i, const struct record *now)
{
	struct effort e = { .field = b->wish[i].field, .of = b->wish[i].of,
		.from = b->t.from, .to = b->t.to, .engine = b->engine[i],
		.offered = effort_length(b->wish[i].text) };

	return effort_note(b->t.v, now, &e);
}

/* Somebody may have been quicker while a service was waited for: what they
 * wrote stays, and the sentence counts as left. */
static enum err
drop_overtaken(struct batch *b)
{
	struct visit *v = b->t.v;
	struct translation now;
	struct record *r;
	size_t kept = 0;

	TRY(record_get(v, b->t.r->of, b->t.r->id, &r));
	TRY(translation_of(v, r, b->t.from, b->t.to, &now));
	for (size_t i = 0; i < b->wishes; i++) {
		const struct translating *wish = &b->wish[i];
		const struct sentence *s = sentence_at(&now, arena_printf(
			v->arena, "%s.%zu", wish->field, wish->place));
		bool memory = strcmp(wish->origin, "memory") == 0;

		if (s == NULL || is_free(s)) {
			b->engine[kept] = b->engine[i];
			b->wish[kept++] = *wish;
			continue;
		}
		b->memory -= memory;
		b->machine -= !memory;
		b->n += memory;
	}
	b->wishes = kept;
	return OK;
}

/* Counted in the same act, so that a restart counts nothing twice. */
static enum err
write_batch(struct visit *v, void *arg)
{
	struct batch *b = arg;
	struct pretranslate count = *b->run->p;
	struct record *now;

	b->t.v = v;
	TRY(drop_overtaken(b));
	count.done += (int64_t)(b->wishes + b->n - b->machine);
	count.memory += (int64_t)b->memory;
	count.machine += (int64_t)b->machine;
	count.left += (int64_t)(b->n - b->machine);
	if (b->wishes > 0)
		TRY(translation_write(&b->t, b->wish, b->wishes, &now));
	for (size_t i = 0; i < b->wishes; i++)
		TRY(effort_of(b, i, now));
	TRY(pretranslate_save(v, &count));
	*b->run->p = count;
	return OK;
}

/* The source changed under it: what was looked up is of no use. */
static void
nothing_of(struct batch *b)
{
	b->n += b->memory;
	b->wishes = b->memory = b->machine = 0;
	say(b->run, message(b->t.v->lang, "translate.source-changed"));
}

/* One batch in an arena of its own; *more false: there is nothing left. */
static enum err
batch_run(struct running *run, struct visit *w, bool *more)
{
	struct batch b = { .run = run };
	const struct entity *of = catalogue_entity(w->catalogue,
		run->p->entity);
	struct record *r;
	enum err err;

	*more = false;
	if (of == NULL)
		return fail(w, ERR_MISSING, "error.not-found");
	TRY(record_get(w, of, run->p->record, &r));
	TRY(translation_of(w, r, run->p->from, run->p->to, &b.t));
	pick(&b);
	if (b.n == 0)
		return OK;
	TRY(from_memory(&b));
	TRY(from_machine(&b));
	err = visit_write(w, write_batch, &b);
	if (err == ERR_CONFLICT) {
		problems_forget(w);
		nothing_of(&b);
		err = visit_write(w, write_batch, &b);
	}
	*more = err == OK;
	return err;
}

static struct visit
as_beginner(const struct visit *v, const struct pretranslate *p,
	struct arena *a)
{
	struct visit w = *v;

	w.arena = a;
	w.roles = p->roles;
	w.account = p->account;
	w.office = p->office;
	w.who = p->who;
	w.lang = p->lang;
	w.trusted = false;
	w.titles = w.there = NULL;
	return w;
}

static enum err
save(struct visit *v, void *arg)
{
	return pretranslate_save(v, arg);
}

/* There is one worker for all jobs: a long text is not to keep an article from
 * its moment. */
static void
let_others(struct visit *v)
{
	v->now = clock_now();
	if (article_publish_due(v, NULL) != OK)
		problems_forget(v);
}

/* Batch after batch, as long as nobody asks it to stop. */
static enum err
run_on(struct running *run)
{
	struct pretranslate *now;
	bool more = true;

	while (more) {
		struct arena *a = arena_new();
		struct visit w = as_beginner(run->v, run->p, a);
		enum err err;

		problems_forget(&w);
		err = batch_run(run, &w, &more);
		if (err != OK)
			say(run, w.problems != NULL ? problem_says(&w,
				w.problems) : message(w.lang, "job.failed"));
		arena_free(a);
		TRY(err);
		let_others(run->v);
		TRY(pretranslate_get(run->v, run->p->id, &now));
		if (strcmp(now->state, "stopping") == 0)
			return run->p->state = "stopped", OK;
	}
	run->p->state = "done";
	return OK;
}

enum err
pretranslate_work(struct visit *v, json_t *with)
{
	const char *text = json_string_value(json_object_get(with, "run"));
	struct running run = { .v = v, .tried = map_new(v->arena) };
	struct id id;
	enum err err;

	if (text == NULL || !id_parse(text, &id))
		return OK;
	err = pretranslate_get(v, id, &run.p);
	if (err == ERR_MISSING)
		return problems_forget(v), OK;
	TRY(err);
	if (strcmp(run.p->state, "running") != 0 &&
	    strcmp(run.p->state, "stopping") != 0)
		return OK;
	err = run_on(&run);
	if (err == ERR_AGAIN || err == ERR_BUSY)
		return err;
	if (err != OK)
		run.p->state = "failed";
	problems_forget(v);
	return visit_write(v, save, run.p);
}

/* ---- pages ---- */

static json_t *
run_view(struct translation *t, const struct pretranslate *p)
{
	struct visit *v = t->v;
	json_t *out = json_pack("{s:b, s:s, s:s, s:I, s:I, s:I, s:I, s:I}",
		"there", 1, "id", id_text(v->arena, p->id), "state", p->state,
		"total", (json_int_t)p->total, "done", (json_int_t)p->done,
		"memory", (json_int_t)p->memory, "machine",
		(json_int_t)p->machine, "left", (json_int_t)p->left);
	json_t *says = json_array();
	char *rest = arena_text(v->arena, p->says), *line;
	bool runs = strcmp(p->state, "running") == 0 ||
		strcmp(p->state, "stopping") == 0;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			json_array_append_new(says, json_string(line));
	put_list(out, "says", says);
	json_object_set_new(out, "runs", json_boolean(runs));
	put_text(out, "state_says", message(v->lang, arena_printf(v->arena,
		"translate.run-%s", p->state)));
	put_text(out, "counts_says", message_with(v->arena, v->lang,
		"translate.run-counts", arena_printf(v->arena, "%lld",
		(long long)p->memory), arena_printf(v->arena, "%lld",
		(long long)p->machine), arena_printf(v->arena, "%lld",
		(long long)p->left)));
	return out;
}

enum err
pretranslate_view(struct translation *t, json_t **out)
{
	struct pretranslate *p;

	TRY(pretranslate_latest(t->v, t->r->id, t->to, &p));
	*out = keep(t->v, p != NULL ? run_view(t, p) :
		json_pack("{s:b}", "there", 0));
	return OK;
}

/* GET …/translate/all */
static enum err
progress(struct request *rq)
{
	struct translation t;
	json_t *view, *run;

	TRY(translation_asked(rq, &t));
	TRY(pretranslate_view(&t, &run));
	view = keep(t.v, json_object());
	put_text(view, "title", put_say(t.v, "translate.all-title",
		record_title(t.v, t.r), NULL));
	put_text(view, "record", record_title(t.v, t.r));
	put_text(view, "desk_href", translation_href(&t, NULL));
	put_text(view, "base", t.base);
	put_text(view, "from_tag", t.from);
	put_text(view, "to_tag", t.to);
	put_text(view, "again_href", arena_printf(t.v->arena,
		"%s/all?from=%s&to=%s", t.base, t.from, t.to));
	json_object_set(view, "run", run);
	json_object_set_new(view, "uses_desk", json_true());
	return reply_page(rq, "office/translate-all", json_incref(view));
}

/* POST …/translate/all: least, machine */
static enum err
begin(struct request *rq)
{
	const char *least = request_text(rq, "least");
	struct pretranslate p;
	struct translation t;

	TRY(translation_asked(rq, &t));
	TRY(pretranslate_begin(&t, least != NULL ? (int)strtol(least, NULL,
		10) : 0, request_text(rq, "machine") != NULL, &p));
	return reply_redirect(rq, arena_printf(t.v->arena,
		"%s/all?from=%s&to=%s", t.base, t.from, t.to));
}

/* POST …/translate/stop */
static enum err
stop(struct request *rq)
{
	struct pretranslate *p;
	struct translation t;

	TRY(translation_asked(rq, &t));
	if (!t.may)
		return fail(t.v, ERR_DENIED, "error.denied");
	TRY(pretranslate_latest(t.v, t.r->id, t.to, &p));
	if (p != NULL)
		TRY(pretranslate_stop(t.v, p->id));
	return reply_redirect(rq, arena_printf(t.v->arena,
		"%s/all?from=%s&to=%s", t.base, t.from, t.to));
}

const struct route translate_all_routes[] = {
	{ GET,  "/office/{kind}/{id}/translate/all", ROLE_STAFF, progress, "How far the translation of all that is empty has come." },
	{ POST, "/office/{kind}/{id}/translate/all", ROLE_STAFF, begin, "Has all that is empty translated by the memory and, if asked for, by a service." },
	{ POST, "/office/{kind}/{id}/translate/stop", ROLE_STAFF, stop, "Stops that." },
	{0}
};
