/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mail without a server: what a letter looks like, what may not stand in it,
 * how a server is named; and that nobody is told a thing twice.  With a real
 * server: test/mail/run.py.
 */
#include <string.h>

#include "base/file.h"
#include "derive/derive.h"
#include "office/office.h"
#include "test.h"
#include "wire/wire.h"

#define ID "<01890000-0000-7000-8000-000000000000@example.org>"
#define BEGUN INT64_C(1795384800000)  /* Sunday 22 November 2026, 22:00 UTC */

static struct mail
letter(void)
{
	return (struct mail){ .from = "office@example.org",
		.to = "kim@example.org", .subject = "Hello",
		.body = "One line.\n.\n..two dots\n", .message_id = ID,
		.date = BEGUN };
}

static const char *
printed(struct arena *a, const struct mail *m)
{
	struct buf out = buf_in(a, 1 << 20);

	CHECK_INT(mail_print(m, &out), OK);
	return out.at;
}

static void
short_ascii_stays(struct arena *a)
{
	struct mail m = letter();

	CHECK_TEXT(printed(a, &m),
		"Date: Sun, 22 Nov 2026 22:00:00 +0000\r\n"
		"From: <office@example.org>\r\n"
		"To: <kim@example.org>\r\n"
		"Subject: Hello\r\n"
		"Message-ID: " ID "\r\n"
		"Auto-Submitted: auto-generated\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=UTF-8\r\n"
		"Content-Transfer-Encoding: 7bit\r\n\r\n"
		"One line.\r\n.\r\n..two dots\r\n");
}

static void
other_letters_are_encoded(struct arena *a)
{
	struct mail m = letter();
	const char *text;

	m.from_name = "시흥 국제교류";
	m.subject = "할 일 3건";
	m.body = "안녕하세요.\n";
	m.list_unsubscribe = "https://exchange.example.org/office/account";
	text = printed(a, &m);
	CHECK(strstr(text, "From: =?UTF-8?B?7Iuc7Z2lIOq1reygnOq1kOulmA==?="
		"\r\n <office@example.org>\r\n") != NULL);
	CHECK(strstr(text, "Subject: =?UTF-8?B?7ZWgIOydvCAz6rG0?=\r\n") !=
		NULL);
	CHECK(strstr(text, "List-Unsubscribe: "
		"<https://exchange.example.org/office/account>\r\n") != NULL);
	/* The line's end is CR LF before it is encoded. */
	CHECK(strstr(text, "Content-Transfer-Encoding: base64\r\n\r\n"
		"7JWI64WV7ZWY7IS47JqULg0K\r\n") != NULL);
}

/* Whatever is long: no line above 78, no encoded word above 75, none that
 * ends within a character. */
static void
long_lines_are_folded(struct arena *a)
{
	struct buf subject = buf_in(a, 10000), body = buf_in(a, 100000);
	struct mail m = letter();
	const char *line;

	for (int i = 0; i < 60; i++)
		buf_printf(&subject, "%s", i % 7 == 3 ? "a" : "교류");
	for (int i = 0; i < 3000; i++)
		buf_text(&body, i % 5 == 0 ? "x" : "交");
	m.subject = m.from_name = subject.at;
	m.body = body.at;
	line = printed(a, &m);
	while (*line != '\0') {
		size_t n = strcspn(line, "\r");

		CHECK(n <= 78);
		CHECK(line[n] == '\r' && line[n + 1] == '\n');
		if (strstr(line, "=?") != NULL && strstr(line, "=?") < line + n)
			CHECK(strcspn(strstr(line, "=?") + 10, "?") % 4 == 0);
		line += n + 2;
	}
	m.body = "a line of ASCII that is longer than a line of mail should "
		"be, so it is encoded as well";
	CHECK(strstr(printed(a, &m), "base64") != NULL);
	m.subject = "=?UTF-8?B?AAAA?= is not an encoded word of ours";
	CHECK(strstr(printed(a, &m), "Subject: =?UTF-8?B?PT9VVEYt") != NULL);
}

static void
words_end_between_characters(struct arena *a)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

	/* Whatever stands before it, the character stays whole: 52 digits are
	 * 39 bytes at most, fewer when it would be cut. */
	for (size_t i = 30; i < 46; i++) {
		struct mail m = letter();
		const char *text, *word;

		m.subject = arena_printf(a, "%.26s%.*s교교", letters,
			(int)(i - 26), letters);
		text = printed(a, &m);
		word = strstr(text, "=?UTF-8?B?") + 10;
		if (i > 36 && i < 39)
			CHECK_INT(strcspn(word, "?"), (i + 2) / 3 * 4);
	}
}

static void
headers_cannot_be_forged(struct arena *a)
{
	static const char *const bad[] = {
		"x\r\nBcc: all@example.org", "x\nBcc: all@example.org",
		"x\rBcc: all@example.org", "x\ty", "x\x01", "x\x7f",
	};
	struct buf out = buf_in(a, 1 << 16);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct mail one = letter(), two = letter(), three = letter();
		struct mail four = letter(), five = letter(), six = letter();

		one.subject = two.from_name = three.to = four.from = bad[i];
		five.message_id = arena_printf(a, "<%s@example.org>", bad[i]);
		six.list_unsubscribe = arena_printf(a, "https://%s", bad[i]);
		CHECK_INT(mail_print(&one, &out), ERR_INPUT);
		CHECK_INT(mail_print(&two, &out), ERR_INPUT);
		CHECK_INT(mail_print(&three, &out), ERR_INPUT);
		CHECK_INT(mail_print(&four, &out), ERR_INPUT);
		CHECK_INT(mail_print(&five, &out), ERR_INPUT);
		CHECK_INT(mail_print(&six, &out), ERR_INPUT);
	}
	CHECK_INT(out.n, 0);
}

static void
addresses_are_told_apart(struct arena *a)
{
	static const char *const good[] = {
		"a@b", "kim.lee+x@example.org", "o'neil@mail.example.co.kr",
	};
	static const char *const bad[] = {
		"", "kim", "@example.org", "kim@", ".kim@example.org",
		"kim.@example.org", "k..m@example.org", "kim@-example.org",
		"kim@example..org", "kim@.org", "kim@example.org.",
		"kim lee@example.org", "\"kim\"@example.org",
		"kim@example.org>", "<kim@example.org>", "kim@example.org,a@b",
		"kim@[127.0.0.1]", "김@example.org", "kim@보기.kr",
		"a@b@c", "kim@exa_mple.org",
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!CHECK(mail_address_fits(good[i])))
			CHECK_TEXT(good[i], "good");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(!mail_address_fits(bad[i])))
			CHECK_TEXT(bad[i], "bad");
	CHECK(!mail_address_fits(NULL));
	CHECK(!mail_address_fits(arena_printf(a, "%0300d@example.org", 0)));
}

static void
servers_are_read(struct arena *a)
{
	struct mail_server s;
	char why[300];

	CHECK(mail_server_take(a, "smtp://127.0.0.1:2525", "o@example.org",
		false, NULL, &s, why));
	CHECK_TEXT(s.url, "smtp://127.0.0.1:2525");
	CHECK(s.user == NULL && !s.tls);
	CHECK(mail_server_take(a, "smtp://office%40example.org@mail.example."
		"org:587", "o@example.org", false, "secret", &s, why));
	CHECK_TEXT(s.url, "smtp://mail.example.org:587");
	CHECK_TEXT(s.user, "office@example.org");
	CHECK_TEXT(s.password, "secret");
	CHECK(s.tls);
	CHECK(mail_server_take(a, "smtps://mail.example.org", "o@example.org",
		true, NULL, &s, why));
	CHECK_TEXT(s.url, "smtps://mail.example.org");
	CHECK(!mail_server_take(a, "smtp://kim@mail.example.org",
		"o@example.org", false, NULL, &s, why));
	CHECK(strstr(why, "mail.password") != NULL);
	CHECK(!mail_server_take(a, "smtp://kim:pw@mail.example.org",
		"o@example.org", false, "x", &s, why));
	CHECK(!mail_server_take(a, "smtp://mail.example.org", NULL, false,
		NULL, &s, why));
	CHECK(strstr(why, "--mail-from") != NULL);
	CHECK(!mail_server_take(a, "http://mail.example.org", "o@example.org",
		false, NULL, &s, why));
	CHECK(!mail_server_take(a, "mail.example.org", "o@example.org", false,
		NULL, &s, why));
	CHECK(!mail_server_take(a, "smtp://mail.example.org/x",
		"o@example.org", false, NULL, &s, why));
}

/* ---- notices ---- */

struct store {
	struct db *db;
	struct db_conn *conn;
	const char *folder;
};

static void
store_close(void *arg)
{
	struct store *s = arg;

	if (s->conn != NULL)
		db_disconnect(s->conn);
	if (s->db != NULL)
		db_close(s->db);
	if (s->folder != NULL)
		file_remove_folder(s->folder);
}

static struct visit *
fresh(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 7 };
	struct store *s = arena_alloc(a, sizeof *s);
	struct visit *v = arena_alloc(a, sizeof *v);
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	char why[300] = "";

	arena_defer(a, store_close, s);
	CHECK_TEXT(faults.at, "");
	CHECK_INT(file_temporary(a, "mail", &s->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->db, why), OK);
	CHECK_INT(db_connect(s->db, &s->conn), OK);
	visit_begin(v, a, s->db, s->conn, c);
	v->roles |= ROLE_SYSTEM;
	v->who = "test";
	CHECK_INT(migrate(v, NULL, wire_tables, &faults), OK);
	return v;
}

struct telling {
	const char *login, *mail, *notices, *active;
	const char *key;
	struct record *account;
};

static enum err
account_put(struct visit *v, void *arg)
{
	struct telling *t = arg;
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}",
		"login", t->login, "called", t->login, "roles", "officer",
		"mail", t->mail, "notices", t->notices,
		"active", t->active));

	return record_create(v, &entity_account, in, &t->account);
}

static enum err
tell(struct visit *v, void *arg)
{
	struct telling *t = arg;
	json_t *args = keep(v, json_pack("{s:s, s:s}", "what", "A letter",
		"by", "2026-11-30"));
	unsigned roles = v->roles;
	enum err err;

	/* Who causes it may not read accounts. */
	v->roles = ROLE_ANYONE | ROLE_OFFICER;
	err = notice_add(v, t->account->id, "assigned", t->key,
		"mail.assigned", args, "/office/");
	v->roles = roles;
	return err;
}

static int64_t
count(struct visit *v, const char *sql)
{
	struct db_stmt *s = db_ask(v->db, sql);
	bool row = false;
	int64_t n;

	CHECK(db_step(s, &row) == OK && row);
	n = row ? db_int(s, 0) : -1;
	db_done(s);
	return n;
}

#define LETTERS "SELECT count(*) FROM mail_out"
#define JOBS "SELECT count(*) FROM job WHERE kind = 'mail.send'"

static void
nobody_is_told_twice(struct arena *a)
{
	static const struct mail_server nowhere = { .url = "smtp://x" };
	struct visit *v = fresh(a);
	struct telling t = { "kim", "kim@example.org", "once", "true", "1" };

	CHECK_INT(visit_write(v, account_put, &t), OK);
	CHECK_INT(visit_write(v, tell, &t), OK);
	CHECK_INT(count(v, LETTERS), 0);
	v->mail = &nowhere;
	CHECK_INT(visit_write(v, tell, &t), OK);
	CHECK_INT(visit_write(v, tell, &t), OK);
	CHECK_INT(count(v, LETTERS), 1);
	CHECK_INT(count(v, JOBS), 1);
	t.key = "2";
	CHECK_INT(visit_write(v, tell, &t), OK);
	CHECK_INT(count(v, LETTERS), 2);
	CHECK_INT(count(v, JOBS), 2);
}

static void
only_who_wants_it_is_told(struct arena *a)
{
	static const struct mail_server nowhere = { .url = "smtp://x" };
	static const struct telling rows[] = {
		{ "digest", "kim@example.org", "digest", "true", "1" },
		{ "none", "kim@example.org", "none", "true", "1" },
		{ "gone", "kim@example.org", "once", "false", "1" },
	};
	struct visit *v = fresh(a);
	struct telling bad = { "bad", "", "once", "true", "1" };
	struct reader *readers;
	size_t n;

	v->mail = &nowhere;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct telling t = rows[i];

		CHECK_INT(visit_write(v, account_put, &t), OK);
		CHECK_INT(visit_write(v, tell, &t), OK);
	}
	CHECK_INT(count(v, LETTERS), 0);
	CHECK_INT(visit_write(v, account_put, &bad), ERR_INPUT);
	CHECK_TEXT(v->problems->field, "mail");
	problems_forget(v);
	CHECK_INT(notice_readers(v, &readers, &n), OK);
	if (CHECK_INT(n, 1)) {
		CHECK_TEXT(readers[0].called, "digest");
		CHECK_INT(readers[0].roles, ROLE_OFFICER);
	}
}

const struct test mail_tests[] = {
	{ "a short letter in ASCII goes as it is", short_ascii_stays },
	{ "a letter in other scripts is encoded", other_letters_are_encoded },
	{ "long lines of a letter are folded", long_lines_are_folded },
	{ "an encoded word ends between two characters", words_end_between_characters },
	{ "nothing typed begins a header of its own", headers_cannot_be_forged },
	{ "mail goes to plain addresses only", addresses_are_told_apart },
	{ "a mail server is read as it is said", servers_are_read },
	{ "a notice is put in once", nobody_is_told_twice },
	{ "only who wants a notice is told", only_who_wants_it_is_told },
	{0}
};
