/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that are served as they are.  A page names one with the digest of its
 * content, {{asset.app_css}} -> /static/app.css?v=5f0c…, and whoever asks so
 * may keep it for ever; without it, or with an old one, for a minute.
 *
 * Text is packed when somebody first asks for it packed, once, and kept; the
 * lock is held meanwhile, as it is a matter of milliseconds and happens once.
 */
#include <brotli/encode.h>
#include <pthread.h>
#include <string.h>
#include <zlib.h>

#include "cache.h"

enum { PACKED_LEAST = 256, BROTLI_QUALITY = 9, GZIP_LEVEL = 9,
	WINDOW_GZIP = 15 + 16 };

struct packer {
	pthread_mutex_t lock;
	struct arena *arena;
};

static const struct {
	const char *end, *type;
	bool packs;
} types[] = {
	{".css", "text/css; charset=utf-8", true},
	{".js", "text/javascript; charset=utf-8", true},
	{".svg", "image/svg+xml", true},
	{".json", "application/json", true},
	{".webmanifest", "application/manifest+json", true},
	{".txt", "text/plain; charset=utf-8", true},
	{".html", "text/html; charset=utf-8", true},
	{".xml", "application/xml", true},
	{".png", "image/png", false},
	{".jpg", "image/jpeg", false},
	{".webp", "image/webp", false},
	{".ico", "image/x-icon", false},
	{".woff2", "font/woff2", false},
	{"", "application/octet-stream", false},
};

static size_t
type_of(const char *path)
{
	size_t n = strlen(path), i = 0;

	for (;; i++) {
		size_t end = strlen(types[i].end);

		if (n >= end && strcmp(path + n - end, types[i].end) == 0)
			return i;
	}
}

/* ---- at start ---- */

/* app.css to app_css: dots and dashes part names in templates. */
static const char *
link_name(struct arena *a, const char *path)
{
	char *name = arena_text(a, path);

	for (char *c = name; *c != '\0'; c++)
		if (strchr(".-/", *c) != NULL)
			*c = '_';
	return name;
}

struct adding {
	struct arena *arena;
	struct app *app;
};

static void
asset_add(const char *path, void *value, void *arg)
{
	struct adding *to = arg;
	const struct source *s = value;
	struct asset *asset;
	uint8_t digest[SECRET_DIGEST];

	if (strncmp(path, "static/", 7) != 0)
		return;
	path += 7;
	asset = arena_alloc(to->arena, sizeof *asset);
	asset->path = arena_text(to->arena, path);
	asset->type = types[type_of(path)].type;
	asset->packs = types[type_of(path)].packs && s->n >= PACKED_LEAST;
	asset->at = s->at;
	asset->n = s->n;
	secret_digest(s->at, s->n, digest);
	memcpy(asset->version, secret_hex(to->arena, digest, 8),
		sizeof asset->version);
	map_put(to->app->assets, path, asset);
	json_object_set_new(to->app->asset_links, link_name(to->arena, path),
		json_string(arena_printf(to->arena, "/static/%s?v=%s", path,
			asset->version)));
}

static void
packer_close(void *arg)
{
	struct packer *p = arg;

	arena_free(p->arena);
	pthread_mutex_destroy(&p->lock);
}

static void
links_drop(void *links)
{
	json_decref(links);
}

void
assets_open(struct arena *a, struct app *app)
{
	struct adding to = {a, app};

	app->packer = arena_alloc(a, sizeof *app->packer);
	pthread_mutex_init(&app->packer->lock, NULL);
	app->packer->arena = arena_new();
	arena_defer(a, packer_close, app->packer);
	app->assets = map_new(a);
	app->asset_links = json_object();
	arena_defer(a, links_drop, app->asset_links);
	map_each(app->sources, asset_add, &to);
}

/* ---- packing ---- */

/* What is not smaller by a tenth is left as it is: at NULL. */
static struct bytes
worth(struct arena *a, const uint8_t *packed, size_t n, size_t before)
{
	if (n == 0 || n > before - before / 10)
		return (struct bytes){0};
	return (struct bytes){arena_copy(a, packed, n), n};
}

struct bytes
pack_gzip(struct arena *keep_in, const void *at, size_t bytes)
{
	z_stream z = {0};
	struct arena *scratch = arena_new();
	size_t room = bytes + bytes / 100 + 1024, n = 0;
	uint8_t *out = arena_alloc(scratch, room);
	struct bytes packed = {0};

	if (bytes <= UINT32_MAX / 2 && deflateInit2(&z, GZIP_LEVEL,
		    Z_DEFLATED, WINDOW_GZIP, 8, Z_DEFAULT_STRATEGY) == Z_OK) {
		z.next_in = (z_const Bytef *)(uintptr_t)at;
		z.avail_in = (uInt)bytes;
		z.next_out = out;
		z.avail_out = (uInt)room;
		if (deflate(&z, Z_FINISH) == Z_STREAM_END)
			n = z.total_out;
		deflateEnd(&z);
		packed = worth(keep_in, out, n, bytes);
	}
	arena_free(scratch);
	return packed;
}

struct bytes
pack_brotli(struct arena *keep_in, const void *at, size_t bytes, int quality)
{
	struct arena *scratch = arena_new();
	size_t n = BrotliEncoderMaxCompressedSize(bytes);
	uint8_t *out = arena_alloc(scratch, n);
	struct bytes packed;

	if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW,
		    BROTLI_MODE_TEXT, bytes, at, &n, out))
		n = 0;
	packed = worth(keep_in, out, n, bytes);
	arena_free(scratch);
	return packed;
}

static void
pack(struct packer *p, struct asset *asset)
{
	pthread_mutex_lock(&p->lock);
	if (!asset->packed) {
		asset->gzip = pack_gzip(p->arena, asset->at, asset->n);
		asset->brotli = pack_brotli(p->arena, asset->at, asset->n,
			BROTLI_QUALITY);
		asset->packed = true;
	}
	pthread_mutex_unlock(&p->lock);
}

/* ---- serving ---- */

/* Puts the smallest form that the browser reads in the reply. */
static void
reply_packed(struct request *rq, struct asset *asset)
{
	const char *header = request_header(rq, "Accept-Encoding");
	const char *name = NULL;
	struct bytes bytes = {0};

	reply_header(rq, "Vary", "Accept-Encoding");
	if (header == NULL)
		return;
	pack(rq->app->packer, asset);
	if (asset->brotli.at != NULL && header_lists(header, "br")) {
		name = "br";
		bytes = asset->brotli;
	} else if (asset->gzip.at != NULL && header_lists(header, "gzip")) {
		name = "gzip";
		bytes = asset->gzip;
	}
	if (name == NULL)
		return;
	reply_header(rq, "Content-Encoding", name);
	rq->reply.at = bytes.at;
	rq->reply.n = bytes.n;
	rq->reply.etag = arena_printf(rq->visit.arena, "\"%s-%s\"",
		asset->version, name);
}

enum err
static_serve(struct request *rq)
{
	struct asset *asset = map_get(rq->app->assets,
		request_param(rq, "name"));
	const char *version = request_query(rq, "v");

	if (asset == NULL)
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	reply_bytes(rq, asset->type, asset->at, asset->n);
	asking_of(rq)->lasts = true;
	rq->reply.etag = arena_printf(rq->visit.arena, "\"%s\"",
		asset->version);
	rq->reply.cache = version != NULL &&
		strcmp(version, asset->version) == 0 ?
		"public, max-age=31536000, immutable" : "public, max-age=60";
	if (asset->packs)
		reply_packed(rq, asset);
	return OK;
}
