/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs: at least once, in time, and given up in the end. */
#include <string.h>

#include "base/clock.h"
#include "record.h"

static void
clock_runs(void *arg)
{
	(void)arg;
	clock_set(0);
}

/* A store in which it is NOW until told otherwise. */
static struct visit *
stopped(struct arena *a)
{
	struct visit *v = store_new(a);

	clock_set(NOW);
	arena_defer(a, clock_runs, NULL);
	return v;
}

struct adding {
	const char *kind, *key;
	json_t *with;
	int64_t due;
};

static enum err
run_add(struct visit *v, void *arg)
{
	struct adding *add = arg;

	return job_add(v, add->kind, add->key, add->with, add->due);
}

static void
add(struct visit *v, const char *kind, const char *key, json_t *with,
	int64_t due)
{
	struct adding adding = { kind, key, with, due };

	CHECK_INT(visit_write(v, run_add, &adding), OK);
}

static int64_t
jobs(struct visit *v, const char *state)
{
	return asked(v, "SELECT count(*) FROM job WHERE state = '%s'", state);
}

/* A job writes what it was told, in an act of its own. */
static enum err
put_toy(struct visit *v, json_t *with)
{
	struct record *r;

	return try_make(v, &entity_toy, with, &r);
}

static enum err
nothing(struct visit *v, json_t *with)
{
	(void)v, (void)with;
	return OK;
}

static enum err
refused(struct visit *v, json_t *with)
{
	(void)with;
	return fail_with(v, ERR_DENIED, "job.failed", "kim", "550 no");
}

static const struct job_kind kinds[] = {
	{ "put", put_toy },
	{ "letter", refused },
	{ "tidy", nothing, 60000 },
	{0}
};

static bool
ran(struct visit *v)
{
	bool so;

	CHECK_INT(job_run_one(v, kinds, &so), OK);
	return so;
}

static void
done_once(struct arena *a)
{
	struct visit *v = stopped(a);

	CHECK(!ran(v));
	CHECK_INT(job_wait(v, 5000), 5000);
	add(v, "put", NULL, json_of(v, "{'label':'later'}"), NOW + 2000);
	add(v, "put", NULL, json_of(v, "{'label':'now'}"), NOW);
	CHECK_INT(job_wait(v, 5000), 0);
	CHECK(ran(v));
	CHECK_INT(asked(v, "SELECT count(*) FROM toy WHERE label = 'now'"),
		1);
	CHECK(!ran(v));
	CHECK_INT(job_wait(v, 5000), 2000);
	clock_set(NOW + 2000);
	CHECK(ran(v));
	CHECK(!ran(v));
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 2);
	CHECK_INT(asked(v, "SELECT count(*) FROM job"), 0);
}

/* The act that wants it is undone, and so is the job. */
static enum err
add_and_fail(struct visit *v, void *arg)
{
	(void)arg;
	TRY(job_add(v, "put", NULL, NULL, NOW));
	return ERR_INPUT;
}

static void
goes_with_its_act(struct arena *a)
{
	struct visit *v = stopped(a);

	CHECK_INT(visit_write(v, add_and_fail, NULL), ERR_INPUT);
	CHECK_INT(asked(v, "SELECT count(*) FROM job"), 0);
}

static void
one_a_key(struct arena *a)
{
	struct visit *v = stopped(a);

	for (int i = 0; i < 3; i++) {
		add(v, "put", "k", json_of(v, "{'label':'%d'}", i), NOW);
		add(v, "put", NULL, json_of(v, "{'label':'x'}"), NOW + 9);
	}
	add(v, "put", "k2", NULL, NOW + 9);
	add(v, "tidy", "k", NULL, NOW + 9);
	CHECK_INT(jobs(v, "waiting"), 6);
	CHECK(ran(v));
	CHECK_INT(asked(v, "SELECT count(*) FROM toy WHERE label = '0'"), 1);
	add(v, "put", "k", json_of(v, "{'label':'3'}"), NOW);
	CHECK_INT(jobs(v, "waiting"), 6);
}

static void
gives_up_what_is_refused(struct arena *a)
{
	struct visit *v = stopped(a);
	json_t *list = NULL, *job;

	add(v, "letter", NULL, NULL, NOW);
	CHECK(ran(v));
	CHECK_INT(jobs(v, "failed"), 1);
	CHECK_INT(asked(v, "SELECT tries FROM job"), 1);
	CHECK_INT(job_list(v, 10, &list), OK);
	job = json_array_get(keep(v, list), 0);
	CHECK_TEXT(json_string_value(json_object_get(job, "why")),
		"job.failed");
	CHECK_TEXT(json_string_value(json_array_get(json_object_get(job,
		"why_args"), 1)), "550 no");
}

static void
waits_longer(struct arena *a)
{
	static const int64_t waits[] = { 10, 60, 600, 3600, 21600, 21600,
		21600 };
	struct visit *v = stopped(a);
	int64_t now = NOW;

	add(v, "put", NULL, json_of(v, "{'label':''}"), NOW);
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		CHECK(ran(v));
		CHECK_INT(jobs(v, "waiting"), 1);
		CHECK_INT(asked(v, "SELECT tries FROM job"), i + 1);
		CHECK_INT(job_wait(v, 86400000), waits[i] * 1000);
		clock_set(now + waits[i] * 1000 - 1);
		CHECK(!ran(v));
		clock_set(now += waits[i] * 1000);
	}
	CHECK(ran(v));
	CHECK_INT(jobs(v, "failed"), 1);
	CHECK_INT(asked(v, "SELECT tries FROM job"), 8);
	clock_set(now + 1000000000);
	CHECK(!ran(v));
}

static enum err
again(struct visit *v, void *arg)
{
	return job_again(v, *(struct id *)arg);
}

static void
tried_again(struct arena *a)
{
	struct visit *v = stopped(a);
	json_t *list, *job;
	struct id id;

	add(v, "unheard", NULL, NULL, NOW);
	CHECK(ran(v));
	CHECK_INT(job_list(v, 10, &list), OK);
	keep(v, list);
	job = json_array_get(list, 0);
	CHECK_TEXT(json_string_value(json_object_get(job, "state")), "failed");
	CHECK_TEXT(json_string_value(json_object_get(job, "why")),
		"job.unknown");
	CHECK(id_parse(json_string_value(json_object_get(job, "id")), &id));
	tamper(v, "UPDATE job SET kind = 'put', with_json ="
		" '{\"label\":\"a\"}'");
	CHECK(!ran(v));
	CHECK_INT(visit_write(v, again, &id), OK);
	CHECK_INT(visit_write(v, again, &id), ERR_MISSING);
	CHECK_INT(asked(v, "SELECT tries FROM job"), 0);
	CHECK(ran(v));
	CHECK_INT(asked(v, "SELECT count(*) FROM job"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 1);
}

static void
every_so_often(struct arena *a)
{
	struct visit *v = stopped(a);

	CHECK_INT(job_plan(v, kinds), OK);
	CHECK_INT(job_plan(v, kinds), OK);
	CHECK_INT(jobs(v, "waiting"), 1);
	CHECK(ran(v));
	CHECK_INT(jobs(v, "waiting"), 1);
	CHECK(!ran(v));
	CHECK_INT(job_plan(v, kinds), OK);
	CHECK_INT(jobs(v, "waiting"), 1);
	CHECK_INT(job_wait(v, 86400000), 60000);
	clock_set(NOW + 60000);
	CHECK(ran(v));
	CHECK_INT(job_wait(v, 86400000), 60000);
}

/* The server stopped while it ran. */
static void
at_least_once(struct arena *a)
{
	struct visit *v = stopped(a);

	add(v, "put", NULL, json_of(v, "{'label':'a'}"), NOW);
	tamper(v, "UPDATE job SET state = 'running', tries = 1");
	CHECK(!ran(v));
	CHECK_INT(job_plan(v, kinds), OK);
	CHECK(ran(v) && ran(v));
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 1);
}

const struct test job_tests[] = {
	{ "a job is done once it is due, and is gone", done_once },
	{ "a job is put in by the act that wants it, or not at all",
		goes_with_its_act },
	{ "of one kind and key one job waits", one_a_key },
	{ "a job that fails waits longer each time, eight times in all",
		waits_longer },
	{ "what is refused for good is not tried again",
		gives_up_what_is_refused },
	{ "one that was given up is tried again when a person says so",
		tried_again },
	{ "a job of every minute puts itself in again, once", every_so_often },
	{ "a job that was cut off is done again", at_least_once },
	{0}
};
