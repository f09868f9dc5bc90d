/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What search engines and messengers read in the head of an article's page:
 *
 *	"social": {"published","modified","picture","description",
 *	           "locales": [{"graph"}], "ld_html"}, "unlisted"
 *	"versions": {"alternates"}: in place of the frame's, the languages that
 *	            have a page of their own; none where this is none of them
 *
 * JSON-LD names the translation's original and the original's translations,
 * who answers for a translation, and every correction.
 */
#include <string.h>

#include "outlet.h"

/* JSON inside a script element: nothing in it may end the element. */
static const char *
script_safe(struct arena *a, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	struct buf out;

	arena_defer(a, free, text);
	out = buf_in(a, 6 * strlen(text) + 1);
	for (const char *s = text; *s != '\0'; s++)
		if (*s == '<' || *s == '>' || *s == '&')
			buf_printf(&out, "\\u%04x", (unsigned)*s);
		else
			buf_char(&out, *s);
	return out.at;
}

static const char *
page_in(const struct outlet *o, const char *tag)
{
	return arena_printf(o->v->arena, "%s/%s/news/%s", o->host, tag,
		record_text(o->r, "slug"));
}

static json_t *
organisation(const char *name, const char *host)
{
	return json_pack("{s:s, s:s, s:s}", "@type", "GovernmentOrganization",
		"name", name, "url", host);
}

/* ---- other languages ---- */

static void
put_work(const struct outlet *o, json_t *ld, const char *key, enum lang lang)
{
	json_t *list = json_object_get(ld, key), *work;
	const char *href = page_in(o, langs[lang].tag);

	work = json_pack("{s:s, s:s, s:s, s:s}", "@type", "NewsArticle", "@id",
		href, "url", href, "inLanguage", langs[lang].html);
	if (strcmp(key, "translationOfWork") == 0) {
		json_object_set_new(ld, key, work);
		return;
	}
	if (list == NULL) {
		list = json_array();
		json_object_set_new(ld, key, list);
	}
	json_array_append_new(list, work);
}

static void
put_works(const struct outlet *o, json_t *ld, unsigned bits)
{
	const char *from = json_string_value(json_object_get(record_value(
		o->r, "body"), "original"));
	enum lang original = from != NULL ? lang_of(from) : LANG__MAX;

	if (o->body.original)
		for (int i = 0; i < LANG__MAX; i++) {
			if ((bits & 1u << i) && i != (int)original)
				put_work(o, ld, "workTranslation",
					(enum lang)i);
		}
	else if (original != LANG__MAX && !o->body.foreign)
		put_work(o, ld, "translationOfWork", original);
}

/* Who answers for a translation: who checked it, else who made it.  A machine
 * is neither a person nor an organisation. */
static void
put_translator(const struct outlet *o, json_t *ld)
{
	const char *by = o->body.checked_by;

	if (o->body.original || o->body.foreign || o->body.lang == NULL)
		return;
	if (by == NULL && strcmp(o->body.origin, "person") == 0)
		by = o->body.by;
	if (by != NULL && *by != '\0')
		json_object_set_new(ld, "translator", json_pack("{s:s, s:s}",
			"@type", "Person", "name", by));
}

/* ---- JSON-LD ---- */

static void
put_corrections(const struct outlet *o, json_t *ld)
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(o->r, "corrections"), i, row) {
		json_t *one = json_pack("{s:s}", "@type",
			"CorrectionComment");
		int64_t at = outlet_moment(o->v, json_string_value(
			json_object_get(row, "at")));

		put_text(one, "text", outlet_line(o, json_object_get(row,
			"says"), NULL));
		if (at != 0)
			put_text(one, "datePublished", outlet_date(o->v, at));
		json_array_append_new(list, one);
	}
	if (json_array_size(list) > 0)
		json_object_set_new(ld, "correction", list);
	else
		json_decref(list);
}

static void
put_author(const struct outlet *o, json_t *ld, const char *office)
{
	const char *byline = outlet_line(o, record_value(o->r, "byline"),
		NULL);

	json_object_set_new(ld, "author", *byline != '\0' ?
		json_pack("[{s:s, s:s}]", "@type", "Person", "name", byline) :
		json_pack("[o]", organisation(office, o->host)));
}

static void
ld_image(const struct outlet *o, json_t *ld, json_t *view)
{
	json_t *file = record_value(o->r, "picture"), *image;
	const char *src = put_file(o->v, file);

	if (src == NULL)
		return;
	src = arena_printf(o->v->arena, "%s%s", o->host, src);
	put_text(view, "picture", src);
	put_text(view, "picture_alt", outlet_line(o, record_value(o->r,
		"picture_alt"), NULL));
	image = json_pack("{s:s, s:s}", "@type", "ImageObject", "url", src);
	for (int i = 0; i < 2; i++) {
		const char *key = i == 0 ? "width" : "height";

		if (json_object_get(file, key) != NULL)
			json_object_set(image, key, json_object_get(file,
				key));
	}
	put_text(image, "creditText", outlet_line(o, record_value(o->r,
		"picture_credit"), NULL));
	json_object_set_new(ld, "image", image);
}

static json_t *
ld_of(const struct outlet *o, unsigned bits, json_t *view)
{
	const char *office = office_called(o->v), *href = outlet_href(o);
	json_t *ld = keep(o->v, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}",
		"@context", "https://schema.org", "@type", "NewsArticle",
		"@id", href, "url", href, "headline", o->headline.text,
		"inLanguage", o->tag, "publisher", organisation(office,
			o->host)));

	put_text(ld, "description", outlet_summary(o));
	put_text(ld, "articleSection", outlet_line(o, record_value(o->r,
		"desk"), NULL));
	put_text(ld, "dateline", outlet_line(o, record_value(o->r, "place"),
		NULL));
	if (o->published != 0) {
		put_text(ld, "datePublished", outlet_date(o->v, o->published));
		put_text(ld, "dateModified", outlet_date(o->v, o->updated));
	}
	put_author(o, ld, office);
	put_translator(o, ld);
	put_works(o, ld, bits);
	put_corrections(o, ld);
	ld_image(o, ld, view);
	return ld;
}

/* ---- the head ---- */

static void
put_locales(const struct outlet *o, json_t *view, unsigned bits)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		if ((bits & 1u << i) && i != (int)o->v->lang)
			json_array_append_new(list, json_pack("{s:s}", "graph",
				langs[i].graph));
	put_list(view, "locales", list);
}

void
outlet_put(struct request *rq, const struct record *r, json_t *view)
{
	struct visit *v = &rq->visit;
	struct outlet o = outlet_of(v, rq->host, r, v->lang);
	unsigned bits = outlet_langs(v, r);
	bool listed = article_public(r) && (bits & 1u << v->lang) != 0;
	json_t *social = json_object();

	if (o.published != 0) {
		put_text(social, "published", outlet_date(v, o.published));
		put_text(social, "modified", outlet_date(v, o.updated));
	}
	put_text(social, "description", outlet_summary(&o));
	put_locales(&o, social, bits);
	json_object_set_new(view, "unlisted", json_boolean(!listed));
	put_text(social, "ld_html", script_safe(v->arena, ld_of(&o, bits,
		social)));
	json_object_set_new(view, "social", social);
	json_object_set_new(view, "versions", json_pack("{s:o}", "alternates",
		listed ? outlet_alternates(v, rq->host, arena_printf(v->arena,
			"/news/%s", record_text(r, "slug")), bits) :
		json_array()));
}
