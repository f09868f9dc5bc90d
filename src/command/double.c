/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu double: the server of the played services.  One thread answers, one
 * request after the other, so nothing here is shared; see double.h.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/secret.h"
#include "command.h"
#include "double.h"
#include "web/embed.h"

#define BODY_MOST (12 << 20)
#define DELAY_SECONDS 3
#define SERVICES 4

struct script {
	enum fault fault;
	int times, seconds;
	const char *to;              /* of a redirect */
};

struct stand_in {
	struct arena *arena, *last_arena, *script_arena;
	struct MHD_Daemon *daemon;
	const char *address;
	atomic_bool stopping;
	struct map *words;
	struct script scripts[SERVICES];
	struct kept_glossary glossaries[GLOSSARIES_MOST];
	json_t *last;
	long asked;
};

struct asked {                       /* one request while it comes in */
	struct arena *arena;
	struct buf body;
	struct MHD_Connection *connection;
};

static const char *const fault_names[FAULT__MAX] = {
	"none", "delay", "cut", "rate", "quota", "auth", "server", "count",
	"entities", "script", "link", "bidi", "utf8", "huge", "deep",
	"redirect", "loop", "empty",
};

/* FAULT__MAX: no such one. */
static enum fault
fault_named(const char *name)
{
	int i = 0;

	if (name == NULL)
		return FAULT_NONE;
	while (i < FAULT__MAX && strcmp(fault_names[i], name) != 0)
		i++;
	return (enum fault)i;
}

/* ---- the reply ---- */

static enum MHD_Result
send_it(struct MHD_Connection *c, int status, struct MHD_Response *r)
{
	enum MHD_Result done = MHD_queue_response(c, (unsigned)status, r);

	MHD_destroy_response(r);
	return done;
}

static enum MHD_Result
send_text(struct MHD_Connection *c, int status, const char *text, size_t n)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(n,
		(void *)text, MHD_RESPMEM_MUST_COPY);

	MHD_add_response_header(r, "Content-Type", "application/json");
	return send_it(c, status, r);
}

static enum MHD_Result
send_json(struct MHD_Connection *c, int status, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	enum MHD_Result done = send_text(c, status, text, strlen(text));

	free(text);
	json_decref(json);
	return done;
}

/* Half of what was promised, and then the line is dead. */
static ssize_t
half(void *arg, uint64_t at, char *to, size_t most)
{
	const char *text = arg;
	size_t n = strlen(text) / 2;

	if (at >= n)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	n -= (size_t)at;
	memcpy(to, text + at, n < most ? n : most);
	return (ssize_t)(n < most ? n : most);
}

static enum MHD_Result
send_cut(struct MHD_Connection *c, const char *text)
{
	char *copy = strdup(text);
	struct MHD_Response *r = MHD_create_response_from_callback(
		strlen(text), 1024, half, copy, free);

	MHD_add_response_header(r, "Content-Type", "application/json");
	return send_it(c, 200, r);
}

static enum MHD_Result
send_redirect(struct MHD_Connection *c, const char *to)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(0, "",
		MHD_RESPMEM_PERSISTENT);

	MHD_add_response_header(r, "Location", to);
	return send_it(c, 307, r);
}

/* What cannot be written as JSON is put in afterwards. */
static void
bad_bytes(char *text)
{
	char *at;

	while ((at = strstr(text, "@BAD@")) != NULL)
		memset(at, 0xff, 5);
}

static enum MHD_Result
send_played(struct stand_in *s, struct asked *q, struct played *p,
	const struct script *script)
{
	char *text = p->says == NULL ? arena_text(q->arena, "") :
		json_dumps(p->says, JSON_COMPACT);
	struct MHD_Response *r;

	(void)s;
	if (p->says != NULL)
		arena_defer(q->arena, free, text);
	if (p->fault == FAULT_UTF8)
		bad_bytes(text);
	if (p->fault == FAULT_CUT)
		return send_cut(q->connection, text);
	if (p->fault == FAULT_DEEP) {
		text = arena_alloc(q->arena, 200001);
		memset(text, '[', 200000);
	}
	r = MHD_create_response_from_buffer(strlen(text), text,
		MHD_RESPMEM_MUST_COPY);
	if (*text != '\0')
		MHD_add_response_header(r, "Content-Type",
			"application/json");
	if (p->fault == FAULT_RATE && script->seconds > 0)
		MHD_add_response_header(r, "Retry-After", arena_printf(
			q->arena, "%d", script->seconds));
	return send_it(q->connection, p->status, r);
}

/* ---- a request ---- */

static const char *
header_of(void *arg, const char *name)
{
	const struct asked *q = arg;

	return MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND,
		name);
}

static enum MHD_Result
header_keep(void *arg, enum MHD_ValueKind kind, const char *name,
	const char *value)
{
	(void)kind;
	json_object_set_new(arg, name, json_string(value != NULL ? value :
		""));
	return MHD_YES;
}

static void
last_keep(struct stand_in *s, struct asked *q, const char *method,
	const char *path)
{
	json_t *headers = json_object();

	MHD_get_connection_values(q->connection, MHD_HEADER_KIND, header_keep,
		headers);
	json_decref(s->last);
	s->asked++;
	s->last = json_pack("{s:s, s:s, s:o, s:s?, s:I}", "method", method,
		"path", path, "headers", headers, "body", q->body.n < 1 << 20 ?
		q->body.at : NULL, "asked", (json_int_t)s->asked);
}

/* The fault of this request, one less of those that are to come. */
static struct script
script_next(struct stand_in *s, int service, struct asked *q)
{
	enum fault said = fault_named(header_of(q, "X-Double-Fault"));
	struct script *script = &s->scripts[service];

	if (said != FAULT_NONE && said != FAULT__MAX)
		return (struct script){ .fault = said };
	if (script->times <= 0)
		return (struct script){ 0 };
	script->times--;
	return *script;
}

/* Sleeps, unless all is to end. */
static void
delay(struct stand_in *s, int seconds)
{
	struct timespec t = { 0, 50000000 };

	for (int i = 0; i < seconds * 20 && !s->stopping; i++)
		nanosleep(&t, NULL);
}

static enum MHD_Result
service_ask(struct stand_in *s, struct asked *q, int service,
	const char *method, const char *path)
{
	struct script script = script_next(s, service, q);
	struct played p = { .arena = q->arena, .words = s->words,
		.glossaries = s->glossaries, .header = header_of, .arg = q,
		.method = method, .path = path, .body_n = q->body.n,
		.fault = script.fault, .status = 500 };

	p.body = json_loads(q->body.at, 0, NULL);
	if (!json_is_object(p.body)) {
		json_decref(p.body);
		p.body = NULL;
	}
	if (script.fault == FAULT_DELAY)
		delay(s, script.seconds > 0 ? script.seconds : DELAY_SECONDS);
	services_played[service].play(&p);
	json_decref(p.body);
	if (script.fault == FAULT_REDIRECT)
		return send_redirect(q->connection, script.to != NULL ?
			script.to : "http://other.example/");
	return send_played(s, q, &p, &script);
}

/* ---- the controls ---- */

static int
service_named(const char *name, size_t n)
{
	for (int i = 0; i < SERVICES; i++)
		if (strlen(services_played[i].name) == n &&
		    strncmp(services_played[i].name, name, n) == 0)
			return i;
	return -1;
}

static enum MHD_Result
script_take(struct stand_in *s, struct asked *q)
{
	json_t *in = json_loads(q->body.at, 0, NULL);
	const char *name = json_string_value(json_object_get(in, "service"));
	const char *fault = json_string_value(json_object_get(in, "fault"));
	const char *to = json_string_value(json_object_get(in, "to"));
	json_t *times = json_object_get(in, "times");
	int service = name != NULL ? service_named(name, strlen(name)) : -1;
	struct script script = { .fault = fault_named(fault),
		.times = times != NULL ? (int)json_integer_value(times) : 1,
		.seconds = (int)json_integer_value(json_object_get(in,
			"seconds")),
		.to = to != NULL ? arena_text(s->script_arena, to) : NULL };

	json_decref(in);
	if (service < 0 || script.fault == FAULT__MAX)
		return send_json(q->connection, 400, json_pack("{s:s}",
			"error", "no such service, or no such fault"));
	s->scripts[service] = script;
	return send_json(q->connection, 200, json_object());
}

static void
forget(struct stand_in *s)
{
	for (int i = 0; i < GLOSSARIES_MOST; i++)
		if (s->glossaries[i].arena != NULL)
			arena_free(s->glossaries[i].arena);
	memset(s->glossaries, 0, sizeof s->glossaries);
	memset(s->scripts, 0, sizeof s->scripts);
	arena_reset(s->script_arena);
	json_decref(s->last);
	s->last = NULL;
	s->asked = 0;
}

static enum MHD_Result
control(struct stand_in *s, struct asked *q, const char *method,
	const char *path)
{
	bool post = strcmp(method, "POST") == 0;

	if (post && strcmp(path, "/script") == 0)
		return script_take(s, q);
	if (post && strcmp(path, "/forget") == 0) {
		forget(s);
		return send_json(q->connection, 200, json_object());
	}
	if (strcmp(path, "/last") == 0)
		return send_json(q->connection, 200, s->last != NULL ?
			json_incref(s->last) : json_object());
	return send_json(q->connection, 404, json_pack("{s:s}", "error",
		"this is only a double: /libre /deepl /google /papago"));
}

static enum MHD_Result
answer(struct stand_in *s, struct asked *q, const char *method,
	const char *path)
{
	size_t n = *path == '/' ? strcspn(path + 1, "/") : 0;
	int service = n > 0 ? service_named(path + 1, n) : -1;

	if (q->body.full)
		return send_text(q->connection, 413, "{}", 2);
	if (service < 0)
		return control(s, q, method, path);
	last_keep(s, q, method, path);
	return service_ask(s, q, service, method, path + 1 + n);
}

/* ---- the server ---- */

static enum MHD_Result
asked_handle(void *arg, struct MHD_Connection *connection, const char *path,
	const char *method, const char *version, const char *at, size_t *n,
	void **context)
{
	struct asked *q = *context;

	(void)version;
	if (q == NULL) {
		struct arena *a = arena_new();

		q = arena_alloc(a, sizeof *q);
		q->arena = a;
		q->body = buf_in(a, BODY_MOST);
		q->connection = connection;
		*context = q;
		return MHD_YES;
	}
	if (*n > 0) {
		buf_add(&q->body, at, *n);
		*n = 0;
		return MHD_YES;
	}
	return answer(arg, q, method, path);
}

static void
asked_over(void *arg, struct MHD_Connection *connection, void **context,
	enum MHD_RequestTerminationCode code)
{
	struct asked *q = *context;

	(void)arg, (void)connection, (void)code;
	if (q != NULL)
		arena_free(q->arena);
	*context = NULL;
}

static bool
place_read(const char *listen, struct sockaddr_in *out)
{
	const char *colon = strrchr(listen, ':');
	char host[64], *end;
	long port;

	if (colon == NULL || colon - listen >= (ptrdiff_t)sizeof host)
		return false;
	memcpy(host, listen, (size_t)(colon - listen));
	host[colon - listen] = '\0';
	port = strtol(colon + 1, &end, 10);
	*out = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };
	return end != colon + 1 && *end == '\0' && port >= 0 &&
		port < 65536 && inet_pton(AF_INET, host, &out->sin_addr) == 1;
}

static struct stand_in *
stand_in_make(void)
{
	struct arena *a = arena_new();
	struct stand_in *s = arena_alloc(a, sizeof *s);
	const struct embedded *words = embedded_find("demo/double.tsv");

	s->arena = a;
	s->script_arena = arena_new();
	s->words = map_new(a);
	if (words != NULL)
		dictionary_read(a, (const char *)words->at, words->n,
			s->words);
	return s;
}

static void
stand_in_free(struct stand_in *s)
{
	forget(s);
	arena_free(s->script_arena);
	arena_free(s->arena);
}

bool
stand_in_start(const char *listen, struct stand_in **out,
	char why[static 300])
{
	struct sockaddr_in place;
	const union MHD_DaemonInfo *info;
	struct stand_in *s;

	if (!place_read(listen, &place)) {
		snprintf(why, 300, "a double listens on ADDR:PORT, not %s",
			listen);
		return false;
	}
	s = stand_in_make();
	s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL,
		NULL, asked_handle, s, MHD_OPTION_SOCK_ADDR, &place,
		MHD_OPTION_NOTIFY_COMPLETED, asked_over, NULL,
		MHD_OPTION_END);
	if (s->daemon == NULL) {
		snprintf(why, 300, "cannot listen on %s", listen);
		stand_in_free(s);
		return false;
	}
	info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
	s->address = arena_printf(s->arena, "http://%.*s:%u",
		(int)strcspn(listen, ":"), listen, (unsigned)info->port);
	*out = s;
	return true;
}

const char *
stand_in_address(const struct stand_in *s)
{
	return s->address;
}

void
stand_in_stop(struct stand_in *s)
{
	s->stopping = true;
	MHD_stop_daemon(s->daemon);
	stand_in_free(s);
}

/* ---- the command ---- */

int
double_run(const struct options *o)
{
	struct stand_in *s;
	sigset_t signals;
	char why[300];
	int got;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (!secret_start() || !stand_in_start(o->listen != NULL ? o->listen :
	    "127.0.0.1:0", &s, why)) {
		fprintf(stderr, "gyoryu: %s\n", why);
		return EXIT_FAILED;
	}
	printf("a double of translation services, for trying things out; key "
		DOUBLE_KEY ", key id " DOUBLE_KEY_ID "\n");
	for (const struct service_played *p = services_played; p->name != NULL;
	    p++)
		printf("%s/%s\n", stand_in_address(s), p->name);
	printf("listening on %s\n", stand_in_address(s));
	fflush(stdout);
	sigwait(&signals, &got);
	stand_in_stop(s);
	return EXIT_FINE;
}
