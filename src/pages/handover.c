/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hand-over of a tie as a page and as a PDF, of one and the same paper.
 * It is in the language asked for, whatever that of the office's pages is;
 * the partner's in the language of the partner's country.  A partner's officer
 * is given no other than the partner's, in their own language.
 */
#include <string.h>

#include "inside.h"
#include "paper/paper.h"

#define NAME_MOST 120

struct handover {
	struct record *tie;
	const char *to;              /* the successor's name; "" */
	enum lang lang;
	bool partner;
	json_t *paper;
};

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- the partner's eyes ---- */

/* The language of the first city that is not ours. */
static enum err
partner_lang(struct visit *v, const struct record *tie, enum lang *out)
{
	static const struct {
		const char *country;
		enum lang lang;
	} rows[] = { { "KR", LANG_KO }, { "CN", LANG_ZH }, { "TW", LANG_ZH },
		{ "HK", LANG_ZH }, { "MO", LANG_ZH }, { "JP", LANG_JA } };
	struct id home = tie_home(v, tie), id;
	json_t *member;
	size_t i;

	*out = LANG_EN;
	json_array_foreach(record_value(tie, "members"), i, member) {
		struct record *city;

		if (!id_parse(json_string_value(member), &id) ||
		    id_same(id, home))
			continue;
		TRY(record_part(v, &entity_city, id, "country", &city));
		for (size_t n = 0; n < sizeof rows / sizeof *rows; n++)
			if (strcmp(rows[n].country, record_text(city,
			    "country")) == 0)
				*out = rows[n].lang;
		return OK;
	}
	return OK;
}

/* Writes the paper as its readers may see the tie, in their language; what
 * the visit was is as it was again behind it. */
static enum err
paper_write(struct visit *v, struct handover *h)
{
	unsigned roles = v->roles;
	enum lang lang = v->lang;
	struct map *titles = v->titles;
	struct id first = v->ties[0];
	size_t tie_count = v->tie_count;
	struct record *tie = h->tie;
	enum err err = OK;

	v->lang = h->lang;
	v->titles = NULL;
	if (h->partner) {
		v->roles = ROLE_ANYONE | ROLE_PARTNER;
		v->ties[0] = tie->id;
		v->tie_count = 1;
		err = record_get(v, &entity_tie, tie->id, &tie);
	}
	if (err == OK)
		err = tie_handover(v, tie, h->to, h->partner, &h->paper);
	v->roles = roles;
	v->lang = lang;
	v->titles = titles;
	v->ties[0] = first;
	v->tie_count = tie_count;
	if (err == OK)
		keep(v, h->paper);
	return err;
}

static enum err
asked(struct request *rq, struct handover *h)
{
	struct visit *v = &rq->visit;
	const char *to = request_query(rq, "for");
	const char *lang = request_query(rq, "in");
	const char *partner = request_query(rq, "for_partner");

	if (lang == NULL)
		lang = request_query(rq, "lang");
	*h = (struct handover){ .to = to != NULL && visit_staff(v) ? to : "" };
	TRY(ledger_tie(rq, &h->tie));
	record_shown(rq, h->tie);
	if (text_length(h->to) > NAME_MOST)
		return fail_field(v, "for", "error.too-long", "120", NULL);
	h->partner = visit_partner(v) ||
		(partner != NULL && strcmp(partner, "1") == 0);
	h->lang = lang != NULL && *lang != '\0' ? lang_of(lang) : v->lang;
	if (h->lang == LANG__MAX)
		return fail_field(v, "lang", "error.not-a-language", lang,
			NULL);
	if (h->partner && visit_staff(v) && (lang == NULL || *lang == '\0'))
		TRY(partner_lang(v, h->tie, &h->lang));
	return paper_write(v, h);
}

/* ---- as a page ---- */

/* A TEXT of the paper as {"text","own"}, its language where it is another. */
static json_t *
piece_view(const json_t *piece)
{
	const char *text = json_is_object(piece) ? text_in(piece, "text") :
		json_string_value(piece);
	const char *lang = json_is_object(piece) ? text_in(piece, "lang") :
		NULL;

	return json_pack("{s:s, s:s}", "text", text != NULL ? text : "",
		"own", lang != NULL ? lang : "");
}

static json_t *
pieces_view(const json_t *pieces)
{
	json_t *list = json_array(), *piece;
	size_t i;

	json_array_foreach(pieces, i, piece)
		json_array_append_new(list, piece_view(piece));
	return list;
}

static json_t *
table_view(const json_t *table)
{
	json_t *rows = json_array(), *row;
	size_t i;

	json_array_foreach(json_object_get(table, "rows"), i, row)
		json_array_append_new(rows, json_pack("{s:o}", "cells",
			pieces_view(row)));
	return json_pack("{s:o, s:o}", "head", pieces_view(json_object_get(
		table, "head")), "rows", rows);
}

/* Every kind of part has a name of its own, which is there or false. */
static json_t *
part_view(const json_t *part)
{
	json_t *view = json_pack("{s:b, s:b, s:b, s:b, s:b, s:b}", "heading",
		0, "under", 0, "text", 0, "facts", 0, "bullets", 0, "table",
		0);
	const json_t *is;

	if ((is = json_object_get(part, "heading")) != NULL)
		json_object_set_new(view, json_integer_value(json_object_get(
			part, "level")) > 1 ? "under" : "heading",
			piece_view(is));
	else if ((is = json_object_get(part, "text")) != NULL)
		json_object_set_new(view, "text", piece_view(is));
	else if ((is = json_object_get(part, "list")) != NULL)
		json_object_set_new(view, "bullets", json_pack("{s:o}",
			"items", pieces_view(is)));
	else if ((is = json_object_get(part, "facts")) != NULL)
		json_object_set_new(view, "facts", json_pack("{s:O}", "rows",
			is));
	else if ((is = json_object_get(part, "table")) != NULL)
		json_object_set_new(view, "table", table_view(is));
	return view;
}

static json_t *
langs_view(const struct handover *h)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"value", langs[i].tag, "label", langs[i].own, "chosen",
			(int)(i == (int)h->lang)));
	return list;
}

static void
add_escaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= '0' && *s <= '9') || ((*s | 0x20) >= 'a' &&
		    (*s | 0x20) <= 'z') || *s == '-' || *s == '.')
			buf_char(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned char)*s);
}

/* The same paper as a file. */
static const char *
pdf_at(struct visit *v, const struct handover *h)
{
	struct buf out = buf_in(v->arena, 2000);

	buf_printf(&out, "/office/ties/%s/handover.pdf?in=%s%s",
		id_text(v->arena, h->tie->id), langs[h->lang].tag,
		h->partner ? "&for_partner=1" : "");
	if (*h->to != '\0')
		buf_text(&out, "&for=");
	add_escaped(&out, h->to);
	return out.at;
}

/* GET /office/ties/{id}/handover */
static enum err
page(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view, *parts = json_array(), *part;
	struct handover h;
	size_t i;

	view = keep(v, json_pack("{s:o}", "parts", parts));
	TRY(asked(rq, &h));
	if (rq->wants_json)
		return reply_json(rq, 200, json_incref(h.paper));
	json_array_foreach(json_object_get(h.paper, "parts"), i, part)
		json_array_append_new(parts, part_view(part));
	put_text(view, "title", text_in(h.paper, "title"));
	put_text(view, "day", text_date(v->arena, h.lang, text_in(h.paper,
		"date")));
	put_text(view, "paper_lang", text_in(h.paper, "lang"));
	json_object_set_new(view, "letterhead", pieces_view(json_object_get(
		h.paper, "letterhead")));
	json_object_set_new(view, "languages", langs_view(&h));
	json_object_set_new(view, "to", json_string(h.to));
	json_object_set_new(view, "for_partner", json_boolean(h.partner));
	json_object_set_new(view, "is_staff", json_boolean(visit_staff(v)));
	put_text(view, "tie_title", record_title(v, h.tie));
	put_text(view, "back", arena_printf(v->arena, "/office/ties/%s",
		id_text(v->arena, h.tie->id)));
	put_text(view, "pdf", pdf_at(v, &h));
	return reply_page(rq, "office/handover", json_incref(view));
}

/* GET /office/ties/{id}/handover.pdf */
static enum err
file(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct buf name = buf_in(v->arena, 1200);
	const char *slug;
	struct handover h;
	struct bytes pdf;
	enum err err;

	TRY(asked(rq, &h));
	err = pdf_paper(v->arena, h.paper, &pdf);
	if (err != OK)
		return fail(v, err, "handover.no-pdf");
	slug = record_text(h.tie, "slug");
	add_escaped(&name, text_in(h.paper, "title"));
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"handover-%s-%s.pdf\"; "
		"filename*=UTF-8''%s.pdf", slug != NULL ? slug : "tie",
		langs[h.lang].tag, name.at);
	return reply_bytes(rq, "application/pdf", pdf.at, pdf.n);
}

#define WHO (ROLE_STAFF | ROLE_PARTNER)

const struct route handover_routes[] = {
	{ GET, "/office/ties/{id}/handover", WHO, page, "A tie's hand-over: for whom, in which language, and for_partner=1 for the partner's own." },
	{ GET, "/office/ties/{id}/handover.pdf", WHO, file, "The same as a PDF." },
	{ GET, "/api/v1/ties/{id}/handover", WHO, page, "The same for programs." },
	{0}
};
