/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line of an old log as an exchange: "대표단 방문 (시장 외 17명)".  What kind
 * of exchange it was and how many came or went is taken from it only where
 * its words say so; whoever imports it sees what was taken and may set it
 * right.  The text itself always stays, as the title, and whole as the
 * summary where it is too long for one.
 *
 *	외 17명, 外17名, ほか17名, and 17 others      18 people: one is named
 *	등 17명, 17명, 一行8人, 17 people              as many
 *	총 23명, 共23人, 計23名                        that, whatever else is counted
 */
#include <string.h>

#include "inside.h"

#define TITLE_MOST 200     /* characters that exchange.name takes */
#define TITLE_CUT 100

/* ---- names ---- */

static void
name_add(struct log_names *n, const char ***list, size_t *count,
	const char *text)
{
	if (text == NULL || strlen(text) < 4 || *count == LOG_NAMES)
		return;
	if (*list == NULL)
		*list = arena_alloc(n->arena, LOG_NAMES * sizeof **list);
	(*list)[(*count)++] = arena_text(n->arena, text);
}

static void
names_add(struct visit *v, struct log_names *n, const struct record *city,
	bool home)
{
	json_t *words = json_object_get(record_value(city, "name"), "texts");
	const char ***list = home ? &n->home : &n->away;
	size_t *count = home ? &n->home_count : &n->away_count, i;
	const char *lang;
	json_t *one;

	json_object_foreach(words, lang, one)
		name_add(n, list, count, words_in(v->arena,
			record_value(city, "name"), lang));
	json_array_foreach(record_value(city, "names"), i, one)
		name_add(n, list, count, text_of(one, "form"));
}

struct naming {
	struct log_names *names;
	struct id home;
};

static enum err
city_add(struct visit *v, struct record *r, void *arg)
{
	struct naming *n = arg;

	names_add(v, n->names, r, id_same(r->id, n->home));
	return OK;
}

enum err
log_names(struct visit *v, struct log_names **out)
{
	struct log_names *names = arena_alloc(v->arena, sizeof *names);
	struct naming n = { .names = names };
	struct query *q = query_of(v, &entity_office);
	struct list offices;

	*names = (struct log_names){ .arena = v->arena };
	*out = names;
	TRY(query_run(q, &offices));
	if (offices.n > 0)
		n.home = record_ref(offices.at[0], "home");
	q = query_of(v, &entity_city);
	query_order(q, "id");
	return query_each(q, city_add, &n);
}

/* ---- counting ---- */

static size_t
word_among(const char *at, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(at, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

/* Does one of the words stand right before, white space aside? */
static bool
stands_before(const char *from, const char *at, const char *const *words)
{
	while (at > from && (at[-1] == ' ' || at[-1] == '('))
		at--;
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if ((size_t)(at - from) >= n && memcmp(at - n, *words, n) == 0)
			return true;
	}
	return false;
}

static const char *const heads[] = { "여 명", "여명", "명", "人", "名", "인의",
	"people", "persons", "members", "delegates", "students", "others",
	"-member", NULL };
static const char *const besides[] = { "외", "外", "ほか", "他", "以下", NULL };
static const char *const totals[] = { "총", "총원", "합계", "모두", "共", "共计",
	"合计", "総勢", "計", "合計", "total", "delegation of", NULL };

/* The number at s and those whom it counts; 0: it counts no people. */
static int64_t
people_at(const char *text, const char *s, size_t digits, bool *total)
{
	const char *rest = s + digits;
	int64_t n = 0;

	for (size_t i = 0; i < digits; i++)
		n = 10 * n + (s[i] - '0');
	rest += *rest == ' ';
	*total = stands_before(text, s, totals);
	if (word_among(rest, heads) == 0 &&
	    !(*total && strstr(text, "delegation of") != NULL))
		return 0;
	if (stands_before(text, s, besides) ||
	    strncmp(rest, "others", 6) == 0)
		n++;
	return n;
}

int64_t
log_people(const char *text)
{
	int64_t sum = 0, whole = 0;

	for (const char *s = text; *s != '\0';) {
		size_t digits = strspn(s, "0123456789");
		bool total;
		int64_t n;

		if (digits == 0) {
			s++;
			continue;
		}
		n = digits <= 6 ? people_at(text, s, digits, &total) : 0;
		sum += n;
		if (n > 0 && total)
			whole = n;
		s += digits;
	}
	return whole > 0 ? whole : sum;
}

/* ---- which way, and what ---- */

static bool
says(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(text, *words) != NULL)
			return true;
	return false;
}

/* The last of the names before `end`: where it ends, or NULL. */
static const char *
name_before(const char *text, const char *end, const char *const *names,
	size_t n)
{
	const char *found = NULL;

	for (size_t i = 0; i < n; i++)
		for (const char *at = text; (at = strstr(at, names[i])) !=
		    NULL && at < end; at++)
			if (at + strlen(names[i]) <= end &&
			    at + strlen(names[i]) > found)
				found = at + strlen(names[i]);
	return found;
}

static const char *const ours[] = { "우리 시", "우리시", "본시", "本市", "我市",
	"当市", "our city" };
static const char *const groups[] = { "대표단", "방문단", "사절단", "일행", "시장",
	"부시장", "의장", "의원", "학생", "청소년", "공무원", "단장", "예술단",
	"선수단", "代表团", "代表団", "访问团", "訪問団", "一行", "市长", "市長",
	"学生", "delegation", "mayor", NULL };

/* "더저우시 대표단 방문" came, "더저우시 방문" went: whether the city before the
 * verb is who goes, or where to. */
static const char *
way_of_visit(const char *text, const char *verb, const struct log_names *n)
{
	const char *home = name_before(text, verb, n->home, n->home_count);
	const char *away = name_before(text, verb, n->away, n->away_count);
	const char *our = name_before(text, verb, ours,
		sizeof ours / sizeof *ours), *last;
	bool ourselves, goes;

	if (our != NULL && (home == NULL || our > home))
		home = our;
	if (home == NULL && away == NULL)
		return NULL;
	ourselves = home != NULL && (away == NULL || home > away);
	last = ourselves ? home : away;
	goes = false;
	for (const char *const *g = groups; !goes && *g != NULL; g++) {
		const char *at = strstr(last, *g);

		goes = at != NULL && at < verb;
	}
	return ourselves == goes ? "visit-out" : "visit-in";
}

static const char *const comes[] = { "내방", "방한", "来访", "来訪", "來訪",
	"내한", "영접", "접견", "接待", "inbound", "visited us", NULL };
static const char *const leaves[] = { "파견", "출국", "방중", "방일", "방미", "출방",
	"派遣", "出访", "出訪", "訪中", "訪韓", "訪日", "outbound", NULL };
static const char *const verbs[] = { "방문", "访问", "訪問", "visit", NULL };

static const struct {
	const char *type;
	const char *const *words;
} kinds[] = {
	{ "agreement", (const char *const[]){ "협약 체결", "협정 체결", "체결",
		"조인식", "签署", "签约", "締結", "調印", "signing", NULL } },
	{ "homestay", (const char *const[]){ "홈스테이", "寄宿家庭", "ホームステイ",
		"homestay", NULL } },
	{ "talks", (const char *const[]){ "회담", "간담회", "실무협의", "会谈", "座谈",
		"会談", "協議", "talks", NULL } },
	{ "sport", (const char *const[]){ "체육", "축구", "탁구", "배드민턴", "마라톤",
		"体育", "足球", "スポーツ", "サッカー", NULL } },
	{ "culture", (const char *const[]){ "공연", "전시", "축제", "문화교류", "演出",
		"展览", "文化", "公演", "展示", NULL } },
};

const char *
log_type(const char *text, const struct log_names *n)
{
	static const char *const far[] = { "화상", "온라인", "비대면", "视频", "线上",
		"オンライン", "リモート", "online", "video", NULL };
	bool in = says(text, comes), out = says(text, leaves);

	if (says(text, far))
		return "online";
	if (in != out)
		return in ? "visit-in" : "visit-out";
	for (const char *const *verb = verbs; !in && *verb != NULL; verb++) {
		const char *at = strstr(text, *verb);
		const char *way = at != NULL ? way_of_visit(text, at, n) :
			NULL;

		if (way != NULL)
			return way;
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (says(text, kinds[i].words))
			return kinds[i].type;
	return NULL;
}

/* ---- the whole ---- */

/* By its writing; the reader's own where that does not tell. */
static const char *
tongue_of(const struct visit *v, const char *text)
{
	bool han = false;

	for (const unsigned char *s = (const unsigned char *)text; *s != '\0';
	    s++) {
		if (*s >= 0xea && *s <= 0xed && s[1] >= 0x80)
			return "ko";
		if (*s == 0xe3 && s[1] >= 0x81 && s[1] <= 0x83)
			return "ja";
		han |= *s >= 0xe4 && *s <= 0xe9;
	}
	return han && v->lang != LANG_JA ? "zh" : han ? "ja" :
		langs[v->lang == LANG_KO ? LANG_KO : LANG_EN].tag;
}

static void
words_put(struct visit *v, json_t *in, const char *field, const char *text)
{
	if (json_object_get(in, field) == NULL)
		json_object_set_new(in, field, json_pack("{s:s}",
			tongue_of(v, text), text));
}

/* Those who came are theirs, those who went ours. */
static void
people_put(struct visit *v, json_t *in, int64_t n)
{
	const char *type = text_of(in, "type"), *way = text_of(in, "direction");
	bool comes_in = (way != NULL && strcmp(way, "in") == 0) ||
		(type != NULL && strcmp(type, "visit-in") == 0);
	bool goes_out = (way != NULL && strcmp(way, "out") == 0) ||
		(type != NULL && strcmp(type, "visit-out") == 0);
	const char *field = comes_in ? "theirs" : "ours";

	if (n == 0 || comes_in == goes_out || json_object_get(in, "ours") ||
	    json_object_get(in, "theirs"))
		return;
	json_object_set_new(in, field, json_string(arena_printf(v->arena,
		"%lld", (long long)n)));
}

enum err
log_read(struct visit *v, const char *text, json_t *in, void *arg)
{
	const struct log_names *names = arg;
	const char *type;

	if (text_blank(text))
		return OK;
	type = text_of(in, "type") == NULL ? log_type(text, names) : NULL;
	if (type != NULL)
		json_object_set_new(in, "type", json_string(type));
	if (text_of(in, "state") == NULL)
		json_object_set_new(in, "state", json_string("done"));
	if (text_length(text) > TITLE_MOST) {
		words_put(v, in, "summary", text);
		text = text_cut(v->arena, text, TITLE_CUT);
	}
	people_put(v, in, log_people(text));
	words_put(v, in, "name", text);
	return OK;
}
