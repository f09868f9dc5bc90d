/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The jobs of mail: a notice is sent; and from seven in the morning, by the
 * office's clock, everybody who wants it gets the day's tasks in one letter.
 * What there is to do is the desk's matter (pages/), how a letter goes out is
 * wire/'s; they meet here.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "office/office.h"
#include "pages/pages.h"
#include "wire/wire.h"

#define DIGEST_HOUR 7

/* The reader's office; NULL: not written down yet. */
static struct record *
own_office(struct visit *v)
{
	struct record *office = NULL;
	enum err err = office_own(v, &office);

	problems_forget(v);
	return err == OK ? office : NULL;
}

enum err
letter_send(struct visit *v, json_t *with)
{
	const char *notice = json_string_value(json_object_get(with,
		"notice"));
	struct id id;

	if (notice == NULL || !id_parse(notice, &id))
		return fail(v, ERR_DENIED, "job.failed");
	return notice_send(v, id, own_office);
}

/* ---- the digest ---- */

struct day {
	const struct reader *reader;
	const char *day;
	json_t *tasks;
};

static enum err
day_put(struct visit *v, void *arg)
{
	struct day *d = arg;

	return notice_digest(v, d->reader, d->day, d->tasks);
}

/* Once a day, when it is seven where the reader's office is. */
static enum err
reader_told(struct visit *v, const struct reader *r)
{
	struct visit as = notice_visit(v, r);
	struct day d = { .reader = r };
	const struct record *office;
	const char *local;
	bool told;

	problems_forget(&as);
	office = own_office(&as);
	if (office != NULL && record_text(office, "zone") != NULL)
		as.zone = record_text(office, "zone");
	local = moment_local(v->arena, v->now, as.zone);
	d.day = arena_copy(v->arena, local, strlen("2026-11-23"));
	if (strtol(local + strlen("2026-11-23T"), NULL, 10) < DIGEST_HOUR)
		return OK;
	TRY(notice_told(v, r, d.day, &told));
	if (told)
		return OK;
	TRY(desk_tasks(&as, &d.tasks));
	keep(v, d.tasks);
	return visit_write(v, day_put, &d);
}

enum err
letter_digest(struct visit *v, json_t *with)
{
	struct reader *readers;
	size_t n;

	(void)with;
	TRY(notice_sweep(v));
	if (v->mail == NULL)
		return OK;
	TRY(notice_readers(v, &readers, &n));
	for (size_t i = 0; i < n; i++)
		TRY(reader_told(v, &readers[i]));
	return OK;
}
