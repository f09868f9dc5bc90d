/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long a search takes among many articles:
 *
 *	bench-search ARTICLES
 *
 * The articles are made by a generator that always makes the same ones, some
 * 1,500 characters each of plain Korean words, and go in by record_create.
 * Beside the words that most of them have, there are marks: words of two
 * syllables that one article in a hundred has, ten have in all, or one has.
 * Each word is asked for through the search page and the API, and, for
 * comparison, by LIKE over the same column.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "office/office.h"

enum { BATCH = 1000, CHARACTERS = 1500, ROUNDS = 3, SCANS = 2 };

/* ---- the articles ---- */

static const char *const words[] = {
	"도시", "시민", "교류", "학생", "가정", "방문", "축제", "음악", "공연", "전시",
	"기업", "대학", "연구", "산업", "바다", "하천", "공원", "거리", "시장", "의회",
	"청소년", "대표단", "협약", "우호", "결연", "초청", "답방", "편지", "통역", "숙소",
	"버스", "공항", "기차", "날씨", "가을", "봄날", "아침", "저녁", "식사", "선물",
	"사진", "신문", "기자", "회의", "일정", "계획", "예산", "성과", "경험", "추억",
};
static const char *const endings[] = {
	"", "은", "를", "에서", "으로", "과", "의", "도", "까지", "에게",
};
static const char *const verbs[] = {
	"열렸다", "나누었다", "이어졌다", "찾았다", "전했다", "살펴보았다", "밝혔다",
	"함께했다", "마련했다", "돌아왔다", "약속했다", "기억했다",
};
static const char *const hundredth[] = {
	"뗏목", "윷판", "짚신", "칡꽃", "멧새", "곶감", "쑥떡", "늪지", "옻칠", "탈춤",
};
static const char *const ten[] = {
	"뻐꾹", "꽹과", "씀바", "엿치", "찔레", "맷돌", "꿩밭", "덫줄", "넋풀", "잣죽",
};
static const char *const one[] = {
	"흙벽", "밭둑", "짬뽕", "쌀겨", "꿀떡", "팥빵", "굿판", "갯벌", "옛집", "숯불",
};
static const char *const none[] = { "쿵덕", "뚱땅", "찰칵", "퐁당", "껄껄" };

#define COUNT(of) (sizeof (of) / sizeof *(of))

struct make {
	uint32_t state;
	struct arena *arena;
};

/* The same on every machine; what is random is the upper half. */
static size_t
any(struct make *m, size_t of)
{
	m->state = m->state * 1664525 + 1013904223;
	return (size_t)(m->state >> 8) % of;
}

static void
sentence(struct make *m, struct buf *out)
{
	size_t n = 5 + any(m, 5);

	for (size_t i = 0; i < n; i++) {
		buf_text(out, words[any(m, COUNT(words))]);
		buf_text(out, endings[any(m, COUNT(endings))]);
		buf_char(out, ' ');
	}
	buf_text(out, verbs[any(m, COUNT(verbs))]);
	buf_char(out, '.');
}

/* The marks that the nth article of all has. */
static void
marks(struct make *m, size_t nth, size_t all, struct buf *out)
{
	for (size_t i = 0; i < COUNT(hundredth); i++)
		if (any(m, 100) == 0)
			buf_printf(out, " %s", hundredth[i]);
	for (size_t i = 0; i < COUNT(ten); i++)
		if ((nth + i) % (all / 10) == 0)
			buf_printf(out, " %s", ten[i]);
	for (size_t i = 0; i < COUNT(one); i++)
		if (nth == (i + 1) * all / 12)
			buf_printf(out, " %s", one[i]);
}

static json_t *
article(struct make *m, size_t nth, size_t all)
{
	struct buf body = buf_in(m->arena, 1 << 16);
	struct buf head = buf_in(m->arena, 400);

	buf_printf(&head, "%s %s %s", words[any(m, COUNT(words))],
		words[any(m, COUNT(words))], verbs[any(m, COUNT(verbs))]);
	for (size_t i = 1; text_length(body.at) < CHARACTERS; i++) {
		sentence(m, &body);
		buf_text(&body, i % 6 == 0 ? "\n\n" : " ");
	}
	marks(m, nth, all, &body);
	return json_pack("{s:s, s:{s:s}, s:s, s:s, s:{s:s}}",
		"slug", arena_printf(m->arena, "article-%zu", nth),
		"headline", "ko", head.at, "state", "published",
		"published", "2024-11-08T07:10:00+09:00[Asia/Seoul]",
		"body", "ko", body.at);
}

struct batch {
	size_t from, to, all;
	struct make make;
};

static enum err
put_batch(struct visit *v, void *arg)
{
	struct batch *b = arg;
	struct arena *outer = v->arena, *a = arena_new();
	enum err err = OK;

	for (size_t i = b->from; i < b->to && err == OK; i++) {
		struct record *r;

		v->arena = b->make.arena = a;
		err = record_create(v, &entity_article, keep(v,
			article(&b->make, i, b->all)), &r);
		v->titles = v->there = NULL;
		arena_reset(a);
	}
	v->arena = outer;
	arena_free(a);
	return err;
}

static void
fill(struct house *h, size_t all)
{
	struct batch b = { 0, 0, all, { 1, NULL } };

	while (b.to < all) {
		b.from = b.to;
		b.to = b.from + BATCH < all ? b.from + BATCH : all;
		need(visit_write(&h->visit, put_batch, &b), "a batch");
	}
}

/* ---- asking ---- */

struct times {
	double *at;
	size_t n;
};

static const char *
escaped(struct arena *a, const char *base, const char *word)
{
	struct buf b = buf_in(a, 200);

	buf_text(&b, base);
	for (; *word != '\0'; word++)
		buf_printf(&b, "%%%02X", (unsigned char)*word);
	return b.at;
}

static void
ask(struct house *h, const char *base, const char *word, struct times *t)
{
	struct arena *a = arena_new();
	const char *target = escaped(a, base, word);
	double begun = bench_cpu();
	int status;

	bench_get(h, a, target, &status);
	t->at[t->n++] = bench_cpu() - begun;
	if (status != 200)
		need(ERR_BROKEN, target);
	arena_free(a);
}

static void
scan(struct house *h, const char *word, struct times *t)
{
	struct arena *a = arena_new();
	double begun = bench_cpu();
	struct db_stmt *s = db_ask(h->db, "SELECT id FROM article"
		" WHERE body LIKE ? ORDER BY id DESC");
	bool row = true;

	db_bind_text(s, arena_printf(a, "%%%s%%", word));
	while (row)
		need(db_step(s, &row), "a scan");
	t->at[t->n++] = bench_cpu() - begun;
	arena_free(a);
}

static struct times
asked(struct house *h, const char *const *of, size_t n)
{
	struct times t = { calloc(n * ROUNDS * 2, sizeof(double)), 0 };

	for (int i = 0; i < ROUNDS; i++)
		for (size_t k = 0; k < n; k++) {
			ask(h, "/ko/search?q=", of[k], &t);
			ask(h, "/api/v1/search?q=", of[k], &t);
		}
	return t;
}

static void
class(struct house *h, const char *name, const char *const *of, size_t n)
{
	struct times t = asked(h, of, n);
	struct times scans = { calloc(SCANS, sizeof(double)), 0 };

	for (size_t i = 0; i < SCANS; i++)
		scan(h, of[i], &scans);
	printf("%s %.2f %.2f %.0f\n", name, bench_part(t.at, t.n, 50) / 1000,
		bench_part(t.at, t.n, 99) / 1000,
		bench_part(scans.at, scans.n, 50) / 1000);
	free(t.at);
	free(scans.at);
}

int
main(int argc, char **argv)
{
	size_t all = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	double begun = bench_wall();
	struct house h;

	bench_house(&h);
	fill(&h, all);
	printf("filled %.0f\n", (bench_wall() - begun) / 1e6);
	class(&h, "most", words, COUNT(words));
	class(&h, "hundredth", hundredth, COUNT(hundredth));
	class(&h, "ten", ten, COUNT(ten));
	class(&h, "one", one, COUNT(one));
	class(&h, "none", none, COUNT(none));
	bench_house_end(&h);
	return 0;
}
