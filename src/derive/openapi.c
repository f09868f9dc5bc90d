/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The derived API as an OpenAPI 3.1 document.  It tells a visitor what he may
 * do: kinds he may not read are not in it, nor fields, nor operations that
 * would be refused.  Labels and help come from the messages, in his language;
 * the rest is English.
 *
 * Each kind has two schemas: tie, as it is given, and tie_input, as it is
 * taken (its own names only, shorter forms of words allowed, null to empty a
 * field).
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"

struct document {
	struct visit *v;
	json_t *paths, *schemas;
};

static json_t *
reference(struct visit *v, const char *part, const char *name)
{
	return json_pack("{s:s}", "$ref", arena_printf(v->arena,
		"#/components/%s/%s", part, name));
}

/* "tie" with "list" before it: "listTie". */
static const char *
operation_name(struct visit *v, const char *verb, const char *name)
{
	char *out = arena_printf(v->arena, "%s%s", verb, name);
	size_t at = strlen(verb);

	out[at] = (char)toupper((unsigned char)out[at]);
	return out;
}

/* ---- schemas ---- */

static json_t *row_schema(struct document *d, const struct entity *of,
	const struct field *f);

/*
 * The kind's schema.  One of several members that nothing of this field
 * bears on is said once, among the components: words, in every other field.
 */
static json_t *
kind_schema(struct document *d, const struct field *f)
{
	const struct field bare = { .name = f->name, .kind = f->kind };
	const struct field_type *type = &field_types[f->kind];
	const char *name = arena_printf(d->v->arena, "kind_%s", type->name);
	json_t *own = type->schema(f), *shared;

	if (f->kind == FIELD_REF || f->kind == FIELD_REFS ||
	    f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES ||
	    json_object_get(own, "properties") == NULL)
		return own;
	shared = type->schema(&bare);
	if (json_equal(own, shared)) {
		json_object_set(d->schemas, name, shared);
		json_decref(own);
		own = reference(d->v, "schemas", name);
	}
	json_decref(shared);
	return own;
}

/* With the field's label and help. */
static json_t *
field_schema(struct document *d, struct spot s)
{
	struct visit *v = d->v;
	const struct field *f = s.field;
	const char *help = arena_printf(v->arena, "%s-help",
		spot_stem(v->arena, s));
	json_t *out = f->kind == FIELD_ROWS ? row_schema(d, s.of, f) :
		kind_schema(d, f);

	view_text(out, "title", spot_label(v, s));
	if (message_there(v->lang, help) &&
	    json_object_get(out, "description") == NULL)
		view_text(out, "description", message(v->lang, help));
	if (f->flags & GIVEN)
		view_flag(out, "readOnly", true);
	return out;
}

static json_t *
row_schema(struct document *d, const struct entity *of,
	const struct field *f)
{
	json_t *properties = json_object(), *required = json_array();
	json_t *row;

	json_object_set_new(properties, "id", json_pack("{s:s, s:s}",
		"type", "string", "format", "uuid"));
	for (const struct field *in = f->rows; in->name != NULL; in++) {
		if (!field_readable(d->v, of, in))
			continue;
		json_object_set_new(properties, in->name, field_schema(d,
			(struct spot){ of, f, in }));
		if (in->flags & REQUIRED)
			json_array_append_new(required, json_string(in->name));
	}
	row = json_pack("{s:s, s:o, s:o}", "type", "object",
		"properties", properties, "required", required);
	row = json_pack("{s:s, s:o}", "type", "array", "items", row);
	if (f->max > 0)
		json_object_set_new(row, "maxItems", json_integer(f->max));
	return row;
}

/* What every record has before its fields. */
static json_t *
first_properties(const struct entity *of)
{
	return json_pack("{s:{s:s, s:s}, s:{s:s}, s:{s:s, s:i}, s:{s:s},"
		" s:{s:s}, s:{s:s, s:[s, s]}, s:{s:s}, s:{s:s}}",
		"id", "type", "string", "format", "uuid",
		"kind", "const", of->name,
		"revision", "type", "integer", "minimum", 1,
		"made", "type", "string",
		"changed", "type", "string",
		"standing", "type", "string", "enum", "hidden", "erased",
		"title", "type", "string",
		"url", "type", "string");
}

static json_t *
record_schema(struct document *d, const struct entity *of)
{
	json_t *properties = first_properties(of);

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (field_readable(d->v, of, f))
			json_object_set_new(properties, f->name,
				field_schema(d, (struct spot){ of, NULL, f }));
	return json_pack("{s:s, s:s, s:o, s:[s, s, s]}", "type", "object",
		"title", entity_label(d->v, of), "properties", properties,
		"required", "id", "revision", "title");
}

/* As it may be given: words also as text, or as text by language. */
static json_t *
input_schema(struct document *d, struct spot s)
{
	const struct field *f = s.field;
	json_t *whole = field_schema(d, s), *any = json_array();

	if (f->kind == FIELD_WORDS || f->kind == FIELD_PROSE) {
		json_array_append_new(any, json_pack("{s:s}",
			"type", "string"));
		json_array_append_new(any, json_pack(
			"{s:s, s:{s:[s, s, s]}}", "type", "object",
			"additionalProperties", "type", "string", "null",
			"object"));
	}
	if ((f->flags & REQUIRED) == 0)
		json_array_append_new(any, json_pack("{s:s}", "type", "null"));
	if (json_array_size(any) == 0) {
		json_decref(any);
		return whole;
	}
	json_array_insert_new(any, 0, whole);
	return json_pack("{s:o}", "anyOf", any);
}

static json_t *
taken_schema(struct document *d, const struct entity *of)
{
	json_t *properties = json_object();

	json_object_set_new(properties, "revision", json_pack("{s:s, s:s}",
		"type", "integer", "description",
		"of a change: the revision it was made on"));
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (!(f->flags & GIVEN) && field_writable(d->v, of, f))
			json_object_set_new(properties, f->name,
				input_schema(d, (struct spot){ of, NULL, f }));
	return json_pack("{s:s, s:o}", "type", "object", "properties",
		properties);
}

/* ---- parts of operations ---- */

static void
add_parameter(json_t *list, const char *name, const char *in, bool required,
	const char *says, const char *type)
{
	json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:s, s:{s:s}}",
		"name", name, "in", in, "required", required,
		"description", says, "schema", "type", type));
}

static json_t *
list_parameters(struct visit *v, const struct entity *of)
{
	json_t *out = json_array();
	struct arena *a = v->arena;

	add_parameter(out, "sort", "query", false,
		"a field's name, - before it: downwards", "string");
	add_parameter(out, "after", "query", false,
		"go on behind a cursor, as next gave it", "string");
	add_parameter(out, "limit", "query", false, "records in one answer",
		"integer");
	for (const struct field *f = of->fields; f->name != NULL; f++) {
		const char *label = spot_label(v,
			(struct spot){ of, NULL, f });

		if (!(f->flags & FILTERED) || !field_readable(v, of, f))
			continue;
		add_parameter(out, arena_printf(a, "f.%s", f->name), "query",
			false, label, "string");
		if (f->kind != FIELD_DATE && f->kind != FIELD_MOMENT &&
		    f->kind != FIELD_INTEGER && f->kind != FIELD_DECIMAL)
			continue;
		add_parameter(out, arena_printf(a, "from.%s", f->name),
			"query", false, label, "string");
		add_parameter(out, arena_printf(a, "until.%s", f->name),
			"query", false, label, "string");
	}
	return out;
}

static json_t *
id_parameter(void)
{
	json_t *out = json_array();

	add_parameter(out, "id", "path", true, "the record's id or slug",
		"string");
	return out;
}

static json_t *
json_body(json_t *schema)
{
	return json_pack("{s:{s:{s:o}}}", "content", "application/json",
		"schema", schema);
}

/* {"200": …, "default": the problem}. */
static json_t *
responses(struct visit *v, const char *status, const char *says,
	json_t *schema)
{
	json_t *good = schema != NULL ? json_body(schema) : json_object();

	view_text(good, "description", says);
	return json_pack("{s:o, s:o}", status, good, "default",
		reference(v, "responses", "problem"));
}

static json_t *
operation(struct visit *v, const char *verb, const struct entity *of,
	const char *says, json_t *parameters, json_t *answers)
{
	json_t *out = json_pack("{s:s, s:s, s:[s], s:o}",
		"operationId", operation_name(v, verb, of->name),
		"summary", says, "tags", of->name, "responses", answers);

	if (json_array_size(parameters) > 0)
		json_object_set(out, "parameters", parameters);
	json_decref(parameters);
	return out;
}

/* The body that create and change take. */
static void
set_body(struct visit *v, const struct entity *of, json_t *operation_)
{
	json_t *body = json_body(reference(v, "schemas",
		arena_printf(v->arena, "%s_input", of->name)));

	view_flag(body, "required", true);
	json_object_set_new(operation_, "requestBody", body);
}

/* ---- paths ---- */

static json_t *
many_path(struct visit *v, const struct entity *of)
{
	json_t *out = json_object(), *one;
	json_t *items = json_pack("{s:s, s:o}", "type", "array", "items",
		reference(v, "schemas", of->name));
	json_t *page = json_pack("{s:s, s:{s:o, s:{s:[s, s]}}}",
		"type", "object", "properties", "items", items,
		"next", "type", "string", "null");

	json_object_set_new(out, "get", operation(v, "list", of,
		"Records, filtered, sorted and paged; without personal fields",
		list_parameters(v, of), responses(v, "200", "a page of them",
		page)));
	if ((of->write & v->roles) == 0)
		return out;
	one = operation(v, "create", of, "Makes a record", json_array(),
		responses(v, "201", "made; Location says where",
		reference(v, "schemas", of->name)));
	set_body(v, of, one);
	json_object_set_new(out, "post", one);
	return out;
}

static json_t *
one_path(struct visit *v, const struct entity *of)
{
	json_t *out = json_object(), *parameters = id_parameter(), *one;

	json_object_set_new(out, "get", operation(v, "get", of, "A record",
		id_parameter(), responses(v, "200",
		"the record; ETag is its revision",
		reference(v, "schemas", of->name))));
	if ((of->write & v->roles) == 0) {
		json_decref(parameters);
		return out;
	}
	add_parameter(parameters, "If-Match", "header", false,
		"the revision that was seen, in quotes", "string");
	one = operation(v, "change", of, "Changes the fields that are named",
		json_deep_copy(parameters), responses(v, "200",
		"the record as it now is", reference(v, "schemas", of->name)));
	set_body(v, of, one);
	json_object_set_new(json_object_get(one, "responses"), "409",
		reference(v, "responses", "conflict"));
	json_object_set_new(out, "patch", one);
	json_object_set_new(out, "delete", operation(v, "hide", of,
		"Puts a record out of sight", parameters,
		responses(v, "204", "hidden", NULL)));
	return out;
}

static json_t *
history_path(struct visit *v, const struct entity *of)
{
	json_t *page = json_pack("{s:s, s:{s:{s:s, s:{s:s}}}}",
		"type", "object", "properties", "items", "type", "array",
		"items", "type", "object");

	return json_pack("{s:o}", "get", operation(v, "historyOf", of,
		"Who changed what, and when", id_parameter(),
		responses(v, "200", "the newest first", page)));
}

static void
add_entity(struct document *d, const struct entity *of)
{
	struct visit *v = d->v;
	struct arena *a = v->arena;
	const char *at = arena_printf(a, "/api/v1/%s", of->plural);

	json_object_set_new(d->schemas, of->name, record_schema(d, of));
	if ((of->write & v->roles) != 0)
		json_object_set_new(d->schemas, arena_printf(a, "%s_input",
			of->name), taken_schema(d, of));
	json_object_set_new(d->paths, at, many_path(v, of));
	json_object_set_new(d->paths, arena_printf(a, "%s/{id}", at),
		one_path(v, of));
	if ((v->roles & ROLE_STAFF) != 0)
		json_object_set_new(d->paths, arena_printf(a,
			"%s/{id}/history", at), history_path(v, of));
}

static json_t *
search_path(struct visit *v)
{
	json_t *parameters = json_array();

	add_parameter(parameters, "q", "query", true, "words", "string");
	add_parameter(parameters, "kind", "query", false, "only this kind",
		"string");
	return json_pack("{s:{s:s, s:s, s:o, s:o}}", "get",
		"operationId", "search",
		"summary", "Records of all kinds that hold these words",
		"parameters", parameters,
		"responses", responses(v, "200", "what was found",
		json_pack("{s:s}", "type", "object")));
}

/* ---- what all share ---- */

/* RFC 9457, with a list of what is wrong in which field. */
static json_t *
problem_schema(void)
{
	return json_pack("{s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s},"
		" s:{s:s, s:{s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}}}}}}",
		"type", "object", "properties", "type", "type", "string",
		"title", "type", "string", "status", "type", "integer",
		"detail", "type", "string", "problems", "type", "array",
		"items", "type", "object", "properties",
		"field", "type", "string", "key", "type", "string",
		"says", "type", "string");
}

static json_t *
problem_response(struct visit *v, const char *says)
{
	return json_pack("{s:s, s:{s:{s:o}}}", "description", says,
		"content", "application/problem+json",
		"schema", reference(v, "schemas", "problem"));
}

static json_t *
components(struct visit *v, json_t *schemas)
{
	json_object_set_new(schemas, "problem", problem_schema());
	return json_pack("{s:o, s:{s:o, s:o}, s:{s:{s:s, s:s},"
		" s:{s:s, s:s, s:s}}}", "schemas", schemas,
		"responses", "problem", problem_response(v,
		"what went wrong (RFC 9457)"),
		"conflict", problem_response(v, "the record has gone on; "
		"\"current\" holds it as it stands"),
		"securitySchemes", "token", "type", "http", "scheme", "bearer",
		"session", "type", "apiKey", "in", "cookie",
		"name", "session");
}

json_t *
openapi_of(struct visit *v, const char *server)
{
	struct document d = { v, json_object(), json_object() };
	json_t *tags = json_array();

	for (const struct entity *const *e = v->catalogue->entities;
	    *e != NULL; e++) {
		if (((*e)->read & v->roles) == 0)
			continue;
		add_entity(&d, *e);
		json_array_append_new(tags, json_pack("{s:s, s:s}",
			"name", (*e)->name, "description",
			entity_labels(v, *e)));
	}
	json_object_set_new(d.paths, "/api/v1/search", search_path(v));
	return json_pack("{s:s, s:{s:s, s:s, s:s}, s:[{s:s}], s:[{}, {s:[]},"
		" {s:[]}], s:o, s:o, s:o}",
		"openapi", "3.1.0", "info", "title", "Gyoryu",
		"version", VERSION, "description",
		"Records of this office. What the caller may not read or do "
		"is not in this description.",
		"servers", "url", server, "security", "token", "session",
		"tags", tags, "paths", d.paths,
		"components", components(v, d.schemas));
}
