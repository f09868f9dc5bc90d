/* SPDX-License-Identifier: Apache-2.0 */
/* Playing a story: its lines, one after the other, until one is not so. */
#include <ctype.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "story.h"

#define STORY_MOST (1 << 20)

void
story_fail(struct story *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	printf("# %s:%d: %s\n", s->path, s->line,
		arena_vprintf(s->arena, fmt, args));
	va_end(args);
	s->failed = true;
}

/* ---- files ---- */

static struct bytes
as_charset(struct story *s, const char *charset, const char *text, size_t n)
{
	size_t in = n, room = 2 * n + 8, left = room;
	char *from = arena_copy(s->arena, text, n);
	char *out = arena_alloc(s->arena, room), *to = out;
	iconv_t way = iconv_open(charset, "UTF-8");

	if (way == (iconv_t)-1 || iconv(way, &from, &in, &to, &left) != 0)
		story_fail(s, "no %s of this", charset);
	if (way != (iconv_t)-1)
		iconv_close(way);
	return (struct bytes){ out, room - left };
}

/* file NAME [bom|cp949|…], and the lines that begin with | behind it, or with
 * ~ when they alone are CP949. */
static void
file_keep(struct story *s, const struct line *l, char **rest)
{
	struct buf text = buf_in(s->arena, 1 << 20);
	struct bytes *file = arena_alloc(s->arena, sizeof *file);
	const char *how = l->n > 2 ? l->words[2] : "";
	bool bare = *how == '\0' || strcmp(how, "bom") == 0;

	if (strcmp(how, "bom") == 0)
		buf_text(&text, "\xef\xbb\xbf");
	while (*rest != NULL && (**rest == '|' || **rest == '~')) {
		bool odd = **rest == '~';
		const char *line = words_fill(s, strsep(rest, "\n") + 1);
		struct bytes one = odd ? as_charset(s, "CP949", line,
			strlen(line)) : (struct bytes){ line, strlen(line) };

		s->line++;
		buf_add(&text, one.at, one.n);
		buf_char(&text, '\n');
	}
	*file = bare ? (struct bytes){ text.at, text.n } :
		as_charset(s, how, text.at, text.n);
	map_put(s->files, l->words[1], file);
}

/* ---- commands ---- */

/* import [KIND] @NAME */
static void
import(struct story *s, const struct line *l)
{
	const char *kind = l->n > 2 ? l->words[1] : NULL;
	const char *name = l->words[l->n - 1];
	const struct bytes *file = map_get(s->files, name + (*name == '@'));
	const struct entity *of = kind == NULL ? NULL :
		catalogue_entity(app_catalogue(s->stage.app), kind);

	if (file == NULL || (kind != NULL && of == NULL)) {
		story_fail(s, "import what?");
		return;
	}
	stage_import(&s->stage, of, name + 1, file->at, file->n, &s->told);
	s->body = s->told.faults.at;
	s->plain[0] = s->plain[1] = s->body;
}

/* told TAKEN REFUSED, then checks of what was said */
static void
told(struct story *s, const struct line *l)
{
	if (l->n < 3 || s->told.taken != strtol(l->words[1], NULL, 10) ||
	    s->told.refused != strtol(l->words[2], NULL, 10))
		story_fail(s, "%lld taken, %lld refused\n#   %s",
			(long long)s->told.taken, (long long)s->told.refused,
			s->told.faults.at);
	checks_make(s, l, 3);
}

static void
seed(struct story *s, const struct line *l)
{
	for (int i = 1; i < l->n; i++)
		if (!stage_seed(&s->stage, l->words[i]))
			story_fail(s, "the seed %s does not grow",
				l->words[i]);
}

static void
keep_value(struct story *s, const struct line *l)
{
	checks_keep(s, l);
}

/* header NAME: VALUE */
static void
header(struct story *s, const struct line *l)
{
	const char *name = l->n > 2 ? l->words[1] : "";
	size_t n = strlen(name);

	if (n < 2 || name[n - 1] != ':' || s->header_count == 8) {
		story_fail(s, "header NAME: VALUE");
		return;
	}
	s->headers[s->header_count][0] = arena_copy(s->arena, name, n - 1);
	s->headers[s->header_count++][1] = words_fill(s, l->rest[2]);
}

static void
from(struct story *s, const struct line *l)
{
	s->now->address = l->n > 1 ? l->words[1] : "127.0.0.1";
}

static void
tokenless(struct story *s, const struct line *l)
{
	(void)l;
	s->tokenless = true;
}

/* job KIND */
static void
job(struct story *s, const struct line *l)
{
	map_put(s->kept, "job", (void *)(uintptr_t)stage_job(&s->stage,
		l->n > 1 ? l->words[1] : "history.verify"));
}

/* work: all jobs that are due */
static void
work(struct story *s, const struct line *l)
{
	(void)l;
	stage_work(&s->stage);
}

/* mail: there is a server for it */
static void
mail(struct story *s, const struct line *l)
{
	(void)l;
	stage_mail(&s->stage);
}

/* double: kept as "double" */
static void
double_begin(struct story *s, const struct line *l)
{
	(void)l;
	map_put(s->kept, "double", (void *)(uintptr_t)stage_double(&s->stage));
}

/* list-link ID: kept as "link" */
static void
list_link(struct story *s, const struct line *l)
{
	map_put(s->kept, "link", (void *)(uintptr_t)stage_list_link(&s->stage,
		l->n > 1 ? words_fill(s, l->words[1]) : ""));
}

/* Told without failures: it counts what a second try changes. */
static void
faultless(struct story *s, const struct line *l)
{
	(void)l;
	s->ended = s->faulty;
}

/* readings ID >= N */
static void
readings(struct story *s, const struct line *l)
{
	long n = l->n > 3 ? stage_readings(&s->stage,
		words_fill(s, l->words[1])) : -1;

	if (l->n < 4 || n < strtol(l->words[3], NULL, 10))
		story_fail(s, "it was read %ld times", n);
}

static const struct {
	const char *name;
	void (*play)(struct story *s, const struct line *l);
} commands[] = {
	{ "seed", seed }, { "as", client_as }, { "keep", keep_value },
	{ "header", header }, { "from", from }, { "tokenless", tokenless },
	{ "mail", mail }, { "list-link", list_link },
	{ "double", double_begin },
	{ "faultless", faultless }, { "work", work }, { "job", job }, { "readings", readings }, { "import", import }, { "told", told }, { "JSON", client_json },
	{ "GET", client_form }, { "HEAD", client_form },
	{ "POST", client_form }, { "PUT", client_form },
	{ "PATCH", client_form }, { "DELETE", client_form },
};

/* 303 /office/ties/ has "…" */
static void
status(struct story *s, const struct line *l)
{
	int want = (int)strtol(l->words[0], NULL, 10), i = 1;
	const char *location, *to;

	if (s->rq->reply.status != want)
		story_fail(s, "it is %d, not %d: %.600s",
			s->rq->reply.status, want,
			plain_text(s->arena, s->body));
	for (struct problem *p = s->rq->visit.problems; s->failed && p != NULL;
	    p = p->next)
		printf("#   %s: %s\n", p->field ? p->field : "(whole)", p->key);
	if (i < l->n && l->words[i][0] == '/') {
		location = s->rq->reply.location;
		to = words_fill(s, l->words[i++]);
		if (location == NULL || strncmp(location, to, strlen(to)) != 0)
			story_fail(s, "it leads to %s, not %s",
				location ? location : "nowhere", to);
	}
	if (!s->failed)
		checks_make(s, l, i);
}

static bool
is_status(const char *word)
{
	return isdigit((unsigned char)word[0]) && strlen(word) == 3;
}

static void
line_play(struct story *s, const char *text, char **rest)
{
	struct line l;

	if (!line_cut(s, text, &l)) {
		story_fail(s, "a quote does not end");
		return;
	}
	if (l.n == 0 || *l.words[0] == '#')
		return;
	if (strcmp(l.words[0], "file") == 0 && l.n > 1) {
		file_keep(s, &l, rest);
		return;
	}
	if (is_status(l.words[0]) && s->rq != NULL) {
		status(s, &l);
		return;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i].name, l.words[0]) == 0) {
			commands[i].play(s, &l);
			return;
		}
	if (s->rq != NULL)
		checks_make(s, &l, 0);
	else
		story_fail(s, "what is %s?", l.words[0]);
}

/* ---- the whole ---- */

/* The next line, with those it goes on in. */
static const char *
next_line(struct story *s, char **rest)
{
	struct buf out = buf_in(s->arena, STORY_MOST);
	const char *line;
	size_t n;

	while ((line = strsep(rest, "\n")) != NULL) {
		s->line++;
		n = strlen(line);
		if (n == 0 || line[n - 1] != '\\') {
			buf_add(&out, line, n);
			return out.at;
		}
		buf_add(&out, line, n - 1);
	}
	return out.n > 0 ? out.at : NULL;
}

static const char *
sentence(struct arena *a, const char *text)
{
	const char *at = text + strspn(text, "# ");

	return arena_copy(a, at, strcspn(at, "\n"));
}

void
story_play(struct story *s, const char *path, struct arena *a)
{
	struct line guest = { .n = 0 };
	struct bytes text;
	const char *line;
	char *rest;

	s->arena = a;
	s->path = path;
	if (file_read(a, path, STORY_MOST, &text) != OK) {
		story_fail(s, "cannot be read");
		return;
	}
	s->sentence = sentence(a, text.at);
	s->kept = map_new(a);
	s->files = map_new(a);
	stage_open(&s->stage, a);
	client_as(s, &guest);
	rest = arena_text(a, text.at);
	while (!s->failed && !s->ended && (line = next_line(s, &rest)) != NULL)
		line_play(s, line, &rest);
	if (!stage_whole(&s->stage))
		story_fail(s, "the history is not whole");
}
