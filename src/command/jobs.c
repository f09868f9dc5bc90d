/* SPDX-License-Identifier: Apache-2.0 */
/* The jobs that the server does by itself. */
#include "base/log.h"
#include "command.h"
#include "pages/pages.h"
#include "office/office.h"
#include "words/words.h"

/* Once a day the chain is walked; a break is a line in the log and a failed
 * job that stays until a person has seen it. */
static enum err
history_walk(struct visit *v, json_t *with)
{
	int64_t entries, broken;

	(void)with;
	TRY(history_verify(v, false, &entries, &broken, NULL, NULL));
	if (broken == 0)
		return OK;
	log_problem("history: entry %lld does not fit", (long long)broken);
	return fail(v, ERR_BROKEN, "job.history-broken");
}

static enum err
sessions_sweep(struct visit *v, json_t *with)
{
	(void)with;
	return session_sweep(v);
}

static enum err
access_old_sweep(struct visit *v, json_t *with)
{
	(void)with;
	return access_sweep(v);
}

static enum err
count_run(struct visit *v, void *arg)
{
	(void)arg;
	return retention_count(v);
}

static enum err
retention_look(struct visit *v, json_t *with)
{
	(void)with;
	return visit_write(v, count_run, NULL);
}

static enum err
memory_old_sweep(struct visit *v, json_t *with)
{
	(void)with;
	return memory_sweep(v);
}

static enum err
reports_run(struct visit *v, void *arg)
{
	(void)arg;
	return comment_reports_sweep(v);
}

static enum err
comments_old_sweep(struct visit *v, json_t *with)
{
	(void)with;
	TRY(comments_sweep(v));
	TRY(visit_write(v, reports_run, NULL));
	return comment_events_fold(v);
}

static enum err
ways_run(struct visit *v, void *arg)
{
	(void)arg;
	return ways_sweep(v);
}

static enum err
ways_old_sweep(struct visit *v, json_t *with)
{
	(void)with;
	return visit_write(v, ways_run, NULL);
}

const struct job_kind job_kinds[] = {
	{ "comment.sweep", comments_old_sweep, 6 * 3600 * INT64_C(1000) },
	{ "identity.sweep", ways_old_sweep, 300 * INT64_C(1000) },
	{ "block.sweep", takedowns_clock, 300 * INT64_C(1000) },
	{ "block.due", takedowns_clock },
	{ "block.tell", takedown_tell },
	{ "retention.look", retention_look, 24 * 3600 * INT64_C(1000) },
	{ "access.sweep", access_old_sweep, 24 * 3600 * INT64_C(1000) },
	{ "history.verify", history_walk, 24 * 3600 * INT64_C(1000) },
	{ "unsaved.sweep", unsaved_sweep, 24 * 3600 * INT64_C(1000) },
	{ "session.sweep", sessions_sweep, 3600 * INT64_C(1000) },
	{ "article.publish", article_publish_due },
	{ "article.sweep", article_publish_due, 300 * INT64_C(1000) },
	{ "mail.send", letter_send },
	{ "press.send", outlet_letter },
	{ "hub.ping", outlet_ping },
	{ "mail.digest", letter_digest, 600 * INT64_C(1000) },
	{ "picture.sizes", picture_work, 6 * 3600 * INT64_C(1000) },
	{ "memory.sweep", memory_old_sweep, 3600 * INT64_C(1000) },
	{ "translate.all", pretranslate_work },
	{ "import.run", import_work },
	{ "import.expire", import_expire, 3600 * INT64_C(1000) },
	{0}
};
