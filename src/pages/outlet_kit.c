/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press kit of an article, a ZIP with a folder of its name:
 *
 *	article.ko.html, article.ko.txt    in every language that there is; of
 *	article.en.machine.html …          a text that nobody has checked
 *	pictures/…                         as they were given to us
 *	credits.txt                        whose they are, and what may be done
 *
 * A picture that is only licensed to the office is not ours to hand on; the
 * credits say so.  Staff get it before publication too, with the embargo in
 * every text.
 */
#include <string.h>

#include "outlet.h"
#include "paper/paper.h"

#define TEXT_MOST (4 << 20)

struct kit {
	struct request *rq;
	const struct record *r;
	const char *folder;
	struct kit_file files[KIT_FILES];
	size_t n;
	struct buf credits;
};

static void
file_add(struct kit *k, const char *name, const void *at, size_t n,
	bool packed)
{
	if (k->n < KIT_FILES)
		k->files[k->n++] = (struct kit_file){ arena_printf(
			k->rq->visit.arena, "%s/%s", k->folder, name), at, n,
			packed };
}

/* ---- texts ---- */

/* Who made and who checked it, as ITS 2.0 has it. */
static void
put_provenance(const struct outlet *o, struct buf *out)
{
	const char *maker = o->body.by != NULL ? o->body.by : "";

	if (o->body.lang == NULL || o->body.original)
		return;
	buf_text(out, strcmp(o->body.origin, "person") == 0 ?
		" its-person=\"" : " its-tool=\"");
	buf_escape(out, maker, strlen(maker));
	if (o->body.checked_by != NULL) {
		buf_text(out, "\" its-rev-person=\"");
		buf_escape(out, o->body.checked_by,
			strlen(o->body.checked_by));
	}
	buf_char(out, '"');
}

static void
html_whole(const struct outlet *o, struct buf *out)
{
	const char *title = o->headline.text, *href = outlet_href(o);

	buf_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" content="
		"\"width=device-width\">\n<title>", o->lang);
	buf_escape(out, title, strlen(title));
	buf_text(out, "</title>\n<link rel=\"canonical\" href=\"");
	buf_escape(out, href, strlen(href));
	buf_text(out, "\">\n</head>\n<body>\n<article");
	put_provenance(o, out);
	buf_text(out, ">\n<h1>");
	buf_escape(out, title, strlen(title));
	buf_text(out, "</h1>\n");
	outlet_html(o, out);
	buf_text(out, "</article>\n</body>\n</html>\n");
}

static enum err
texts_add(struct kit *k, const struct outlet *o)
{
	struct arena *a = o->v->arena;
	struct buf html = buf_in(a, TEXT_MOST), text = buf_in(a, TEXT_MOST);
	const char *name = arena_printf(a, "article.%s%s",
		langs[o->v->lang].tag, o->machine ? ".machine" : "");

	html_whole(o, &html);
	outlet_plain(o, &text);
	if (html.full || text.full)
		return ERR_LARGE;
	file_add(k, arena_printf(a, "%s.html", name), html.at, html.n, false);
	file_add(k, arena_printf(a, "%s.txt", name), text.at, text.n, false);
	return OK;
}

/* ---- pictures ---- */

static const char *
rights_says(struct visit *v, const char *rights)
{
	return rights == NULL ? message(v->lang, "outlet.rights-unsaid") :
		put_choice(v, "article.picture_rights", rights);
}

/* Ours to hand on? */
static bool
is_ours(const char *rights)
{
	return rights == NULL || (strcmp(rights, "licensed") != 0 &&
		strcmp(rights, "permission") != 0);
}

static void
credit_line(struct kit *k, const char *key, const char *text)
{
	if (text != NULL && *text != '\0')
		buf_printf(&k->credits, "  %s: %s\n", message(
			k->rq->visit.lang, key), text);
}

static enum err
picture_add(struct kit *k, const struct outlet *o, const json_t *file,
	const json_t *alt, const json_t *credit, const char *rights)
{
	struct visit *v = &k->rq->visit;
	const char *digest = json_string_value(json_object_get(file,
		"digest")), *type, *name;
	struct bytes bytes;

	if (digest == NULL)
		return OK;
	name = arena_printf(v->arena, "pictures/%zu-%s", k->n,
		kit_name(v->arena, json_string_value(json_object_get(file,
			"name"))));
	buf_printf(&k->credits, "%s\n", is_ours(rights) ? name :
		message(v->lang, "outlet.not-included"));
	credit_line(k, "article.picture_alt", outlet_line(o, alt, NULL));
	credit_line(k, "article.picture_credit", outlet_line(o, credit,
		NULL));
	credit_line(k, "article.picture_rights", rights_says(v, rights));
	buf_char(&k->credits, '\n');
	if (!is_ours(rights))
		return OK;
	TRY(blob_get(v, digest, &type, &bytes));
	file_add(k, name, bytes.at, bytes.n, true);
	return OK;
}

static enum err
pictures_add(struct kit *k, const struct outlet *o)
{
	const struct record *r = k->r;
	json_t *row;
	size_t i;

	TRY(picture_add(k, o, record_value(r, "picture"),
		record_value(r, "picture_alt"), record_value(r,
		"picture_credit"), record_text(r, "picture_rights")));
	json_array_foreach(record_value(r, "pictures"), i, row)
		TRY(picture_add(k, o, json_object_get(row, "file"),
			json_object_get(row, "alt"), json_object_get(row,
			"credit"), json_string_value(json_object_get(row,
			"rights"))));
	return OK;
}

/* ---- the whole ---- */

static enum err
kit_fill(struct kit *k)
{
	struct visit *v = &k->rq->visit;
	struct outlet own = outlet_of(v, k->rq->host, k->r, v->lang);

	buf_printf(&k->credits, "%s\n%s\n%s\n\n", own.headline.text,
		outlet_href(&own), put_say(v, "outlet.rights",
		office_called(v), NULL));
	if (own.hold != NULL)
		buf_printf(&k->credits, "*** %s ***\n\n", own.hold);
	for (int i = 0; i < LANG__MAX; i++) {
		struct outlet o = outlet_of(v, k->rq->host, k->r,
			(enum lang)i);

		if (o.body.lang != NULL && !o.body.foreign)
			TRY(texts_add(k, &o));
	}
	/* Written in no language of pages. */
	if (k->n == 0)
		TRY(texts_add(k, &own));
	TRY(pictures_add(k, &own));
	file_add(k, "credits.txt", k->credits.at, k->credits.n, false);
	return OK;
}

/* GET /{lang}/news/{slug}/kit.zip */
static enum err
kit(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct kit *k = arena_alloc(v->arena, sizeof *k);
	struct record *r;
	struct bytes out;
	int64_t when;

	TRY(record_named(v, &entity_article, request_param(rq, "slug"), &r));
	when = outlet_moment(v, record_text(r, "published"));
	k->rq = rq;
	k->r = r;
	k->folder = record_text(r, "slug");
	k->credits = buf_in(v->arena, TEXT_MOST);
	TRY(kit_fill(k));
	TRY(kit_zip(v->arena, k->files, k->n, when != 0 ? when : r->changed,
		&out));
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"%s.zip\"", k->folder);
	if (article_public(r))
		reply_cached(rq, "public, no-cache");
	return reply_bytes(rq, "application/zip", out.at, out.n);
}

const struct route outlet_kit_routes[] = {
	{ GET, "/{lang}/news/{slug}/kit.zip", ROLE_ANYONE, kit, "The press kit of an article: its texts in every language, its pictures, their credits." },
	{0}
};
