/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trying a translation service: one sentence is sent to it, and its answer or
 * the reason that there is none is shown.  It goes out like any other, so it
 * counts towards the month.
 *
 *	{ "title", "back", "service", "typed": {"text","from","to"},
 *	  "languages": [{"tag","own","is_from","is_to"}], "spent_says",
 *	  "cap_says", "months": [{"month","spent_says","calls_says"}], "asked", "answer": {"text","lang","engine","credit",
 *	  "billed_says","milliseconds","found": [{"says"}]},
 *	  "reasons": [{"says","fault"}] }
 */
#include <string.h>

#include "base/clock.h"
#include "inside.h"
#include "wire/wire.h"

#define TRY_SECONDS 25
#define TRY_TEXT 1000

static const char *
service_address(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/services/%s%s",
		id_text(v->arena, r->id), more);
}

void
machine_acts(struct visit *v, const struct record *r, json_t *acts)
{
	if (r->of != &entity_service || !(v->roles & ROLE_ADMINS) ||
	    r->standing != RECORD_THERE)
		return;
	act_put(acts, &(struct act){
		.action = service_address(v, r, "/try"),
		.label = message(v->lang, "machine.try"),
		.help = message(v->lang, "machine.try-says"),
		.field = "text", .needed = true,
		.asks = message(v->lang, "machine.try-text") });
}

/* ---- the view ---- */

static const char *
count_says(struct visit *v, int64_t n)
{
	return text_number(v->arena, v->lang, arena_printf(v->arena, "%lld",
		(long long)n));
}

/* A language that was sent, if texts may be in it; else the other. */
static const char *
lang_sent(struct request *rq, const char *name, const char *otherwise)
{
	const char *sent = request_text(rq, name), *taken;

	return sent != NULL && *sent != '\0' && strlen(sent) < 40 &&
		lang_take(rq->visit.arena, sent, &taken) ? taken : otherwise;
}

static json_t *
languages_view(const char *from, const char *to)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b,"
			" s:b}", "tag", langs[i].tag, "own", langs[i].own,
			"html", langs[i].html, "is_from", strcmp(langs[i].tag,
			from) == 0, "is_to", strcmp(langs[i].tag, to) == 0));
	return list;
}

static enum err
put_months(struct visit *v, const struct record *r, json_t *view)
{
	struct translate_month *months;
	json_t *list = keep(v, json_array());
	size_t n;

	TRY(translate_months(v, r->id, &months, &n));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"month", text_date(v->arena, v->lang, months[i].month),
			"spent_says", count_says(v, months[i].spent),
			"calls_says", count_says(v, months[i].calls)));
	put_list(view, "months", json_incref(list));
	return OK;
}

static enum err
put_spent(struct visit *v, const struct record *r, json_t *view)
{
	int64_t spent, cap = record_int(r, "cap", 0);

	TRY(translate_spent(v, r->id, &spent));
	put_text(view, "spent_says", count_says(v, spent));
	put_text(view, "cap_says", cap > 0 ? count_says(v, cap) :
		message(v->lang, "machine.no-cap"));
	return put_months(v, r, view);
}

static json_t *
found_list(struct visit *v, const struct translate_text *t)
{
	json_t *list = json_array();

	if (t->found & TRANSLATE_LOOPS)
		json_array_append_new(list, json_pack("{s:s}", "says",
			message(v->lang, "machine.found-loops")));
	if (t->found & TRANSLATE_TERM_LOST)
		json_array_append_new(list, json_pack("{s:s}", "says",
			put_say(v, "machine.found-lost", t->lost, NULL)));
	if (t->found & TRANSLATE_TAMED)
		json_array_append_new(list, json_pack("{s:s}", "says",
			message(v->lang, "machine.found-tamed")));
	return list;
}

static void
put_answer(struct visit *v, json_t *view, const struct translate_told *told,
	const char *to, int64_t ms)
{
	const struct translate_text *t = &told->texts[0];
	json_t *answer = json_pack("{s:s, s:s, s:s, s:o, s:I}", "text",
		t->text, "lang", lang_html(to), "billed_says", count_says(v,
		told->billed), "found", found_list(v, t), "milliseconds",
		(json_int_t)ms);

	put_text(answer, "engine", t->engine);
	put_text(answer, "credit", t->credit);
	json_object_set_new(view, "answer", answer);
}

static json_t *
reasons(struct visit *v, const struct translate_told *told)
{
	json_t *list = json_array();
	const char *refused = told->texts[0].text == NULL ?
		told->texts[0].refused : NULL;

	for (size_t i = 0; i < told->n_why; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "says",
			translate_says(v, &told->why[i]), "key",
			told->why[i].key));
	if (refused != NULL)
		json_array_append_new(list, json_pack("{s:s, s:s}", "says",
			message(v->lang, refused), "key", refused));
	return list;
}

static json_t *
try_view(struct request *rq, const struct record *r, const char *from,
	const char *to)
{
	struct visit *v = &rq->visit;
	const char *text = request_text(rq, "text");

	return keep(v, json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:s}, s:o,"
		" s:b, s:{s:s}}",
		"title", put_say(v, "machine.try-title", record_title(v, r),
			NULL),
		"back", service_address(v, r, ""),
		"service", record_title(v, r),
		"typed", "text", text != NULL ? text : "", "from", from,
		"to", to, "languages", languages_view(from, to),
		"asked", 0, "problem_names", "text", message(v->lang,
			"machine.try-text")));
}

/* ---- the act ---- */

static enum err
text_asked(struct request *rq, const char **text)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, "text");

	if (sent == NULL || text_blank(sent))
		return fail_field(v, "text", "error.required", NULL, NULL);
	if (text_length(sent) > TRY_TEXT)
		return fail_field(v, "text", "error.too-long", "1000", NULL);
	if (text_take(v->arena, sent, strlen(sent), text) != TEXT_GOOD)
		return fail_field(v, "text", "machine.refused-text", NULL,
			NULL);
	return OK;
}

static enum err
ask_it(struct visit *v, const struct record *r, const char *text,
	const char *from, const char *to, json_t *view)
{
	struct translate_ask ask = { .from = from, .to = to,
		.segments = &text, .n = 1, .service = r->id,
		.seconds = TRY_SECONDS, .once = true };
	struct translate_told told;
	int64_t begun = clock_ticks();
	enum err err = translate_run(v, &ask, &told);

	if (err != OK && err != ERR_BUSY)
		return err;
	json_object_set_new(view, "asked", json_true());
	if (told.texts[0].text != NULL)
		put_answer(v, view, &told, to, clock_ticks() - begun);
	put_list(view, "reasons", reasons(v, &told));
	return OK;
}

/* Where a record says between which languages, the first pair; else from
 * Korean, or into it. */
static void
pair_usual(const struct visit *v, const struct record *r, const char **from,
	const char **to)
{
	json_t *pair = json_array_get(record_value(r, "pairs"), 0);

	*from = json_string_value(json_object_get(pair, "from"));
	*to = json_string_value(json_object_get(pair, "to"));
	if (*from == NULL)
		*from = "ko";
	if (*to == NULL)
		*to = v->lang == LANG_KO ? "en" : langs[v->lang].tag;
}

static enum err
service_asked(struct request *rq, struct record **out)
{
	return record_named(&rq->visit, &entity_service,
		request_param(rq, "id"), out);
}

/* GET /office/services/{id}/try */
static enum err
try_page(struct request *rq)
{
	const char *from, *to;
	struct record *r;
	json_t *view;

	TRY(service_asked(rq, &r));
	pair_usual(&rq->visit, r, &from, &to);
	view = try_view(rq, r, from, to);
	TRY(put_spent(&rq->visit, r, view));
	return reply_page(rq, "office/service-try", json_incref(view));
}

/* What came of it, said by the handler. */
struct tried {
	json_t *view;
	enum err err;
};

/* Before the act, as it waits for the service. */
static enum err
try_before(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct tried *tried = arena_alloc(v->arena, sizeof *tried);
	const char *from, *to, *text;
	struct record *r;

	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	TRY(service_asked(rq, &r));
	pair_usual(v, r, &from, &to);
	from = lang_sent(rq, "from", from);
	to = lang_sent(rq, "to", to);
	tried->view = try_view(rq, r, from, to);
	tried->err = text_asked(rq, &text);
	if (tried->err == OK)
		TRY(ask_it(v, r, text, from, to, tried->view));
	rq->done_before = tried;
	return put_spent(v, r, tried->view);
}

/* POST /office/services/{id}/try, /api/v1/services/{id}/try {text,from,to} */
static enum err
try_do(struct request *rq)
{
	const struct tried *tried = rq->done_before;

	if (tried->err == ERR_INPUT && !rq->wants_json)
		return reply_form(rq, tried->err, "office/service-try",
			json_incref(tried->view));
	TRY(tried->err);
	return reply_page(rq, "office/service-try", json_incref(tried->view));
}

const struct route machine_routes[] = {
	{ GET, "/office/services/{id}/try", ROLE_ADMINS, try_page, "The form to try a translation service with one sentence." },
	{ POST, "/office/services/{id}/try", ROLE_ADMINS, try_do, "Sends one sentence to a translation service and shows its answer, or why there is none.", ROUTE_SLOW | ROUTE_NO_ACT, try_before },
	{ POST, "/api/v1/services/{id}/try", ROLE_ADMINS, try_do, "The same for programs: {\"text\", \"from\", \"to\"}.", ROUTE_SLOW | ROUTE_NO_ACT, try_before },
	{0}
};
