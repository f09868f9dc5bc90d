/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling what became of a request to block a comment.  Whoever asked is
 * written to at each step, when they gave an address: the step, the term, and
 * their secret page, never the comment's text nor anything else that somebody
 * typed.  Moderators are told what asks something of them.
 */
#include <string.h>

#include "commenting.h"
#include "outlet.h"
#include "wire/wire.h"

struct telling {
	const struct record *r;
	const char *event;  /* a state, or "review" or "answered" */
};

static bool
is(const char *text, const char *other)
{
	return text != NULL && strcmp(text, other) == 0;
}

static enum err
tell_requester(struct visit *v, const struct telling *t)
{
	bool added;

	if (is(t->event, "review") || is(t->event, "answered") ||
	    record_text(t->r, "mail") == NULL || v->mail->origin == NULL)
		return OK;
	return press_add(v, t->r->id, "takedown", t->event, keep(v,
		json_pack("{s:s}", "event", t->event)), &added);
}

/* What somebody of the staff did needs no telling. */
static bool
asks_something(const struct telling *t)
{
	return is(t->event, "received") || is(t->event, "answered") ||
		is(t->event, "review") || is(t->event, "withdrawn") ||
		(is(t->event, "restored") &&
		is(record_text(t->r, "how"), "clock"));
}

static enum err
tell_moderators(struct visit *v, const struct telling *t)
{
	const char *id = id_text(v->arena, t->r->id);
	struct id *ids, own = v->office;
	size_t n;
	enum err err;

	if (!asks_something(t))
		return OK;
	v->office = record_ref(t->r, "office");
	err = moderators(v, &ids, &n);
	v->office = own;
	TRY(err);
	for (size_t i = 0; i < n; i++)
		TRY(notice_add(v, ids[i], "takedown", arena_printf(v->arena,
			"%s %s", id, t->event), arena_printf(v->arena,
			"mail.takedown-%s", t->event), keep(v, json_pack(
			"{s:{s:s, s:s}}", "what", "of", "takedown", "id", id)),
			arena_printf(v->arena, "/office/takedowns/%s/decide",
				id)));
	return OK;
}

static enum err
tell(struct visit *v, void *arg)
{
	const struct telling *t = arg;

	TRY(tell_requester(v, t));
	return tell_moderators(v, t);
}

enum err
takedown_tell(struct visit *v, json_t *with)
{
	const char *id = json_string_value(json_object_get(with, "takedown"));
	struct telling t = { .event = json_string_value(json_object_get(with,
		"event")) };
	struct record *r;
	struct id takedown;

	if (id == NULL || t.event == NULL || !id_parse(id, &takedown))
		return fail(v, ERR_DENIED, "job.failed");
	if (v->mail == NULL)
		return OK;
	TRY(takedown_get(v, takedown, &r));
	if (r == NULL)
		return OK;
	t.r = r;
	return visit_write(v, tell, &t);
}

/* ---- the letter ---- */

static const char *
term_says(struct visit *v, const struct record *r, const char *event)
{
	const char *ends = record_text(r, "ends");
	int64_t moment;
	char zone[64];

	if (is(event, "restored") && is(record_text(r, "how"), "clock"))
		return message(v->lang, "takedowns.by-clock");
	if (is(event, "removed") && is(record_text(r, "how"), "author"))
		return message(v->lang, "takedowns.by-author");
	if (!is(event, "blocked") || ends == NULL ||
	    !moment_parse(ends, v->zone, &moment, zone))
		return "";
	return put_say(v, "takedowns.is-blocked", text_moment(v->arena,
		v->lang, moment, zone), NULL);
}

enum err
takedown_letter_write(struct visit *v, struct id to, json_t *with,
	struct press_letter *out)
{
	const char *event = json_string_value(json_object_get(with, "event"));
	struct visit as = *v;
	struct record *r;
	enum lang lang;

	TRY(takedown_get(v, to, &r));
	if (r == NULL || event == NULL || record_text(r, "mail") == NULL ||
	    v->mail->origin == NULL)
		return OK;
	lang = record_text(r, "language") == NULL ? LANG__MAX :
		lang_of(record_text(r, "language"));
	as.lang = lang != LANG__MAX ? lang : LANG_KO;
	as.office = record_ref(r, "office");
	problems_forget(&as);
	out->called = message(as.lang, "takedown.one");
	out->from_name = office_called(&as);
	out->subject = message(as.lang, arena_printf(v->arena,
		"takedowns.mail-%s", event));
	out->body = arena_printf(v->arena, "%s\n\n%s\n%s\n\n%s\n%s%s\n\n-- \n%s\n",
		put_say(&as, "mail.hello", record_text(r, "name"), NULL),
		out->subject, term_says(&as, r, event),
		message(as.lang, "takedowns.mail-look"), v->mail->origin,
		takedown_address(&as, r->id), out->from_name);
	out->to = record_text(r, "mail");
	return OK;
}
