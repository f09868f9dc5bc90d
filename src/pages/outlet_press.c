/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An article as a press letter: who of the press list would get it, what it
 * says, and sending it.  One letter a journalist and state of the text: after
 * a correction the article may be sent once more.
 *
 * A letter is the article as plain text in the journalist's language and,
 * below it, in the language it was written in (or, where that is theirs, in
 * one more).  It is written when it goes, so nothing leaves that was taken
 * back meanwhile.
 */
#include <string.h>

#include "outlet.h"
#include "wire/wire.h"

#define PEOPLE_MOST 5000
#define LETTER_MOST (700 << 10)

struct people {
	struct record **at;
	size_t n;
};

static const char *
press_at(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/articles/%s%s",
		id_text(v->arena, r->id), more);
}

/* ---- who ---- */

/* About all ties, or one of the article's. */
static bool
is_about(const struct record *journalist, const struct record *article)
{
	json_t *theirs = record_value(journalist, "ties"), *ours, *one, *other;
	size_t i, k;

	if (json_array_size(theirs) == 0)
		return true;
	ours = record_value(article, "ties");
	json_array_foreach(theirs, i, one)
		json_array_foreach(ours, k, other)
			if (json_equal(one, other))
				return true;
	return false;
}

static enum err
people_of(struct visit *v, const struct record *article, struct people *out)
{
	const char *next = NULL;

	out->n = 0;
	out->at = arena_alloc(v->arena, PEOPLE_MOST * sizeof *out->at);
	do {
		struct query *q = query_of(v, &entity_journalist);
		struct list list;

		query_where(q, "state", QUERY_IS, "on");
		query_limit(q, QUERY_MOST);
		query_only(q, "name medium language ties");
		if (next != NULL)
			query_after(q, next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n && out->n < PEOPLE_MOST; i++)
			if (is_about(list.at[i], article))
				out->at[out->n++] = list.at[i];
		next = list.next;
	} while (next != NULL && out->n < PEOPLE_MOST);
	return OK;
}

/* A correction makes a letter of its own. */
static const char *
key_of(struct visit *v, const struct record *article)
{
	return arena_printf(v->arena, "%s %zu", id_text(v->arena, article->id),
		json_array_size(record_value(article, "corrections")));
}

/* ---- what it says ---- */

static enum lang
lang_in(const struct record *r, const char *field)
{
	enum lang lang = lang_of(record_text(r, field));

	return lang != LANG__MAX ? lang : LANG_KO;
}

/* The language below: the original, else English, else any that people answer
 * for; the same: there is no other. */
static enum lang
second_of(const struct visit *v, const struct record *r, enum lang first)
{
	const char *from = json_string_value(json_object_get(record_value(r,
		"body"), "original"));
	enum lang original = from != NULL ? lang_of(from) : LANG__MAX;
	unsigned bits = outlet_langs(v, r);

	if (original != LANG__MAX && original != first)
		return original;
	if (first != LANG_EN && (bits & 1u << LANG_EN))
		return LANG_EN;
	for (int i = 0; i < LANG__MAX; i++)
		if (i != (int)first && (bits & 1u << i))
			return (enum lang)i;
	return first;
}

static void
release_add(const struct outlet *o, struct buf *out)
{
	buf_printf(out, "%s\n%s\n\n", message(o->v->lang, "press.release"),
		office_called(o->v));
	outlet_plain(o, out);
}

/* *subject and *body in the language; leave: see press_list_link. */
static void
letter_words(const struct visit *v, const char *host, const struct record *r,
	enum lang lang, const char *leave, const char **subject,
	const char **body)
{
	struct outlet first = outlet_of(v, host, r, lang);
	enum lang other = second_of(v, r, lang);
	struct buf out = buf_in(v->arena, LETTER_MOST);

	*subject = text_cut(v->arena, put_say(first.v, first.hold != NULL ?
		"press.subject-embargo" : "press.subject",
		first.headline.text, NULL), 150);
	release_add(&first, &out);
	/* A text that was not translated is the original already. */
	if (other != lang && !first.body.foreign) {
		struct outlet second = outlet_of(v, host, r, other);

		buf_text(&out, "\n----------------------------------------"
			"\n\n");
		release_add(&second, &out);
	}
	if (leave != NULL)
		buf_printf(&out, "\n-- \n%s\n%s\n", put_say(first.v,
			"press.why", office_called(first.v), NULL), leave);
	*body = out.at;
}

/* May it go: it is public, or is scheduled and may go under embargo? */
static bool
may_go(const struct record *r, bool embargo)
{
	const char *state = record_text(r, "state");

	return article_public(r) || (embargo && state != NULL &&
		strcmp(state, "scheduled") == 0);
}

/* ---- the page ---- */

static enum err
put_people(struct visit *v, const struct record *r, json_t *view)
{
	json_t *list = json_array();
	struct people people;
	int64_t waiting = 0;

	json_object_set_new(view, "people", list);
	TRY(people_of(v, r, &people));
	for (size_t i = 0; i < people.n; i++) {
		const struct record *p = people.at[i];
		json_t *one = json_pack("{s:s, s:s, s:s}", "href",
			arena_printf(v->arena, "/office/journalists/%s",
				id_text(v->arena, p->id)),
			"name", record_title(v, p), "language", lang_name(
				v->arena, v->lang, langs[lang_in(p,
				"language")].tag));
		bool told;

		json_array_append_new(list, one);
		put_text(one, "medium", record_text(p, "medium"));
		TRY(press_told(v, p->id, "press", key_of(v, r), &told));
		json_object_set_new(one, "told", json_boolean(told));
		waiting += !told;
	}
	json_object_set_new(view, "people_there", json_boolean(people.n > 0));
	json_object_set_new(view, "waiting", json_boolean(waiting > 0));
	put_text(view, "send_says", put_say(v, "press.send", arena_printf(
		v->arena, "%lld", (long long)waiting), NULL));
	return OK;
}

/* Why it cannot be sent at all; NULL: it can. */
static const char *
hindrance(struct visit *v, const struct record *r)
{
	if (v->mail == NULL)
		return "mail.off";
	if (v->mail->origin == NULL)
		return "press.no-origin";
	return may_go(r, true) ? NULL : "press.not-public";
}

static enum err
press_view(struct request *rq, const struct record *r, json_t *view)
{
	struct visit *v = &rq->visit;
	const char *subject, *body, *hinders = hindrance(v, r);

	put_text(view, "title", message(v->lang, "press.title"));
	put_text(view, "article_title", record_title(v, r));
	put_text(view, "back", press_at(v, r, ""));
	put_text(view, "action", press_at(v, r, "/press"));
	put_text(view, "kit", arena_printf(v->arena, "%s/kit.zip",
		outlet_page(v, r)));
	letter_words(v, rq->host, r, v->lang, NULL, &subject, &body);
	put_text(view, "subject", subject);
	put_text(view, "letter", body);
	if (hinders != NULL)
		put_text(view, "hinders", message(v->lang, hinders));
	json_object_set_new(view, "held", json_boolean(!article_public(r)));
	return put_people(v, r, view);
}

static enum err
article_asked(struct request *rq, struct record **out)
{
	struct visit *v = &rq->visit;

	TRY(record_named(v, &entity_article, request_param(rq, "id"), out));
	return (*out)->standing == RECORD_THERE ? OK : fail(v, ERR_MISSING,
		"error.not-found");
}

/* GET /office/articles/{id}/press */
static enum err
press_page(struct request *rq)
{
	json_t *view = keep(&rq->visit, json_object());
	struct record *r;

	TRY(article_asked(rq, &r));
	TRY(press_view(rq, r, view));
	return reply_page(rq, "office/press", json_incref(view));
}

static enum err
send_all(struct visit *v, const struct record *r, int64_t *count)
{
	struct people people;
	bool embargo = !article_public(r), added;

	*count = 0;
	TRY(people_of(v, r, &people));
	for (size_t i = 0; i < people.n; i++) {
		TRY(press_add(v, people.at[i]->id, "press", key_of(v, r),
			keep(v, json_pack("{s:s, s:b}", "article", id_text(
				v->arena, r->id), "embargo", (int)embargo)),
			&added));
		*count += added;
	}
	return access_note(v, "mail", "journalist", (struct id){{0}}, "mail",
		NULL);
}

/* POST /office/articles/{id}/press */
static enum err
press(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	int64_t count;

	TRY(article_asked(rq, &r));
	if (hindrance(v, r) != NULL)
		return fail(v, ERR_CONFLICT, hindrance(v, r));
	if (!may_go(r, request_text(rq, "embargo") != NULL)) {
		json_t *view = keep(v, json_object());
		enum err err = fail_field(v, "embargo", "press.wrong-embargo",
			NULL, NULL);

		TRY(press_view(rq, r, view));
		return reply_form(rq, err, "office/press", json_incref(view));
	}
	TRY(send_all(v, r, &count));
	if (rq->wants_json)
		return reply_json(rq, 200, json_pack("{s:I}", "letters",
			(json_int_t)count));
	return reply_redirect(rq, press_at(v, r, "/press"));
}

void
outlet_ways(struct visit *v, const struct record *r, json_t *view)
{
	json_t *ways = json_object_get(view, "ways");

	if (r->of != &entity_article || r->standing != RECORD_THERE ||
	    !visit_staff(v) || !json_is_array(ways))
		return;
	if (article_face(r) < ARTICLE_STUB)
		json_array_append_new(ways, json_pack("{s:s, s:s}", "href",
			arena_printf(v->arena, "%s/kit.zip", outlet_page(v,
			r)), "label", message(v->lang, "press.kit")));
	if ((entity_journalist.read & v->roles) && may_go(r, true))
		json_array_append_new(ways, json_pack("{s:s, s:s}", "href",
			press_at(v, r, "/press"), "label", message(v->lang,
			"press.title")));
	json_object_set_new(view, "ways_there", json_boolean(
		json_array_size(ways) > 0));
}

/* ---- when it goes ---- */

static enum err
article_of(struct visit *v, json_t *with, struct record **out)
{
	const char *id = json_string_value(json_object_get(with, "article"));
	struct id article;

	*out = NULL;
	if (id == NULL || !id_parse(id, &article))
		return OK;
	return outlet_peek(v, &entity_article, article, out);
}

enum err
press_letter_write(struct visit *v, const struct record *to, json_t *with,
	struct press_letter *out)
{
	enum lang lang = lang_in(to, "language");
	struct visit as = *v;
	struct record *r;

	TRY(article_of(v, with, &r));
	if (r == NULL || !may_go(r, json_is_true(json_object_get(with,
	    "embargo"))))
		return OK;
	/* The office's name and address are the article's office's. */
	as.office = record_ref(r, "office");
	as.lang = lang;
	problems_forget(&as);
	out->leave = press_list_link(&as, v->mail->origin, to->id);
	out->from_name = office_called(&as);
	letter_words(&as, v->mail->origin, r, lang, out->leave, &out->subject,
		&out->body);
	out->to = record_text(to, "mail");
	return OK;
}

#define WRITERS (ROLE_EDITOR | ROLE_ADMIN)

const struct route outlet_press_routes[] = {
	{ GET,  "/office/articles/{id}/press", WRITERS, press_page, "An article as a press letter, and who of the press list would get it." },
	{ POST, "/office/articles/{id}/press", WRITERS, press, "Sends it to those who have not had it; before publication with its embargo in it." },
	{0}
};
