/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu demo: a fresh server in a temporary folder with the founding facts,
 * read by the same import as any file, and sample accounts with passwords
 * made anew each time.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
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
	struct house h;
	int code = EXIT_FAILED;

	if (file_temporary(a, "gyoryu-demo", &mine.data) != OK) {
		fprintf(stderr, "gyoryu: no temporary folder can be made\n");
		return EXIT_FAILED;
	}
	if (house_open(&h, &mine, HOUSE_IS_MADE)) {
		enum err err = demo_fill(&h);

		if (err == OK)
			err = accounts_make(&h);
		if (err == OK)
			code = serve_somewhere(&h, o);
		else
			house_complain(&h.visit, "demo", err);
		house_close(&h);
	}
	file_remove_folder(mine.data);
	arena_free(a);
	return code;
}
