/* SPDX-License-Identifier: Apache-2.0 */
/* What stands between a comment box and a flood, without a store. */
#include <string.h>

#include "office/office.h"
#include "paper/paper.h"
#include "test.h"
#include "web/web.h"

/* As many at once as the burst, then one in each interval. */
static void
burst_then_steady(struct arena *a)
{
	int64_t tat = 0, wait, now = 1000000;

	(void)a;
	for (int i = 0; i < 3; i++)
		CHECK(gcra_pass(&tat, now, 1000, 3, &wait) && wait == 0);
	CHECK(!gcra_pass(&tat, now, 1000, 3, &wait) && wait == 1000);
	CHECK(!gcra_pass(&tat, now + 999, 1000, 3, &wait) && wait == 1);
	CHECK(gcra_pass(&tat, now + 1000, 1000, 3, &wait));
	CHECK(!gcra_pass(&tat, now + 1000, 1000, 3, &wait));
}

static void
quiet_forgives(struct arena *a)
{
	int64_t tat = 0, wait, now = 1000000;

	(void)a;
	for (int i = 0; i < 10; i++)
		gcra_pass(&tat, now, 1000, 3, &wait);
	now += 3000;
	for (int i = 0; i < 3; i++)
		CHECK(gcra_pass(&tat, now, 1000, 3, &wait));
	CHECK(!gcra_pass(&tat, now, 1000, 3, &wait));
}

static void
refused_costs_nothing(struct arena *a)
{
	int64_t tat = 0, wait, now = 1000000;

	(void)a;
	CHECK(gcra_pass(&tat, now, 1000, 1, &wait));
	for (int i = 0; i < 1000; i++)
		CHECK(!gcra_pass(&tat, now, 1000, 1, &wait));
	CHECK(gcra_pass(&tat, now + 1000, 1000, 1, &wait));
}

/* ---- the number ---- */

static struct visit
visit_here(struct arena *a, struct catalogue *c)
{
	static const uint8_t key[SECRET_KEY] = "a key of thirty-two bytes length";

	*c = (struct catalogue){.key = key};
	return (struct visit){.arena = a, .catalogue = c, .now = 5000000};
}

static void
number_is_bound(struct arena *a)
{
	struct catalogue c;
	struct visit v = visit_here(a, &c);
	struct id article = id_new(), other = id_new();
	const char *sealed = number_make(&v, article, v.now);
	struct number n;

	CHECK(number_read(&v, sealed, article, &n) == OK);
	CHECK(n.made == v.now && strlen(n.digits) == NUMBER_DIGITS);
	CHECK(strspn(n.digits, "0123456789") == NUMBER_DIGITS);
	CHECK(number_right(&n, n.digits));
	CHECK(number_read(&v, sealed, other, &n) == ERR_MISSING);
}

/* No bit of it can be changed, nothing added, nothing taken. */
static void
number_is_sealed(struct arena *a)
{
	struct catalogue c;
	struct visit v = visit_here(a, &c);
	struct id article = id_new();
	const char *sealed = number_make(&v, article, v.now);
	char *bent = arena_text(a, sealed);
	struct number n;

	for (char *b = bent; *b != '\0'; b++) {
		char was = *b;

		*b = was == '0' ? '1' : '0';
		CHECK(number_read(&v, bent, article, &n) == ERR_MISSING);
		*b = was;
	}
	CHECK(number_read(&v, arena_printf(a, "%s00", sealed), article,
		&n) == ERR_MISSING);
	CHECK(number_read(&v, sealed + 2, article, &n) == ERR_MISSING);
	CHECK(number_read(&v, "", article, &n) == ERR_MISSING);
	CHECK(number_read(&v, NULL, article, &n) == ERR_MISSING);
}

static void
digits_compare(struct arena *a)
{
	struct number n = {.digits = "042917"};

	(void)a;
	CHECK(number_right(&n, "042917") && number_right(&n, "042 917"));
	CHECK(!number_right(&n, "42917") && !number_right(&n, "0429170"));
	CHECK(!number_right(&n, "") && !number_right(&n, NULL));
	CHECK(!number_right(&n, "042916"));
}

static void
drawing_holds_no_text(struct arena *a)
{
	struct bytes one, two;

	CHECK(number_draw(a, "0123456789" + 4, "A \"<number>", false, &one)
		== OK);
	CHECK(number_draw(a, "456789", "A \"<number>", false, &two) == OK);
	CHECK(strstr(one.at, "<text") == NULL);
	CHECK(strstr(one.at, "456789") == NULL);
	CHECK(strstr(one.at, "&quot;&lt;number") != NULL);
	CHECK(strcmp(one.at, two.at) != 0);
	CHECK(number_draw(a, "45x", "", true, &two) == ERR_INPUT);
}

/* hole: fixed audio; the same digits never sound the same. */
static void
sound_is_new(struct arena *a)
{
	static const char *const in[] = { "ko", "zh-Hans", "ja", "en" };
	struct bytes one, two;

	for (size_t i = 0; i < 4; i++) {
		CHECK(number_sound(a, "012345", in[i], &one) == OK);
		CHECK(number_sound(a, "012345", in[i], &two) == OK);
		CHECK(one.n > 2 * 16000 * 3 && one.n < 2 * 16000 * 20);
		CHECK(memcmp(one.at, "RIFF", 4) == 0);
		CHECK(one.n != two.n || memcmp(one.at, two.at, one.n) != 0);
		CHECK(number_sound(a, "6789", in[i], &one) == OK);
	}
	CHECK(number_sound(a, "1x", "ko", &one) == ERR_INPUT);
}

/* ---- passwords ---- */

static bool
fits(const char *password, const char *typed)
{
	char hash[SECRET_HASH];

	return secret_password_hash(password, strlen(password), hash) == OK &&
		secret_password_right(hash, typed, strlen(typed));
}

/* hole: passwords of 72 bytes and more are not cut. */
static void
password_is_not_cut(struct arena *a)
{
	char *one = arena_alloc(a, 101), *two = arena_alloc(a, 101);

	memset(one, 'a', 100);
	memset(two, 'a', 100);
	two[80] = 'b';
	CHECK(fits(one, one));
	CHECK(!fits(one, two));
}

const struct test comment_tests[] = {
	{ "a burst passes, then one in each interval", burst_then_steady },
	{ "quiet gives a whole burst back", quiet_forgives },
	{ "what is refused does not make the wait longer", refused_costs_nothing },
	{ "a comment's number is bound to its article", number_is_bound },
	{ "hole: splice; no part of a sealed number can be changed", number_is_sealed },
	{ "all six digits count, spaces do not", digits_compare },
	{ "a drawn number holds no text and is never drawn the same", drawing_holds_no_text },
	{ "hole: fixed audio; a number never sounds the same twice", sound_is_new },
	{ "hole: a comment's password is not cut at 72 bytes", password_is_not_cut },
	{0}
};
