/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Machine translation against the played services, in this process: each
 * service's way, each fault of each, what is kept as it is, and the cap.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "command/double.h"
#include "base/clock.h"
#include "base/file.h"
#include "derive/derive.h"
#include "office/office.h"
#include "test.h"
#include "wire/wire.h"

struct play {
	struct arena *arena;
	struct stand_in *stand_in;
	struct db *db;
	struct db_conn *conn;
	const char *folder;
	struct visit *v;
	struct id services[4];
};

static const char *const types[] = { "libre", "deepl", "google", "papago" };
enum { LIBRE, DEEPL, GOOGLE, PAPAGO };

static void
play_close(void *arg)
{
	struct play *p = arg;

	if (p->stand_in != NULL)
		stand_in_stop(p->stand_in);
	if (p->conn != NULL)
		db_disconnect(p->conn);
	if (p->db != NULL)
		db_close(p->db);
	if (p->folder != NULL)
		file_remove_folder(p->folder);
}

struct making {
	json_t *in;
	struct record *made;
};

static enum err
make(struct visit *v, void *arg)
{
	struct making *m = arg;

	return record_create(v, &entity_service, m->in, &m->made);
}

static struct id
service_add(struct play *p, const char *type, const char *address,
	const char *key)
{
	struct making m = { keep(p->v, json_pack("{s:s, s:s, s:b, s:i, s:s,"
		" s:s, s:s}", "called", type, "type", type, "active", 1,
		"preference", 1, "address", address, "key", key,
		"key_id", DOUBLE_KEY_ID)), NULL };

	CHECK_INT(visit_write(p->v, make, &m), OK);
	return m.made != NULL ? m.made->id : (struct id){ 0 };
}

static struct play *
play_new(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 9 };
	struct play *p = arena_alloc(a, sizeof *p);
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	char why[300] = "";

	p->arena = a;
	p->v = arena_alloc(a, sizeof *p->v);
	arena_defer(a, play_close, p);
	CHECK_TEXT(faults.at, "");
	CHECK_INT(file_temporary(a, "machine", &p->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", p->folder),
		true, &p->db, why), OK);
	CHECK_INT(db_connect(p->db, &p->conn), OK);
	visit_begin(p->v, a, p->db, p->conn, c);
	p->v->roles |= ROLE_SYSTEM;
	p->v->who = "test";
	CHECK_INT(migrate(p->v, NULL, wire_tables, &faults), OK);
	CHECK(stand_in_start("127.0.0.1:0", &p->stand_in, why));
	for (int i = 0; i < 4; i++)
		p->services[i] = service_add(p, types[i], arena_printf(a,
			"%s/%s", stand_in_address(p->stand_in), types[i]),
			DOUBLE_KEY);
	return p;
}

/* ---- asking ---- */

#define SENTENCE "두 도시는 2005년에 자매결연을 맺었고, 이번 방문은 더저우시의 " \
	"초청으로 이루어졌다."
#define ROUGH "The two cities tied a sisterhood in 2005, and this visit was " \
	"achieved by invitation of Dezhou city."

static const char *const two[] = { SENTENCE, "감사합니다." };

static struct translate_told
asked(struct play *p, int service, enum err want)
{
	struct translate_ask ask = { .from = "ko", .to = "en",
		.segments = two, .n = 2, .service = p->services[service],
		.seconds = 6 };
	struct translate_told told;

	CHECK_INT(translate_run(p->v, &ask, &told), want);
	return told;
}

static const char *
text_at(const struct translate_told *t, size_t i)
{
	return t->texts[i].text != NULL ? t->texts[i].text : "(none)";
}

/* ---- the double's controls ---- */

static size_t
collect(char *at, size_t size, size_t n, void *arg)
{
	buf_add(arg, at, size * n);
	return size * n;
}

static const char *
control(struct play *p, const char *path, const char *body)
{
	struct buf out = buf_in(p->arena, 16 << 20);
	CURL *c = curl_easy_init();

	curl_easy_setopt(c, CURLOPT_URL, arena_printf(p->arena, "%s%s",
		stand_in_address(p->stand_in), path));
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	if (body != NULL)
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &out);
	CHECK_INT(curl_easy_perform(c), CURLE_OK);
	curl_easy_cleanup(c);
	return out.at;
}

static void
script(struct play *p, int service, const char *fault, int times, int seconds)
{
	control(p, "/script", arena_printf(p->arena, "{\"service\": \"%s\","
		" \"fault\": \"%s\", \"times\": %d, \"seconds\": %d}",
		types[service], fault, times, seconds));
}

/* ---- what is true ---- */

static void
each_service_answers(struct arena *a)
{
	static const char *const engines[] = { "LibreTranslate", "DeepL",
		"Google", "Papago" };
	struct play *p = play_new(a);

	for (int i = 0; i < 4; i++) {
		struct translate_told t = asked(p, i, OK);
		const char *last;

		CHECK_TEXT(text_at(&t, 0), ROUGH);
		CHECK_TEXT(text_at(&t, 1), "Thank you.");
		CHECK_TEXT(t.engine, engines[i]);
		CHECK_INT(t.n_why, 0);
		CHECK(t.billed > 40);
		last = control(p, "/last", NULL);
		CHECK(strstr(last, "Gyoryu/") != NULL);
		/* The key stands in no address. */
		CHECK(strstr(last, "?") == NULL);
	}
}

static void
a_papago_request_has_one_string(struct arena *a)
{
	struct play *p = play_new(a);

	asked(p, PAPAGO, OK);
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":2") != NULL);
	control(p, "/forget", "");
	asked(p, DEEPL, OK);
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":1") != NULL);
}

/* What a fault must come to, of each service. */
static void
faults_are_told_apart(struct arena *a)
{
	static const struct {
		const char *fault;
		enum translate_fault want;
	} rows[] = {
		{ "auth", TRANSLATE_AUTH }, { "quota", TRANSLATE_QUOTA },
		{ "rate", TRANSLATE_RATE }, { "server", TRANSLATE_SERVER },
		{ "count", TRANSLATE_MALFORMED },
		{ "cut", TRANSLATE_MALFORMED },
		{ "utf8", TRANSLATE_MALFORMED },
		{ "huge", TRANSLATE_MALFORMED },
		{ "deep", TRANSLATE_MALFORMED },
		{ "redirect", TRANSLATE_ADDRESS },
	};
	struct play *p = play_new(a);

	for (int i = 0; i < 4; i++)
		for (size_t f = 0; f < sizeof rows / sizeof *rows; f++) {
			enum translate_fault want = i == LIBRE &&
				rows[f].want == TRANSLATE_QUOTA ?
				TRANSLATE_RATE : rows[f].want;
			struct translate_told t;

			script(p, i, rows[f].fault, 3, 0);
			t = asked(p, i, ERR_BUSY);
			CHECK_INT(t.n_why, 1);
			if (t.n_why != 1 || t.why[0].fault != want)
				printf("# %s, %s\n", types[i], rows[f].fault);
			CHECK_INT(t.why[0].fault, want);
			CHECK(t.texts[0].text == NULL);
			CHECK_TEXT(t.why[0].arg0, types[i]);
			CHECK(strncmp(t.why[0].key, "machine.why-", 12) == 0);
			control(p, "/forget", "");
		}
}

static void
only_what_may_pass_is_asked_again(struct arena *a)
{
	struct play *p = play_new(a);
	struct translate_told t;

	for (int i = 0; i < 4; i++) {
		script(p, i, "rate", 1, 0);
		t = asked(p, i, OK);
		CHECK_TEXT(text_at(&t, 0), ROUGH);
		script(p, i, "server", 2, 0);
		asked(p, i, OK);
		control(p, "/forget", "");
		script(p, i, "auth", 1, 0);
		asked(p, i, ERR_BUSY);
		CHECK(strstr(control(p, "/last", NULL), "\"asked\":1") !=
			NULL);
	}
}

static void
a_wait_that_is_asked_for_is_kept(struct arena *a)
{
	struct play *p = play_new(a);
	int64_t begun = clock_ticks();
	struct translate_told t;

	script(p, DEEPL, "rate", 1, 1);
	asked(p, DEEPL, OK);
	CHECK(clock_ticks() - begun >= 1000);
	/* Longer than there is time: it is told, and not waited for. */
	begun = clock_ticks();
	script(p, DEEPL, "rate", 1, 90);
	t = asked(p, DEEPL, ERR_BUSY);
	CHECK(clock_ticks() - begun < 1500);
	CHECK_INT(t.why[0].fault, TRANSLATE_RATE);
	CHECK_TEXT(t.why[0].arg1, "90");
}

static void
a_service_that_hangs_is_left(struct arena *a)
{
	struct play *p = play_new(a);
	int64_t begun = clock_ticks();
	struct translate_told t;

	script(p, GOOGLE, "delay", 1, 20);
	t = asked(p, GOOGLE, ERR_BUSY);
	CHECK(clock_ticks() - begun < 12000);
	CHECK_INT(t.why[0].fault, TRANSLATE_TIMEOUT);
}

static void
hostile_texts_are_refused(struct arena *a)
{
	static const char *const faults[] = { "script", "link", NULL };
	struct play *p = play_new(a);

	for (int i = 0; i < 4; i++)
		for (const char *const *f = faults; *f != NULL; f++) {
			struct translate_told t;

			script(p, i, *f, 2, 0);
			t = asked(p, i, ERR_BUSY);
			CHECK(t.texts[0].text == NULL);
			CHECK_TEXT(t.texts[0].refused,
				"machine.refused-markup");
			control(p, "/forget", "");
			script(p, i, "empty", 2, 0);
			t = asked(p, i, ERR_BUSY);
			CHECK_TEXT(t.texts[0].refused,
				"machine.refused-empty");
			control(p, "/forget", "");
		}
}

static void
strange_texts_are_tamed(struct arena *a)
{
	struct play *p = play_new(a);

	for (int i = 0; i < 4; i++) {
		struct translate_told t;

		script(p, i, "bidi", 2, 0);
		t = asked(p, i, OK);
		CHECK_TEXT(text_at(&t, 0), ROUGH);
		CHECK_INT(t.texts[0].found, TRANSLATE_TAMED);
		control(p, "/forget", "");
		script(p, i, "entities", 2, 0);
		t = asked(p, i, OK);
		CHECK_TEXT(text_at(&t, 1), "Thank you. & 'so'");
		control(p, "/forget", "");
		script(p, i, "loop", 2, 0);
		t = asked(p, i, OK);
		CHECK_INT(t.texts[0].found, TRANSLATE_LOOPS);
		control(p, "/forget", "");
	}
}

static void
a_key_goes_to_its_own_address_only(struct arena *a)
{
	struct play *p = play_new(a), *other = play_new(a);
	static const char *const wrong[] = { "http://example.org/libre",
		"ftp://127.0.0.1/", "https://user@example.org/", NULL };

	for (int i = 0; i < 4; i++) {
		control(p, "/script", arena_printf(a, "{\"service\": \"%s\","
			" \"fault\": \"redirect\", \"times\": 1, \"to\":"
			" \"%s/%s/translate\"}", types[i],
			stand_in_address(other->stand_in), types[i]));
		asked(p, i, ERR_BUSY);
	}
	CHECK_TEXT(control(other, "/last", NULL), "{}");
	/* Addresses that no form lets in, as an older store may have them. */
	p->v->trusted = true;
	for (const char *const *w = wrong; *w != NULL; w++) {
		struct making m = { keep(p->v, json_pack("{s:s, s:s, s:i, s:s,"
			" s:s}", "called", "x", "type", "libre", "preference",
			1, "address", *w, "key", "k")), NULL };

		CHECK_INT(visit_write(p->v, make, &m), ERR_INPUT);
		problems_forget(p->v);
	}
}

/* ---- names ---- */

static void
names_are_kept(struct arena *a)
{
	static const struct translate_term terms[] = {
		{ "더저우시", "the city of Dezhou" }, { "임병택", "Lim Byeong-taek" },
		{ "KTR", NULL },
	};
	static const char *const texts[] = {
		"임병택 시장과 오인열 시의회 의장이 대표단을 이끌었다.",
		"더저우시 시장", "KTR 대표단 방문", "a & b < c 임병택",
	};
	struct play *p = play_new(a);

	for (int i = 0; i < 4; i++) {
		struct translate_ask ask = { .from = "ko", .to = "en",
			.segments = texts, .n = 4, .terms = terms,
			.n_terms = 3, .service = p->services[i] };
		struct translate_told t;

		CHECK_INT(translate_run(p->v, &ask, &t), OK);
		CHECK(strstr(text_at(&t, 0), "Lim Byeong-taek") != NULL);
		CHECK(strstr(text_at(&t, 1), "the city of Dezhou") != NULL);
		CHECK(strstr(text_at(&t, 2), "KTR") != NULL);
		CHECK(strstr(text_at(&t, 3), "&amp;") == NULL);
		CHECK(strchr(text_at(&t, 3), '&') != NULL);
		for (int j = 0; j < 4; j++) {
			CHECK(strstr(text_at(&t, (size_t)j), "span") == NULL);
			CHECK(strstr(text_at(&t, (size_t)j), "<x>") == NULL);
			CHECK(strstr(text_at(&t, (size_t)j), "⟦") == NULL);
			CHECK_INT(t.texts[j].found & TRANSLATE_TERM_LOST, 0);
		}
	}
}

static void
a_glossary_is_made_once(struct arena *a)
{
	struct translate_term terms[] = { { "더저우시", "Dezhou" },
		{ "더저우시", "twice" } };
	static const char *const texts[] = { "더저우시", "시장", "대표단" };
	struct play *p = play_new(a);
	struct translate_ask ask = { .from = "ko", .to = "en",
		.segments = texts, .n = 3, .terms = terms, .n_terms = 2,
		.service = p->services[DEEPL] };
	struct translate_told t;

	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK(strstr(control(p, "/last", NULL), "glossary_id") != NULL);
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":2") != NULL);
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":3") != NULL);
	terms[0].target = "Dezhou City";
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK_TEXT(text_at(&t, 0), "Dezhou City");
	/* One was made, one taken away, one asked with. */
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":6") != NULL);
	/* Gone over there: it is forgotten, and made again the next time. */
	control(p, "/forget", "");
	CHECK_INT(translate_run(p->v, &ask, &t), ERR_BUSY);
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
}

static void
a_lost_name_is_told(struct arena *a)
{
	static const struct translate_term term = { "도시", "municipality" };
	struct play *p = play_new(a);
	struct translate_ask ask = { .from = "ko", .to = "en",
		.segments = two, .n = 2, .terms = &term, .n_terms = 1,
		.service = p->services[LIBRE] };
	struct translate_told t;

	script(p, LIBRE, "loop", 1, 0);
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK(t.texts[0].found & TRANSLATE_TERM_LOST);
	CHECK_TEXT(t.texts[0].lost, "도시");
}

/* ---- whom, how much, and what not ---- */

static enum err
change(struct visit *v, void *arg)
{
	struct making *m = arg;
	struct record *r;

	return record_change(v, &entity_service, m->made->id, 0, m->in, &r);
}

static void
set(struct play *p, int service, json_t *in)
{
	struct record r = { .id = p->services[service] };
	struct making m = { keep(p->v, in), &r };

	CHECK_INT(visit_write(p->v, change, &m), OK);
}

static void
a_cap_holds(struct arena *a)
{
	struct play *p = play_new(a);
	struct translate_told t;
	int64_t spent;

	set(p, DEEPL, json_pack("{s:i}", "cap", 60));
	t = asked(p, DEEPL, OK);
	CHECK_INT(translate_spent(p->v, p->services[DEEPL], &spent), OK);
	CHECK_INT(spent, t.billed);
	t = asked(p, DEEPL, ERR_BUSY);
	CHECK_INT(t.why[0].fault, TRANSLATE_CAP);
	CHECK(strstr(control(p, "/last", NULL), "\"asked\":1") != NULL);
	CHECK_INT(translate_spent(p->v, p->services[DEEPL], &spent), OK);
	CHECK(spent <= 60);
	/* What a service refuses costs nothing. */
	script(p, PAPAGO, "auth", 1, 0);
	asked(p, PAPAGO, ERR_BUSY);
	CHECK_INT(translate_spent(p->v, p->services[PAPAGO], &spent), OK);
	CHECK_INT(spent, 0);
}

static void
the_next_one_is_asked(struct arena *a)
{
	struct play *p = play_new(a);
	struct translate_ask ask = { .from = "ko", .to = "en",
		.segments = two, .n = 2 };
	struct translate_told t;

	for (int i = 0; i < 4; i++)
		set(p, i, json_pack("{s:i}", "preference", i + 1));
	script(p, LIBRE, "auth", 1, 0);
	script(p, DEEPL, "quota", 1, 0);
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK_TEXT(t.engine, "Google");
	CHECK_INT(t.n_why, 2);
	CHECK_TEXT(t.why[0].called, "libre");
	/* Half of it was good: the next is asked for the rest alone. */
	control(p, "/forget", "");
	for (int i = 0; i < 3; i++)
		set(p, i, json_pack("{s:b}", "active", 0));
	set(p, LIBRE, json_pack("{s:b, s:i}", "active", 1, "preference", 90));
	script(p, PAPAGO, "script", 1, 0);
	CHECK_INT(translate_run(p->v, &ask, &t), OK);
	CHECK_TEXT(t.texts[0].engine, "LibreTranslate");
	CHECK_TEXT(t.texts[1].engine, "Papago");
	CHECK_TEXT(text_at(&t, 0), ROUGH);
}

static void
what_stays_inside_is_not_sent(struct arena *a)
{
	struct play *p = play_new(a);
	struct translate_ask ask = { .from = "ko", .to = "en",
		.segments = two, .n = 2, .inside = true };
	struct translate_told t;

	CHECK_INT(translate_run(p->v, &ask, &t), ERR_BUSY);
	CHECK_INT(t.why[0].fault, TRANSLATE_INSIDE);
	ask.inside = false;
	ask.from = "ko";
	for (int i = 0; i < 4; i++)
		set(p, i, json_pack("{s:[{s:s, s:s}]}", "pairs", "from", "ko",
			"to", "ja"));
	CHECK_INT(translate_run(p->v, &ask, &t), ERR_BUSY);
	CHECK_INT(t.why[0].fault, TRANSLATE_NONE);
	CHECK_TEXT(control(p, "/last", NULL), "{}");
}

static void
long_texts_go_in_several(struct arena *a)
{
	const char **many = arena_alloc(a, 300 * sizeof *many);
	struct play *p = play_new(a);
	struct buf big = buf_in(a, 1 << 20);

	for (int i = 0; i < 300; i++)
		many[i] = i == 7 ? " \n" : "감사합니다.";
	for (int i = 0; i < 6000; i++)
		buf_text(&big, "가");
	for (int i = 0; i < 4; i++) {
		struct translate_ask ask = { .from = "ko", .to = "en",
			.segments = many, .n = 300,
			.service = p->services[i] };
		struct translate_told t;

		CHECK_INT(translate_run(p->v, &ask, &t), OK);
		CHECK_INT(t.given, 300);
		CHECK_TEXT(text_at(&t, 299), "Thank you.");
		CHECK_TEXT(text_at(&t, 7), " \n");
	}
	many[0] = big.at;
	{
		struct translate_ask ask = { .from = "ko", .to = "en",
			.segments = many, .n = 2,
			.service = p->services[PAPAGO] };
		struct translate_told t;

		CHECK_INT(translate_run(p->v, &ask, &t), OK);
		CHECK_TEXT(t.texts[0].refused, "machine.refused-source");
		CHECK_TEXT(text_at(&t, 1), "Thank you.");
	}
}

/* ---- the record ---- */

static void
a_key_is_given_again_for_another_address(struct arena *a)
{
	struct play *p = play_new(a);
	struct record r = { .id = p->services[DEEPL] };
	struct making m = { keep(p->v, json_pack("{s:s}", "address",
		"https://example.org")), &r };

	CHECK_INT(visit_write(p->v, change, &m), ERR_INPUT);
	CHECK_TEXT(p->v->problems->key, "service.key-again");
	problems_forget(p->v);
	m.in = keep(p->v, json_pack("{s:s, s:s}", "address",
		"https://example.org", "key", "another"));
	CHECK_INT(visit_write(p->v, change, &m), OK);
}

const struct test machine_tests[] = {
	{ "each service answers in its own way", each_service_answers },
	{ "a request to Papago has one string, one to others many", a_papago_request_has_one_string },
	{ "each fault of each service is told for what it is", faults_are_told_apart },
	{ "only what may pass by itself is asked again", only_what_may_pass_is_asked_again },
	{ "a wait that a service asks for is kept, or told when it is too long", a_wait_that_is_asked_for_is_kept },
	{ "a service that hangs is left", a_service_that_hangs_is_left },
	{ "an answer with markup that its source lacks is refused", hostile_texts_are_refused },
	{ "characters that nobody sees are taken out and loops are told", strange_texts_are_tamed },
	{ "a key goes to its own address and nowhere else", a_key_goes_to_its_own_address_only },
	{ "names and glossary come out as they are laid down", names_are_kept },
	{ "a glossary is made once, and anew when it has changed", a_glossary_is_made_once },
	{ "a name that is lost is told", a_lost_name_is_told },
	{ "a cap is never exceeded, and what was refused costs nothing", a_cap_holds },
	{ "the next service is asked for what one could not give", the_next_one_is_asked },
	{ "what is to stay inside is not sent", what_stays_inside_is_not_sent },
	{ "many texts go in several requests, one too long in none", long_texts_go_in_several },
	{ "another address asks for the key again", a_key_is_given_again_for_another_address },
	{0}
};
