/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every table of the program, verified once at start.  A fault
 * in a table is a line with a stable code, so that a test and a person can
 * name it:
 *
 *	entity.E01  no name, or not lower case
 *	entity.E02  name or plural used twice
 *	entity.E03  nobody may read or write it
 *	entity.E04  a field has no name, an unfit one, one used twice, or that
 *	            of a column that every record or row has
 *	entity.E05  a field is of no kind
 *	entity.E06  REF or REFS without .to, or .to not in the catalogue
 *	entity.E07  CHOICE without choices, or a preset that is none of them
 *	entity.E08  ROWS without fields, or with rows inside rows
 *	entity.E09  title, order or open names no field
 *	entity.E10  open is neither a CHOICE nor a FLAG
 *	entity.E11  UNIQUE on a kind that cannot be
 *	entity.E12  a field may be read by more people than the entity
 *	entity.E13  min above max
 *	entity.E14  PERSONAL, and the public may read it
 *	entity.E15  within is no REF, or what it points at is within another
 *	entity.E16  PERSONAL, and partners may read it
 *	entity.E17  owned is no REF; or shared has no REF, REFS and FLAG, or no
 *	            partner may read the entity
 *	entity.E18  gate names no CHOICE and choice, or no FLAG of a kind
 *	entity.E19  along of a field that is no REFS, or names what has not one
 *	            column
 */
#include <string.h>

#include "inside.h"

struct fault_list {
	struct buf *out;
	const struct entity *of;
	const char *field;
};

static void
fault(struct fault_list *l, const char *code, const char *says)
{
	buf_printf(l->out, "%s %s%s%s: %s\n", code,
		l->of->name ? l->of->name : "?", l->field ? "." : "",
		l->field ? l->field : "", says);
}

static bool
name_fit(const char *s)
{
	if (s == NULL || *s < 'a' || *s > 'z')
		return false;
	for (; *s != '\0'; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') ||
		    *s == '_'))
			return false;
	return true;
}

static bool
kind_can_be_unique(enum field_kind kind)
{
	return kind == FIELD_TEXT || kind == FIELD_SLUG ||
		kind == FIELD_MAIL || kind == FIELD_WEB ||
		kind == FIELD_INTEGER || kind == FIELD_REF;
}

static bool
entity_known(const struct entity *const *all, const struct entity *e)
{
	for (; *all != NULL; all++)
		if (*all == e)
			return true;
	return false;
}

static void
verify_kind(struct fault_list *l, const struct entity *const *all,
	const struct field *f, bool in_row)
{
	if (f->kind <= FIELD_NONE || f->kind >= FIELD__MAX)
		fault(l, "entity.E05", "is of no kind");
	if ((f->kind == FIELD_REF || f->kind == FIELD_REFS) &&
	    (f->to == NULL || !entity_known(all, f->to)))
		fault(l, "entity.E06", "points at nothing in the catalogue");
	if ((f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES) &&
	    (f->choices == NULL ||
	    (f->preset != NULL && !field_has_choice(f, f->preset))))
		fault(l, "entity.E07", "choices are missing or not its preset");
	if (f->kind == FIELD_ROWS && (f->rows == NULL || in_row))
		fault(l, "entity.E08", "rows need fields, and hold no rows");
	if (f->kind == FIELD_REFS && in_row)
		fault(l, "entity.E08", "a row holds single references only");
	if ((f->flags & UNIQUE) && !kind_can_be_unique(f->kind))
		fault(l, "entity.E11", "cannot be unique");
	if (f->max != 0 && f->min > f->max)
		fault(l, "entity.E13", "min is above max");
}

static void
verify_along(struct fault_list *l, const struct field *f)
{
	for (size_t i = 0; i < ALONG_MOST && f->along[i] != NULL; i++) {
		const struct field *g = field_named(l->of->fields,
			f->along[i]);

		if (f->kind != FIELD_REFS || g == NULL || !field_columns(g) ||
		    field_types[g->kind].columns[1].suffix != NULL)
			fault(l, "entity.E19", "along needs fields of one column");
	}
}

/* Columns that a record's row, or a row of a field, has of its own. */
static bool
name_taken(const char *name, bool in_row)
{
	static const char *const own[2][7] = {
		{ "id", "revision", "made", "changed", "standing" },
		{ "id", "owner", "place" },
	};

	for (size_t i = 0; own[in_row][i] != NULL; i++)
		if (strcmp(own[in_row][i], name) == 0)
			return true;
	return false;
}

static void
verify_fields(struct fault_list *l, const struct entity *const *all,
	const struct field *fields, bool in_row)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		unsigned read = f->read != 0 ? f->read : l->of->read;

		l->field = f->name;
		if (!name_fit(f->name) || field_named(fields, f->name) != f ||
		    name_taken(f->name, in_row))
			fault(l, "entity.E04", "name unfit or used twice");
		verify_kind(l, all, f, in_row);
		verify_along(l, f);
		if (!(l->of->read & ROLE_ANYONE) && (read & ~l->of->read))
			fault(l, "entity.E12", "is read by more than may read it");
		if ((f->flags & PERSONAL) && (read & ROLE_ANYONE))
			fault(l, "entity.E14", "is personal and public");
		else if ((f->flags & PERSONAL) && (read & ROLE_PARTNER))
			fault(l, "entity.E16", "is personal, and a partner's");
		if (f->kind == FIELD_ROWS && f->rows != NULL && !in_row)
			verify_fields(l, all, f->rows, true);
	}
	l->field = NULL;
}

/* Every name of "label members+" or "-on" is a field. */
static void
verify_names(struct fault_list *l, const char *names)
{
	char name[64];

	while (names != NULL && *names != '\0') {
		size_t n = strcspn(names, " ");

		if (n > 0 && n < sizeof name) {
			const char *from = names + (*names == '-');
			size_t len = n - (size_t)(*names == '-');

			if (len > 0 && from[len - 1] == '+')
				len--;
			memcpy(name, from, len);
			name[len] = '\0';
			if (strcmp(name, "id") != 0 &&
			    field_named(l->of->fields, name) == NULL)
				fault(l, "entity.E09", name);
		}
		names += n + (names[n] == ' ');
	}
}

static void
verify_within(struct fault_list *l)
{
	const struct field *f = l->of->within != NULL ?
		field_named(l->of->fields, l->of->within) : NULL;

	if (l->of->within != NULL && (f == NULL || f->kind != FIELD_REF ||
	    f->to == NULL || f->to->within != NULL))
		fault(l, "entity.E15", "within needs a reference, one step far");
}

static bool
is_kind(const struct entity *e, const char *name, enum field_kind kind)
{
	const struct field *f = field_named(e->fields, name);

	return f != NULL && f->kind == kind;
}

static void
verify_sight(struct fault_list *l)
{
	const struct entity *e = l->of;
	const char *tie = e->shared.tie, *flag = e->shared.flag;

	if (e->owned != NULL && strcmp(e->owned, "id") != 0 &&
	    !is_kind(e, e->owned, FIELD_REF))
		fault(l, "entity.E17", "owned needs a reference");
	if (tie == NULL)
		return;
	if ((strcmp(tie, "id") != 0 && !is_kind(e, tie, FIELD_REF) &&
	    !is_kind(e, tie, FIELD_REFS)) ||
	    (flag != NULL && !is_kind(e, flag, FIELD_FLAG)))
		fault(l, "entity.E17", "shared needs references and a flag");
	if (!(e->read & (ROLE_ANYONE | ROLE_PARTNER)))
		fault(l, "entity.E17", "is shared, and no partner may read it");
}

/* Is each word one of its choices? */
static bool
choices_all(const struct field *f, const char *words)
{
	char word[64];

	for (; *words != '\0'; words += *words == ' ') {
		size_t n = strcspn(words, " ");

		if (n >= sizeof word)
			return false;
		memcpy(word, words, n);
		word[n] = '\0';
		if (!field_has_choice(f, word))
			return false;
		words += n;
	}
	return true;
}

static void
verify_gate(struct fault_list *l)
{
	const struct entity *e = l->of, *by = e->gate.by;
	const struct field *f = e->gate.field != NULL ?
		field_named(e->fields, e->gate.field) : NULL;
	const struct field *flag = by != NULL && e->gate.flag != NULL ?
		field_named(by->fields, e->gate.flag) : NULL;

	if (e->gate.field != NULL && (f == NULL || f->kind != FIELD_CHOICE ||
	    !field_has_choice(f, e->gate.value) || flag == NULL ||
	    flag->kind != FIELD_FLAG || (e->gate.beyond != NULL &&
	    !choices_all(f, e->gate.beyond))))
		fault(l, "entity.E18", "gate needs a choice, and a flag");
}

static void
verify_entity(struct fault_list *l, const struct entity *const *all)
{
	const struct entity *e = l->of;

	if (!name_fit(e->name) || !name_fit(e->plural) || e->fields == NULL) {
		fault(l, "entity.E01", "name, plural and fields are needed");
		return;
	}
	for (const struct entity *const *o = all; *o != NULL; o++)
		if (*o != e && (*o)->name != NULL && (*o)->plural != NULL &&
		    (strcmp((*o)->name, e->name) == 0 ||
		    strcmp((*o)->plural, e->plural) == 0))
			fault(l, "entity.E02", "name or plural used twice");
	if (e->read == 0 || e->write == 0)
		fault(l, "entity.E03", "nobody may read or write it");
	verify_fields(l, all, e->fields, false);
	verify_names(l, e->title);
	verify_names(l, e->titled_by);
	verify_names(l, e->order);
	verify_within(l);
	verify_gate(l);
	verify_sight(l);
	if (e->open.field != NULL) {
		const struct field *f = field_named(e->fields, e->open.field);

		if (f == NULL)
			fault(l, "entity.E09", e->open.field);
		else if ((f->kind != FIELD_CHOICE && f->kind != FIELD_FLAG) ||
		    (f->kind == FIELD_CHOICE && !choices_all(f,
		    e->open.value)))
			fault(l, "entity.E10", "open needs a choice or a flag");
	}
}

/* ---- plans ---- */

/* Appends the quoted columns of fields, each after ", ". */
static void
add_columns(struct buf *b, const struct field *fields, const char *after)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		if (!field_columns(f))
			continue;
		for (const struct column *c = field_types[f->kind].columns;
		    c->suffix != NULL; c++)
			buf_printf(b, ", \"%s%s\"%s", f->name, c->suffix,
				after);
	}
}

static void
add_marks(struct buf *b, const char *columns)
{
	for (const char *c = columns; *c != '\0'; c++)
		if (*c == ',')
			buf_text(b, ", ?");
}

#define FIRST_COLUMNS \
	"\"id\", \"revision\", \"made\", \"changed\", \"standing\""

const char *
plan_columns(struct arena *a, const struct entity *e, const char *names)
{
	struct buf columns = buf_in(a, 1 << 14);

	buf_text(&columns, FIRST_COLUMNS);
	for (const struct field *f = e->fields; f->name != NULL; f++) {
		const struct field one[2] = { *f };

		if (field_among(names, f)) {
			add_columns(&columns, one, "");
			continue;
		}
		for (const struct column *c = field_types[f->kind].columns;
		    c->suffix != NULL; c++)
			buf_text(&columns, ", NULL");
	}
	return columns.at;
}

/* What tells the title of a record, its address, and who may see it. */
static const char *
glanced(struct arena *a, const struct entity *e)
{
	const char *title = e->titled != NULL ? e->titled_by : e->title;
	const char *in_page = e->page != NULL ? strchr(e->page, '{') : NULL;
	const struct field *tie = e->shared.tie != NULL ?
		field_named(e->fields, e->shared.tie) : NULL;

	return arena_printf(a, "%s %s %s %s %s %s %.*s",
		title != NULL ? title : "",
		e->open.field != NULL ? e->open.field : "",
		e->within != NULL ? e->within : "",
		e->owned != NULL ? e->owned : "",
		tie != NULL && field_columns(tie) ? tie->name : "",
		e->shared.flag != NULL ? e->shared.flag : "",
		in_page != NULL ? (int)strcspn(in_page + 1, "}") : 0,
		in_page != NULL ? in_page + 1 : "");
}

static void
along_columns(struct arena *a, struct side *s, const struct entity *e,
	const struct field *f)
{
	struct buf columns = buf_in(a, 1000);

	for (size_t i = 0; i < ALONG_MOST && f->along[i] != NULL; i++) {
		s->along[i] = field_named(e->fields, f->along[i]);
		buf_printf(&columns, ", \"%s\"", f->along[i]);
	}
	s->along_columns = columns.n > 0 ? columns.at : "";
}

static void
plan_side(struct arena *a, struct side *s, const struct entity *e,
	const struct field *f)
{
	struct buf columns = buf_in(a, 1 << 14), insert = buf_in(a, 1 << 14);

	s->field = f;
	s->table = arena_printf(a, "%s_%s", e->name, f->name);
	if (f->kind == FIELD_REFS) {
		buf_text(&columns, "\"target\"");
	} else {
		buf_text(&columns, "\"id\"");
		add_columns(&columns, f->rows, "");
	}
	s->columns = columns.at;
	along_columns(a, s, e, f);
	buf_printf(&insert, "INSERT INTO \"%s\" (\"owner\", \"place\", %s%s) "
		"VALUES (?, ?, ?", s->table, s->columns, s->along_columns);
	add_marks(&insert, s->columns);
	add_marks(&insert, s->along_columns);
	buf_text(&insert, ")");
	s->insert = insert.at;
	s->read = arena_printf(a, "SELECT \"owner\", %s FROM \"%s\""
		" WHERE \"owner\" = ? ORDER BY \"place\"", s->columns, s->table);
	s->clear = arena_printf(a, "DELETE FROM \"%s\" WHERE \"owner\" = ?",
		s->table);
}

static bool
is_unique(const struct field *f)
{
	return ((f->flags & UNIQUE) || f->kind == FIELD_SLUG) &&
		field_columns(f);
}

static void
plan_unique(struct arena *a, struct plan *p, const struct field *f)
{
	struct unique *u = &p->uniques[p->unique_count++];

	u->field = f;
	u->find = arena_printf(a, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ?",
		p->of->name, f->name);
}

/* What does not stand in the entity's own columns, or in them only once. */
static void
plan_apart(struct arena *a, struct plan *p, const struct entity *e)
{
	size_t sides = 0, uniques = 0;

	for (const struct field *f = e->fields; f->name != NULL; f++) {
		sides += !field_columns(f);
		uniques += is_unique(f);
	}
	p->sides = arena_alloc(a, sides * sizeof *p->sides);
	p->uniques = arena_alloc(a, uniques * sizeof *p->uniques);
	for (const struct field *f = e->fields; f->name != NULL; f++)
		if (!field_columns(f))
			plan_side(a, &p->sides[p->side_count++], e, f);
		else if (is_unique(f))
			plan_unique(a, p, f);
}

/* Is there a field for partners that the public may not read? */
static bool
is_inner(const struct entity *e, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		unsigned read = f->read != 0 ? f->read : e->read;

		if (((read & ROLE_PARTNER) && !(read & ROLE_ANYONE)) ||
		    (f->kind == FIELD_ROWS && is_inner(e, f->rows)))
			return true;
	}
	return false;
}

static void
plan_make(struct arena *a, struct plan *p, const struct entity *e)
{
	struct buf columns = buf_in(a, 1 << 14), insert = buf_in(a, 1 << 14);
	struct buf update = buf_in(a, 1 << 14);

	p->of = e;
	buf_text(&columns, FIRST_COLUMNS);
	add_columns(&columns, e->fields, "");
	p->columns = columns.at;
	p->glanced = glanced(a, e);
	p->glance = arena_printf(a, "SELECT %s FROM \"%s\" WHERE \"id\" = ?",
		plan_columns(a, e, p->glanced), e->name);
	p->get = arena_printf(a, "SELECT %s FROM \"%s\" WHERE \"id\" = ?",
		p->columns, e->name);
	buf_printf(&insert, "INSERT INTO \"%s\" (%s) VALUES (?", e->name,
		p->columns);
	add_marks(&insert, p->columns);
	buf_text(&insert, ")");
	p->insert = insert.at;
	buf_printf(&update, "UPDATE \"%s\" SET \"revision\" = ?, "
		"\"changed\" = ?", e->name);
	add_columns(&update, e->fields, " = ?");
	buf_text(&update, " WHERE \"id\" = ?");
	p->update = update.at;
	p->stand = arena_printf(a, "UPDATE \"%s\" SET \"revision\" = ?, "
		"\"changed\" = ?, \"standing\" = ? WHERE \"id\" = ?", e->name);
	p->exists = arena_printf(a, "SELECT \"%s\" FROM \"%s\" WHERE"
		" \"id\" = ?", e->owned != NULL ? e->owned : "id", e->name);
	p->inner = is_inner(e, e->fields);
	plan_apart(a, p, e);
}

const struct catalogue *
catalogue_open(struct arena *a, const struct entity *const *entities,
	const uint8_t key[SECRET_KEY], struct buf *faults)
{
	struct catalogue *c = arena_alloc(a, sizeof *c);
	size_t before = faults->n;

	c->entities = entities;
	c->key = key;
	for (; entities[c->count] != NULL; c->count++) {
		struct fault_list l = { faults, entities[c->count], NULL };

		verify_entity(&l, entities);
	}
	if (faults->n > before)
		return NULL;
	c->plans = arena_alloc(a, (c->count + 1) * sizeof *c->plans);
	for (size_t i = 0; i < c->count; i++)
		plan_make(a, &c->plans[i], entities[i]);
	return c;
}

const struct entity *
catalogue_entity(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->entities[i]->name, name) == 0 ||
		    strcmp(c->entities[i]->plural, name) == 0)
			return c->entities[i];
	return NULL;
}

const struct plan *
plan_of(const struct catalogue *c, const struct entity *of)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->entities[i] == of)
			return &c->plans[i];
	return NULL;
}
