/* SPDX-License-Identifier: Apache-2.0 */
/* The jobs that wait, run, or have failed, for administrators. */
#include <string.h>

#include "inside.h"

#define PAGE "/office/jobs"
#define SHOWN 100

/* What is told of one job, on top of what job_list gives. */
static void
job_says(struct visit *v, json_t *job)
{
	const char *kind = json_string_value(json_object_get(job, "kind"));
	const char *state = json_string_value(json_object_get(job, "state"));
	const char *why = json_string_value(json_object_get(job, "why"));
	json_t *args = json_object_get(job, "why_args");
	int64_t due = json_integer_value(json_object_get(job, "due"));
	const char *at = moment_print(v->arena, due, "UTC");
	char *key = arena_printf(v->arena, "job.%s", kind);

	for (char *c = key + 4; *c != '\0'; c++)
		if (*c == '.')
			*c = '-';
	put_text(job, "says", message(v->lang, key));
	put_text(job, "state_says", put_choice(v, "job.state", state));
	/* HTML's <time> knows no zone by name. */
	put_text(job, "at", arena_copy(v->arena, at, strcspn(at, "[")));
	put_text(job, "when", text_moment(v->arena, v->lang, due, v->zone));
	json_object_set_new(job, "failed",
		json_boolean(strcmp(state, "failed") == 0));
	if (why != NULL && *why != '\0')
		put_text(job, "why_says", put_say(v, why,
			json_string_value(json_array_get(args, 0)),
			json_string_value(json_array_get(args, 1))));
}

/* GET /office/jobs */
static enum err
jobs(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *list, *job;
	size_t i;

	TRY(job_list(v, SHOWN, &list));
	json_array_foreach(list, i, job)
		job_says(v, job);
	put_text(view, "title", message(v->lang, "job.title"));
	put_list(view, "jobs", list);
	return reply_page(rq, "office/jobs", json_incref(view));
}

/* POST /office/jobs/{id}/again */
static enum err
again(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct id id;

	if (!id_parse(request_param(rq, "id"), &id))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(job_again(v, id));
	return reply_redirect(rq, PAGE);
}

const struct route jobs_routes[] = {
	{ GET,  PAGE, ROLE_ADMIN, jobs, "Jobs that wait, run, or have failed." },
	{ POST, PAGE "/{id}/again", ROLE_ADMIN, again, "Tries a failed job again." },
	{0}
};
