/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu demo: a fresh server in a temporary folder with the founding facts,
 * read by the same import as any file, and sample accounts with passwords
 * made anew each time.  For the translation desk there are services that are
 * only played (double.h), and say so wherever they are named.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
#include "double.h"
#include "office/office.h"
#include "web/embed.h"

static const struct {
	const char *login, *called, *roles, *language;
	const char *tie;               /* a partner's */
} samples[] = {
	{ "officer", "견본 담당자", "officer editor", "ko" },
	{ "approver", "견본 결재자", "approver reader", "ko" },
	{ "partner", "样本负责人", "partner", "zh", "dezhou" },
	{ "admin", "Sample administrator", "admin officer editor", "en" },
};

/* A file beside the demonstration's others, in the program. */
static enum err
fetch(struct arena *a, const char *path, struct bytes *out, void *arg)
{
	const struct embedded *e = embedded_find(arena_printf(a, "demo/%s",
		path));

	(void)arg;
	if (e == NULL)
		return ERR_MISSING;
	*out = (struct bytes){ (const char *)e->at, e->n };
	return OK;
}

static enum err
fill_from(struct house *h, const struct embedded *e)
{
	struct import_wish w = { .file = e->path, .fetch = fetch };
	struct import_told told = { .faults = buf_in(h->arena, 1 << 20) };
	enum err err = import_bytes(&h->visit, &w, (const char *)e->at, e->n,
		&told);

	fputs(told.faults.at, stderr);
	if (err != OK && told.refused == 0)
		house_complain(&h->visit, e->path, err);
	return err;
}

enum err
demo_fill(struct house *h)
{
	for (size_t i = 0; i < embedded_count; i++) {
		const char *path = embedded_files[i].path;
		size_t n = strlen(path);

		if (strncmp(path, "demo/", 5) == 0 && n > 6 &&
		    strcmp(path + n - 6, ".jsonl") == 0)
			TRY(fill_from(h, &embedded_files[i]));
	}
	return OK;
}

struct sharing {
	struct id account;
	const char *tie;
};

static enum err
share(struct visit *v, void *arg)
{
	const struct sharing *s = arg;
	struct record *account;

	return record_change(v, &entity_account, s->account, 0, keep(v,
		json_pack("{s:[s]}", "ties", s->tie)), &account);
}

static enum err
accounts_make(struct house *h)
{
	printf("sample accounts, at /office/:\n");
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const char *password = secret_token(h->arena, 8);
		struct id id;

		TRY(account_make(h, samples[i].login, samples[i].called,
			samples[i].roles, samples[i].language, password,
			&id));
		if (samples[i].tie != NULL)
			TRY(visit_write(&h->visit, share, &(struct sharing){
				id, samples[i].tie }));
		printf("  %-8s %s   (%s)\n", samples[i].login, password,
			samples[i].roles);
	}
	return OK;
}

/* ---- translation services, played ---- */

static const struct {
	const char *type, *called;
} played[] = {
	{ "deepl", "가짜 번역기(시험용) · stand-in DeepL" },
	{ "papago", "가짜 번역기(시험용) · stand-in Papago" },
	{ "google", "가짜 번역기(시험용) · stand-in Google" },
	{ "libre", "가짜 번역기(시험용) · stand-in LibreTranslate" },
};

struct playing {
	const char *address;
	size_t i;
};

static enum err
service_make(struct visit *v, void *arg)
{
	const struct playing *p = arg;
	const char *type = played[p->i].type;
	struct record *made;

	return record_create(v, &entity_service, keep(v, json_pack("{s:s, s:s,"
		" s:b, s:b, s:b, s:i, s:s, s:s, s:s, s:i, s:{s:s, s:s, s:s,"
		" s:s}}", "called", played[p->i].called, "type", type,
		"active", 1, "stand_in", 1, "sample", 1, "preference",
		(int)p->i + 1, "address", arena_printf(v->arena, "%s/%s",
		p->address, type), "key", DOUBLE_KEY, "key_id", DOUBLE_KEY_ID,
		"cap", 500000, "credit",
		"ko", "가짜 번역기(시험용)가 흉내 낸 번역입니다.",
		"zh", "由仿真翻译（测试用）模拟的译文。",
		"ja", "模擬翻訳（試験用）による見せかけの訳です。",
		"en", "Played by a stand-in for trying things out; "
			"no real translation.")), &made);
}

/* Its thread must leave the signals to who waits for them. */
static enum err
services_make(struct house *h, struct stand_in **out)
{
	sigset_t signals;
	char why[300];

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	if (!stand_in_start("127.0.0.1:0", out, why)) {
		fprintf(stderr, "gyoryu: %s\n", why);
		return OK;
	}
	for (size_t i = 0; i < sizeof played / sizeof *played; i++)
		TRY(visit_write(&h->visit, service_make, &(struct playing){
			stand_in_address(*out), i }));
	printf("machine translation is only played, by a stand-in\n");
	return OK;
}

static int
serve_somewhere(struct house *h, const struct options *o)
{
	if (o->listen != NULL)
		return house_serve(h, o->listen);
	if (house_serve(h, "127.0.0.1:8080") == EXIT_FINE)
		return EXIT_FINE;
	fprintf(stderr, "gyoryu: taking a free port instead\n");
	return house_serve(h, "127.0.0.1:0");
}

int
demo_run(const struct options *o)
{
	struct arena *a = arena_new();
	struct options mine = *o;
	struct stand_in *stand_in = NULL;
	struct house h;
	int code = EXIT_FAILED;

	if (file_temporary(a, "gyoryu-demo", &mine.data) != OK) {
		fprintf(stderr, "gyoryu: no temporary folder can be made\n");
		return EXIT_FAILED;
	}
	if (house_open(&h, &mine, HOUSE_IS_MADE)) {
		enum err err = services_make(&h, &stand_in);

		if (err == OK)
			err = demo_fill(&h);
		if (err == OK)
			err = accounts_make(&h);
		if (err == OK)
			code = serve_somewhere(&h, o);
		else
			house_complain(&h.visit, "demo", err);
		house_close(&h);
		if (stand_in != NULL)
			stand_in_stop(stand_in);
	}
	file_remove_folder(mine.data);
	arena_free(a);
	return code;
}
