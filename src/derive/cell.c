/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a cell means, as its field's kind takes it.  People write what a form
 * would have offered: a choice by its label, a country by its name, a record
 * by what it is called, a number with its unit, a date with the day first.
 * What cannot be told for sure is said, never guessed.
 */
#include <ctype.h>
#include <string.h>

#include "sheet_inside.h"

struct cells *
cells_new(struct arena *a, const char *ways)
{
	struct cells *c = arena_alloc(a, sizeof *c);

	*c = (struct cells){ naming_new(a), a, map_new(a),
		arena_text(a, ways) };
	return c;
}

/* What a kind does with a cell; *out is the text until it says otherwise. */
typedef enum err reads_fn(struct visit *v, struct cells *c,
	const struct target *t, const char *text, const char **out);

/* ---- words of a list ---- */

static void
word_learn(struct visit *v, struct cells *c, const char *of, const char *label,
	const char *means)
{
	const char *key = arena_printf(v->arena, "%s %s", of,
		text_fold(v->arena, label));

	if (map_get(c->words, key) == NULL)
		map_put(c->words, key, arena_text(c->arena, means));
}

static const char *
word_of(struct visit *v, const struct cells *c, const char *of,
	const char *text)
{
	return map_get(c->words, arena_printf(v->arena, "%s %s", of,
		text_fold(v->arena, text)));
}

static void
choices_learn(struct visit *v, struct cells *c, struct spot s, const char *stem)
{
	const char *choice;

	for (size_t i = 0; (choice = field_choice(v->arena, s.field, i)) !=
	    NULL; i++)
		for (enum lang l = 0; l < LANG__MAX; l++)
			word_learn(v, c, stem, message(l, arena_printf(
				v->arena, "%s-%s", stem, choice)), choice);
	map_put(c->words, stem, c);
}

/* The only choice of which the label begins as the text does, or the text as
 * the label; *several: there is more than one. */
static const char *
choice_like(struct visit *v, struct spot s, const char *stem,
	const char *text)
{
	const char *folded = text_fold(v->arena, text), *choice, *found = NULL;
	size_t n = strlen(folded);

	for (size_t i = 0; n >= 6 && (choice = field_choice(v->arena, s.field,
	    i)) != NULL; i++)
		for (enum lang l = 0; l < LANG__MAX; l++) {
			const char *label = text_fold(v->arena, message(l,
				arena_printf(v->arena, "%s-%s", stem,
				choice)));
			size_t m = strlen(label);

			if (m < 6 || strncmp(label, folded, m < n ? m : n))
				continue;
			if (found != NULL && strcmp(found, choice) != 0)
				return NULL;
			found = choice;
		}
	return found;
}

static const char *
choices_listed(struct visit *v, struct spot s)
{
	struct buf out = buf_in(v->arena, 4000);
	const char *choice;

	for (size_t i = 0; (choice = field_choice(v->arena, s.field, i)) !=
	    NULL; i++)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "",
			spot_choice(v, s, choice));
	return out.n > 0 ? out.at : "";
}

static enum err
read_choice(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	const char *stem = spot_stem(v->arena, t->spot), *means;

	if (field_has_choice(t->spot.field, text))
		return OK;
	if (map_get(c->words, stem) == NULL)
		choices_learn(v, c, t->spot, stem);
	means = word_of(v, c, stem, text);
	if (means == NULL)
		means = choice_like(v, t->spot, stem, text);
	if (means == NULL)
		return fail_field(v, t->path, "error.not-a-choice",
			text_cut(v->arena, text, 40),
			choices_listed(v, t->spot));
	*out = means;
	return OK;
}

static enum err
read_flag(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	static const char *const yes[] = { "y", "yes", "true", "1", "o", "○",
		"◯", "v", "✓", "예", "네", "있음", "해당", "공개", "是", "有",
		"公开", "はい", "公開", NULL };
	static const char *const no[] = { "n", "no", "false", "0", "x", "×",
		"-", "아니오", "아니요", "없음", "비공개", "否", "无", "不公开",
		"いいえ", "無", "非公開", NULL };
	const char *folded = text_fold(v->arena, text);

	(void)c, (void)t;
	for (const char *const *w = yes; *w != NULL; w++)
		if (strcmp(folded, text_fold(v->arena, *w)) == 0)
			*out = "true";
	for (const char *const *w = no; *w != NULL; w++)
		if (strcmp(folded, text_fold(v->arena, *w)) == 0)
			*out = "false";
	return OK;
}

/* Beside the names that ICU has in four languages. */
static const char *const more_countries[][2] = {
	{ "한국", "KR" }, { "남한", "KR" }, { "대한민국", "KR" },
	{ "韩国", "KR" }, { "大韩民国", "KR" }, { "韓国", "KR" },
	{ "Korea", "KR" }, { "South Korea", "KR" },
	{ "Republic of Korea", "KR" }, { "중화인민공화국", "CN" },
	{ "中华人民共和国", "CN" }, { "中国大陆", "CN" }, { "PRC", "CN" },
	{ "USA", "US" }, { "U.S.A.", "US" }, { "United States", "US" },
	{ "미합중국", "US" }, { "UK", "GB" }, { "England", "GB" },
	{ "Britain", "GB" }, { "타이완", "TW" }, { "台湾", "TW" },
	{ "러시아연방", "RU" }, { "터키", "TR" }, { "Turkey", "TR" },
	{ "월남", "VN" }, { "Viet Nam", "VN" }, { "독일연방공화국", "DE" },
};

static void
countries_learn(struct visit *v, struct cells *c)
{
	size_t n;
	const char *const *codes = country_codes(&n);

	for (size_t i = 0; i < n; i++)
		for (enum lang l = 0; l < LANG__MAX; l++)
			word_learn(v, c, "country", country_name(v->arena, l,
				codes[i]), codes[i]);
	for (size_t i = 0; i < sizeof more_countries / sizeof *more_countries;
	    i++)
		word_learn(v, c, "country", more_countries[i][0],
			more_countries[i][1]);
	map_put(c->words, "country", c);
}

static enum err
read_country(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	const char *means;

	(void)t;
	if (map_get(c->words, "country") == NULL)
		countries_learn(v, c);
	means = word_of(v, c, "country", text);
	if (means != NULL)
		*out = means;
	return OK;
}

/* ---- dates ---- */

/* "05/17/2005", also parted by points and dashes: three numbers, the last of
 * four digits. */
static bool
year_last(const char *s, int part[3])
{
	for (int i = 0; i < 3; i++) {
		size_t n = strspn(s, "0123456789");

		if (n == 0 || (i < 2 ? n > 2 : n != 4))
			return false;
		part[i] = 0;
		for (; n > 0; n--)
			part[i] = 10 * part[i] + (*s++ - '0');
		if (i < 2 && strchr("/.-", *s) == NULL)
			return false;
		s += i < 2 && *s != '\0';
		s += strspn(s, " ");
	}
	return *s == '\0';
}

bool
cell_asks_way(const char *text)
{
	int part[3];

	return year_last(text, part);
}

static enum err
read_date(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	int part[3], month, day;

	if (!year_last(text, part))
		return OK;
	if (*c->ways == '\0')
		return fail_field(v, t->path, "import.which-way", text, NULL);
	month = strcmp(c->ways, "mdy") == 0 ? part[0] : part[1];
	day = strcmp(c->ways, "mdy") == 0 ? part[1] : part[0];
	*out = arena_printf(v->arena, "%04d-%02d-%02d", part[2], month, day);
	return OK;
}

/* ---- numbers ---- */

/* Units that a cell may bear; nothing that would make a number another. */
static const char *const units[] = { "명", "인", "人", "名", "persons",
	"people", "가구", "세대", "박", "泊", "개월", "회", "원", "㎢", "km2",
	"km²", "평방킬로미터", "平方公里", "平方キロメートル", NULL };

static enum err
read_number(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	size_t n = strspn(text, "0123456789,.+- ");
	const char *rest = text + n;

	(void)c, (void)t;
	for (const char *const *u = units; *rest != '\0' && *u != NULL; u++)
		if (strcmp(rest, *u) == 0) {
			while (n > 0 && text[n - 1] == ' ')
				n--;
			*out = arena_copy(v->arena, text, n);
		}
	return OK;
}

/* ---- records ---- */

static enum err
record_named_so(struct visit *v, struct cells *c, const struct target *t,
	const char *name, const char **out)
{
	const struct entity *to = t->spot.field->to;
	struct id id;
	bool several = false;
	enum err err;

	*out = name;
	if (id_parse(name, &id) || strchr(name, '=') != NULL)
		return OK;
	err = naming_find(c->naming, v, to, name, &id, &several);
	if (err == ERR_MISSING)
		return fail_field(v, t->path, "import.nobody-called",
			text_cut(v->arena, name, 60), entity_label(v, to));
	TRY(err);
	if (several)
		return fail_field(v, t->path, "import.several-called",
			text_cut(v->arena, name, 60), entity_label(v, to));
	*out = id_text(v->arena, id);
	return OK;
}

static enum err
read_ref(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	return record_named_so(v, c, t, text, out);
}

/* The first of several that a cell names, parted by , ; / · and lines. */
static const char *
part_cut(struct visit *v, const char **rest)
{
	static const char *const marks[] = { ",", ";", "/", "\n", "·", "、",
		"，", "；" };
	const char *at = *rest, *end = at + strlen(at);
	size_t width = 0;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *mark = strstr(at, marks[i]);

		if (mark != NULL && mark < end) {
			end = mark;
			width = strlen(marks[i]);
		}
	}
	*rest = end + width;
	while (at < end && *at == ' ')
		at++;
	while (end > at && end[-1] == ' ')
		end--;
	return arena_copy(v->arena, at, (size_t)(end - at));
}

static enum err
read_refs(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	struct buf ids = buf_in(v->arena, 1 << 16);
	const char *whole;
	enum err err = OK;
	struct id id;
	bool several;

	/* One name may hold a comma. */
	if (naming_find(c->naming, v, t->spot.field->to, text, &id, &several)
	    == OK && !several) {
		*out = id_text(v->arena, id);
		return OK;
	}
	for (const char *rest = text; *rest != '\0';) {
		const char *name = part_cut(v, &rest);

		if (*name == '\0')
			continue;
		if (record_named_so(v, c, t, name, &whole) != OK)
			err = ERR_INPUT;
		buf_printf(&ids, "%s%s", ids.n > 0 ? "; " : "", whole);
	}
	*out = ids.n > 0 ? ids.at : "";
	return err;
}

/* ---- all kinds ---- */

static reads_fn *const reads[FIELD__MAX] = {
	[FIELD_CHOICE] = read_choice, [FIELD_FLAG] = read_flag,
	[FIELD_COUNTRY] = read_country, [FIELD_DATE] = read_date,
	[FIELD_INTEGER] = read_number, [FIELD_DECIMAL] = read_number,
	[FIELD_REF] = read_ref, [FIELD_REFS] = read_refs,
};

enum err
cell_input(struct visit *v, struct cells *c, const struct target *t,
	const char *text, const char **out)
{
	size_t n;

	while (*text == ' ' || *text == '\t')
		text++;
	for (n = strlen(text); n > 0 && strchr(" \t\n", text[n - 1]); n--)
		;
	*out = text = arena_copy(v->arena, text, n);
	if (*text == '\0' || reads[t->spot.field->kind] == NULL)
		return OK;
	return reads[t->spot.field->kind](v, c, t, text, out);
}
