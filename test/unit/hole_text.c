/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holes by what is typed: markup in every field and wherever it comes out,
 * texts that are too long, characters that deceive.  That markup stays text is
 * seen by the bones of a page: its tags and attributes are those of the same
 * page with harmless letters.
 */
#include <string.h>

#include "base/file.h"
#include "guest.h"
#include "test.h"
#include "wire/wire.h"

static const char hostile[] = "'\"><&</textarea></title><script>alert(1)"
	"</script><img src=x onerror=alert(2)> javascript:alert(3) {{text}}";
static const char calm[] = "harmless";

/* Nothing of the markup may stand there as it was typed. */
static void
no_markup(const char *html, const char *where)
{
	static const char *const raw[] = { "<script>alert", "<img src=x",
		"</textarea></title>", "'\"><", "href=\"javascript:",
		NULL };

	for (const char *const *s = raw; *s != NULL; s++)
		if (!CHECK(strstr(html, *s) == NULL))
			printf("# %s: %s\n", where, *s);
}

static void
same_bones(struct arena *a, const struct request *bad,
	const struct request *good, const char *where)
{
	const char *one = guest_body(bad), *two = guest_body(good);

	CHECK_INT(bad->reply.status, good->reply.status);
	if (!CHECK_TEXT(guest_bones(a, one), guest_bones(a, two)))
		printf("# %s\n", where);
	no_markup(one, where);
}

/* ---- what comes back in the form ---- */

/* Every field that the box reads, and one that it does not. */
static const char *const fields[] = { "nickname", "password", "text",
	"answers", "sealed", "number", "neither", "what", "nonsense" };

/* The box with one field as given and the rest in order, but no number. */
static struct request *
box(struct guest *r, const char *field, const char *value)
{
	const char *own[] = { "Mina", "four", "A word", "", "", "000000" };
	size_t n = sizeof fields / sizeof *fields;

	for (size_t i = 0; i < n; i++)
		if (i < 6 && strcmp(fields[i], field) == 0)
			own[i] = value;
	return guest_post(r, COMMENTS, "nickname", own[0], "password", own[1],
		"text", own[2], "answers", own[3], "sealed", own[4], "number",
		own[5], strcmp(field, fields[6]) == 0 ||
		strcmp(field, fields[7]) == 0 || strcmp(field, fields[8]) == 0 ?
		field : "x", value, NULL);
}

static void
markup_comes_back(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);

	for (size_t i = 0; r != NULL && i < sizeof fields / sizeof *fields;
	    i++) {
		r->from = arena_printf(a, "203.0.%zu.9", i);
		/* An answer to nothing is refused in another way. */
		same_bones(a, box(r, fields[i], hostile), box(r, fields[i],
			i == 0 ? "harmless ones and more than twenty" : calm),
			fields[i]);
	}
}

/* A password is never given back, wherever it was typed. */
static void
password_never_comes_back(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	struct request *rq;
	const char *id;

	if (r == NULL)
		return;
	rq = box(r, "password", "zebra-crossing");
	CHECK_INT(rq->reply.status, 422);
	CHECK(strstr(guest_body(rq), "zebra-crossing") == NULL);
	r->json = true;
	CHECK(strstr(guest_body(box(r, "password", "zebra-crossing")),
		"zebra-crossing") == NULL);
	r->json = false;
	id = guest_leave(r, "Mina", "zebra-crossing", "Mine", NULL);
	if (!CHECK(id != NULL))
		return;
	for (int i = 0; i < 2; i++) {
		rq = guest_post(r, arena_printf(a, COMMENTS "/%s", id),
			"password", "zebra-crossings", "what", "save", "text",
			"x", NULL);
		CHECK_INT(rq->reply.status, 422);
		CHECK(strstr(guest_body(rq), "zebra") == NULL);
		r->json = true;
	}
}

/* ---- where a comment shows ---- */

static struct request *
own(struct guest *r, const char *id, const char *password, const char *what,
	const char *text)
{
	return guest_post(r, arena_printf(r->arena, COMMENTS "/%s", id),
		"password", password, "what", what, "text", text, NULL);
}

/* The page with what differs between any two comments made alike. */
static const char *
bones_of(struct guest *r, const char *target)
{
	struct request *rq = guest_get(r, target);
	const char *body = guest_body(rq);

	CHECK_INT(rq->reply.status, 200);
	no_markup(body, target);
	return guest_bones(r->arena, body);
}

static const char *
view_text_of(struct arena *a, json_t *view, const char *id)
{
	json_t *all = json_object_get(view, "comments"), *one;
	size_t i;

	json_array_foreach(all, i, one)
		if (strcmp(json_string_value(json_object_get(one, "id")),
		    id) == 0)
			return arena_text(a, json_string_value(
				json_object_get(one, "text")));
	return NULL;
}

/* What programs read is what was typed, letter for letter. */
static void
json_is_as_typed(struct guest *r, const char *id, const char *typed)
{
	struct request *rq;
	json_t *view;

	r->json = true;
	rq = guest_get(r, LETTERS);
	view = json_loadb(rq->reply.at, rq->reply.n, 0, NULL);
	CHECK_TEXT(view_text_of(r->arena, view, id), typed);
	json_decref(view);
	rq = guest_get(r, arena_printf(r->arena, "/api/v1/comments/%s", id));
	view = json_loadb(rq->reply.at, rq->reply.n, 0, NULL);
	CHECK_TEXT(json_string_value(json_object_get(view, "text")), typed);
	CHECK_TEXT(rq->reply.type, "application/json");
	json_decref(view);
	r->json = false;
}

static void
markup_is_text(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *plain[2], *page, *mine;
	const char *id = r == NULL ? NULL : guest_leave(r, "'\"<b>&amp;",
		"four", "A calm text", NULL);

	if (!CHECK(id != NULL))
		return;
	mine = arena_printf(a, COMMENTS "/%s", id);
	page = arena_printf(a, COMMENTS "?answers=%s", id);
	plain[0] = bones_of(r, LETTERS);
	plain[1] = bones_of(r, mine);
	CHECK(strstr(plain[1], "<textarea ") != NULL);
	/* By its author's edit: in text, and in a textarea. */
	CHECK_INT(own(r, id, "four", "save", hostile)->reply.status, 303);
	CHECK_TEXT(guest_field(r, id, "text"), hostile);
	CHECK_TEXT(bones_of(r, LETTERS), plain[0]);
	CHECK_TEXT(bones_of(r, mine), plain[1]);
	CHECK(strstr(bones_of(r, page), "<textarea ") != NULL);
	json_is_as_typed(r, id, hostile);
	/* In the textarea of a page that refuses. */
	no_markup(guest_body(own(r, id, "not it", "save", hostile)), mine);
	no_markup(guest_body(own(r, id, hostile, "look", hostile)), mine);
}

/* ---- by a moderator's hand ---- */

static void
staff_change(struct guest *r, const char *id, const char *field,
	const char *value)
{
	const char *at = arena_printf(r->arena, "/office/comments/%s", id);
	struct request *rq;
	const char *revision;

	rq = guest_get(r, arena_printf(r->arena, "%s/edit", at));
	if (!CHECK_INT(rq->reply.status, 200))
		return;
	revision = strstr(guest_body(rq), "name=\"_revision\" value=\"");
	if (!CHECK(revision != NULL))
		return;
	revision = arena_text(r->arena, revision + 24);
	rq = guest_post(r, at, "_csrf", rq->csrf, "_revision", arena_copy(
		r->arena, revision, strcspn(revision, "\"")), field, value,
		NULL);
	CHECK_INT(rq->reply.status, 303);
}

static void
moderators_markup_is_text(struct arena *a)
{
	static const char *const pages[] = { "", "/edit", "/history" };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A calm text", NULL);
	const char *public_bones, *office_bones[3], *session;

	if (!CHECK(id != NULL))
		return;
	session = guest_staff(r, "kim", "officer editor");
	public_bones = bones_of(r, LETTERS);
	r->cookie = session;
	/* So that each page has had as many entries before as behind. */
	staff_change(r, id, "notes", calm);
	staff_change(r, id, "text", calm);
	for (int i = 0; i < 3; i++)
		office_bones[i] = bones_of(r, arena_printf(a,
			"/office/comments/%s%s", id, pages[i]));
	staff_change(r, id, "notes", hostile);
	staff_change(r, id, "text", hostile);
	for (int i = 0; i < 2; i++)
		CHECK_TEXT(bones_of(r, arena_printf(a, "/office/comments/%s%s",
			id, pages[i])), office_bones[i]);
	CHECK(strlen(bones_of(r, arena_printf(a, "/office/comments/%s%s", id,
		pages[2]))) > strlen(office_bones[2]));
	bones_of(r, "/office/comments");
	bones_of(r, "/office/comments?f.state=shown&view=cards");
	r->cookie = NULL;
	CHECK_TEXT(bones_of(r, LETTERS), public_bones);
}

static void
objections_markup_is_text(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A calm text", NULL);
	const char *session, *at;

	if (!CHECK(id != NULL))
		return;
	session = guest_staff(r, "kim", "officer editor");
	at = arena_printf(a, "/office/comments/%s", id);
	r->cookie = session;
	CHECK_INT(guest_post(r, at, "_csrf", guest_get(r, at)->csrf,
		"_revision", "1", "state", "removed", "reason", "unrelated",
		NULL)->reply.status, 303);
	r->cookie = NULL;
	CHECK_INT(own(r, id, "four", "object", hostile)->reply.status, 303);
	no_markup(guest_body(own(r, id, "four", "look", NULL)), "own page");
	no_markup(guest_body(guest_get(r, LETTERS)), LETTERS);
	r->cookie = session;
	bones_of(r, at);
	bones_of(r, arena_printf(a, "%s/edit", at));
	bones_of(r, "/office/comments");
	CHECK(strstr(guest_body(guest_get(r, at)), "alert(3)") != NULL);
}

/* ---- letters, feeds and tables ---- */

static void
no_header_is_injected(struct arena *a)
{
	struct mail m = { .from = "office@example.org",
		.to = "kim@example.org", .date = 1795384800000,
		.message_id = "<1@example.org>",
		.subject = "Mina\r\nBcc: all@example.net",
		.body = "Hello" };
	struct buf out = buf_in(a, 1 << 16);
	enum err err = mail_print(&m, &out);

	CHECK(err != OK || strstr(out.at, "\nBcc:") == NULL);
	m.subject = "Hello";
	m.body = "<b>bold</b>\r\n.\r\nRCPT TO: <x@example.net>";
	out = buf_in(a, 1 << 16);
	err = mail_print(&m, &out);
	CHECK(err != OK || strstr(out.at, "text/html") == NULL);
}

/* ---- the lists of others ---- */

static char *
list_of(struct arena *a, const char *name)
{
	struct bytes file;

	if (!CHECK(test_shared() != NULL) || !CHECK_INT(file_read(a,
		    arena_printf(a, "%s/data/hostile-markup/%s.txt",
		    test_shared(), name), 1 << 20, &file), OK))
		return NULL;
	return arena_copy(a, file.at, file.n);
}

static void
line_in_every_field(struct guest *r, const char *line, size_t n,
	const char *const *usual)
{
	struct arena *outer = r->arena;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct request *rq;

		r->arena = arena_new();
		r->from = arena_printf(outer, "203.%zu.%zu.9", n, i);
		rq = box(r, fields[i], line);
		/* What is no text at all is refused as a whole. */
		if (rq->reply.status == 422 &&
		    !CHECK_TEXT(guest_bones(r->arena, guest_body(rq)),
			usual[i]))
			printf("# %s: %s\n", fields[i], line);
		arena_free(r->arena);
	}
	r->arena = outer;
}

/* The bones that the box has when a field holds something harmless; a text
 * of the list may be wrong in another way, so both are tried. */
static void
hostile_lists(struct arena *a)
{
	static const char *const names[] = { "xss_quick", "xss_rsnake",
		"ssti" };
	struct guest *r = guest_new(a, NULL);
	const char *usual[sizeof fields / sizeof *fields];
	size_t n = 0;

	if (r == NULL)
		return;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		usual[i] = guest_bones(a, guest_body(box(r, fields[i],
			i == 0 ? "harmless, and longer than twenty" :
			"harmless")));
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		char *rest = list_of(a, names[k]);

		for (char *line; rest != NULL && (line = strsep(&rest, "\n"))
		    != NULL; n++)
			if (text_length(line) > 20)
				line_in_every_field(r, arena_copy(a, line,
					strlen(line)), n % 250, usual);
	}
	CHECK(n > 200);
}

/* ---- too long ---- */

static const char *
many(struct arena *a, const char *what, size_t n)
{
	struct buf out = buf_in(a, 4 << 20);

	while (n-- > 0)
		buf_text(&out, what);
	return out.at;
}

static void
nothing_is_cut(struct arena *a)
{
	static const char *const letters[] = { "a", "\xea\xb0\x80",
		"\xf0\x9f\x98\x80", "e\xcc\x81", "\xc3\xa9" };
	struct guest *r = guest_new(a, NULL);

	for (size_t i = 0; r != NULL && i < 5; i++) {
		const char *fits = arena_printf(a, "%zu%s", i, many(a,
			letters[i], COMMENT_TEXT - 1));
		const char *over = arena_printf(a, "%s%s", fits, letters[i]);
		const char *id = guest_leave(r, "Mina", "four", fits, NULL);
		struct request *rq;

		/* NFC of e and its accent is one character. */
		if (CHECK(id != NULL) && i != 3)
			CHECK_TEXT(guest_field(r, id, "text"), fits);
		rq = box(r, "text", over);
		CHECK_INT(rq->reply.status, 422);
		CHECK(guest_told(rq, "text", "error.too-long"));
		/* It is all there to be shortened. */
		if (i != 3)
			CHECK(strstr(guest_body(rq), over) != NULL);
	}
}

/* Around the 65,535 bytes of another store's column. */
static void
nothing_is_cut_at_64k(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);

	for (size_t n = 65533; r != NULL && n < 65538; n++) {
		const char *over = arena_printf(a, "%s<b title='", many(a,
			"x", n - 11));
		struct request *rq = box(r, "text", over);

		CHECK_INT(rq->reply.status, 422);
		CHECK(guest_told(rq, "text", "error.too-long"));
		CHECK(strstr(guest_body(rq), "x&lt;b title=") != NULL);
	}
	if (r == NULL)
		return;
	CHECK_INT(box(r, "text", many(a, "x", (1 << 20) + 1))->reply.status,
		413);
}

/* One character for a person, and as many bytes as they like. */
static void
marks_are_counted(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *tall = arena_printf(a, "a%s", many(a, "\xcc\x81\xcc\xa7",
		20000));
	const char *id, *kept;

	if (r == NULL)
		return;
	id = guest_leave(r, tall, "four", "Mine", NULL);
	kept = id == NULL ? NULL : guest_field(r, id, "nickname");
	CHECK(kept == NULL || strlen(kept) < 1000);
	id = guest_leave(r, "Mina", "four", tall, NULL);
	kept = id == NULL ? NULL : guest_field(r, id, "text");
	CHECK(kept == NULL || strlen(kept) < 40000);
}

/* What was typed is there again, whatever was wrong. */
static void
typed_text_stays(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	static const char typed[] = "What took me half an hour";
	const char *right;
	struct request *all[6];

	if (r == NULL)
		return;
	right = guest_number(r, r->article);
	all[0] = box(r, "text", typed);
	all[1] = guest_post(r, COMMENTS, "nickname", "", "password", "", "text",
		typed, NULL);
	all[2] = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", typed, "answers", "nonsense", NULL);
	all[3] = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", typed, "sealed", right, "number", "12", NULL);
	for (int i = 0; i < 40; i++)
		all[4] = box(r, "text", typed);
	CHECK_INT(all[4]->reply.status, 429);
	r->from = "203.0.113.9";
	all[5] = guest_post(r, COMMENTS, "text", typed, "what", "another",
		NULL);
	for (size_t i = 0; i < 6; i++)
		if (!CHECK(strstr(guest_body(all[i]), typed) != NULL))
			printf("# the %zu. time, %d\n", i,
				all[i]->reply.status);
}

/* ---- characters that deceive ---- */

static void
controls_are_refused(struct arena *a)
{
	static const char *const bad[] = { "%00", "%01", "%08", "%0B", "%1B",
		"%7F", "%C2%85", "%E2%80%AE", "%E2%80%AD", "%E2%81%A6",
		"%FF", "%C0%AF", "%ED%A0%80" };
	static const char *const where[] = { "nickname", "password", "text",
		"number", "answers" };
	struct guest *r = guest_new(a, NULL);
	int64_t rows = r == NULL ? 0 : guest_rows(r);

	for (size_t i = 0; r != NULL && i < sizeof bad / sizeof *bad; i++)
		for (size_t k = 0; k < sizeof where / sizeof *where; k++) {
			int status = guest_ask(r, "POST", COMMENTS,
				"application/x-www-form-urlencoded",
				arena_printf(a, "%s=Mi%sna", where[k],
				bad[i]))->reply.status;

			if (!CHECK(status == 400 || status == 422))
				printf("# %s: %s\n", where[k], bad[i]);
		}
	if (r != NULL)
		CHECK_INT(guest_rows(r), rows);
}

/* Names and texts of nothing that can be seen. */
static void
nobody_is_invisible(struct arena *a)
{
	static const char *const empty[] = { " ", "\xe2\x80\x8b",
		"\xe3\x85\xa4", "\xef\xbe\xa0", "\xe1\x85\x9f\xe1\x85\xa0",
		"\xe2\x81\xa0\xef\xbb\xbf", "\xc2\xad", "\xe2\xa0\x80",
		"\xe3\x80\x80", "\xf3\xa0\x80\xa1" };
	struct guest *r = guest_new(a, NULL);

	for (size_t i = 0; r != NULL && i < sizeof empty / sizeof *empty;
	    i++) {
		CHECK(guest_told(box(r, "nickname", empty[i]), "nickname",
			"error.required"));
		CHECK(guest_told(box(r, "text", empty[i]), "text",
			"error.required"));
	}
}

const struct test hole_text_tests[] = {
	{ "hole: XSS; markup in any field comes back as text", markup_comes_back },
	{ "hole: a password never comes back", password_never_comes_back },
	{ "hole: XSS; markup of an edit is text on the page, in a textarea and in JSON", markup_is_text },
	{ "hole: XSS; markup of a moderator's edit is text for staff and readers", moderators_markup_is_text },
	{ "hole: XSS; markup of an objection is text", objections_markup_is_text },
	{ "hole: header injection; no line of a letter's subject becomes a header", no_header_is_injected },
	{ "hole: XSS; known lists of markup through every field of the box", hostile_lists },
	{ "hole: truncation; a text that is too long is refused whole, at any character", nothing_is_cut },
	{ "hole: truncation; nothing is cut at 64 KB", nothing_is_cut_at_64k },
	{ "hole: truncation; a character of very many marks is no way around a length", marks_are_counted },
	{ "hole: a text that took long is there again after every error", typed_text_stays },
	{ "hole: control characters and overrides of direction are refused", controls_are_refused },
	{ "hole: nobody's name and nothing's text; what cannot be seen is empty", nobody_is_invisible },
	{0}
};
