/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The map of ties: a part of the world map (base/globe.h) that holds all the
 * cities, an arc for each pair of a tie, and each city's name beside its
 * point.  Drawn on paper 1000 units wide:
 *
 *	{ "height": 380, "says": "…",
 *	  "transform": "scale(2.5) translate(-410 -120)",   land and arcs
 *	  "arcs":   [{"d","hue","rest"}],
 *	  "cities": [{"x","y","href","label","hue","anchor","dx","dy"}] }
 *
 * On a phone only the middle of it is seen (two thirds of the width) with
 * letters twice as large; names are set so that they do not meet even there.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/globe.h"
#include "inside.h"

#define HEIGHT 380.0
#define WIDTH 1000.0
#define LEAST 300.0    /* units of the world map shown at least */
#define MIDDLE 0.56    /* the part of the width that the points may take */
#define EM 26.0        /* of a letter on a phone, in units of the paper */

struct box {
	double left, top, right, bottom;
};

struct point {
	const struct record *city;
	double lat, lon;
	double x, y;           /* on the world map, then on the paper */
	const char *hue;
	struct box name;
	const char *anchor, *dx, *dy;
};

struct sheet {
	struct visit *v;
	struct point *at;
	size_t n, room;
	json_t *arcs;
	double scale, left, top;
};

/* ---- gathering ---- */

static struct point *
point_known(struct sheet *s, struct id city)
{
	for (size_t i = 0; i < s->n; i++)
		if (id_same(s->at[i].city->id, city))
			return &s->at[i];
	return NULL;
}

/* The point of a city, NULL when it has no place. */
static struct point *
point_of(struct sheet *s, const char *id, const char *hue)
{
	struct record *city;
	struct point *p;
	struct id is;
	json_t *place;

	if (id == NULL || !id_parse(id, &is))
		return NULL;
	p = point_known(s, is);
	if (p != NULL || s->n == s->room ||
		record_part(s->v, &entity_city, is, "place", &city) != OK)
		return p;
	place = record_value(city, "place");
	if (place == NULL)
		return NULL;
	p = &s->at[s->n++];
	*p = (struct point){ .city = city, .hue = hue,
		.lat = json_number_value(json_object_get(place, "lat")),
		.lon = json_number_value(json_object_get(place, "lon")) };
	globe_project(p->lat, p->lon, &p->x, &p->y);
	return p;
}

static bool
is_one_of(const char *state, const char *const *of)
{
	while (*of != NULL && strcmp(*of, state) != 0)
		of++;
	return *of != NULL;
}

/* From the first city of the tie to each other one. */
static void
put_arcs(struct sheet *s, const struct record *tie, const char *hue)
{
	static const char *const resting[] = { "suspended", "dormant", NULL };
	json_t *members = record_value(tie, "members");
	struct point *home = point_of(s, json_string_value(
		json_array_get(members, 0)), "home");

	for (size_t i = 1; i < json_array_size(members); i++) {
		struct point *p = point_of(s, json_string_value(
			json_array_get(members, i)), hue);

		if (home == NULL || p == NULL)
			continue;
		json_array_append_new(s->arcs, json_pack("{s:s, s:s, s:b}",
			"d", globe_arc(s->v->arena, home->lat, home->lon,
				p->lat, p->lon), "hue", hue, "rest",
			(int)is_one_of(tie_state(tie), resting)));
	}
}

/* ---- the part of the world that is shown ---- */

static double
within(double x, double least, double most)
{
	return most < least ? (least + most) / 2 : fmin(fmax(x, least), most);
}

static void
frame_points(struct sheet *s)
{
	double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9, width;

	for (size_t i = 0; i < s->n; i++) {
		x0 = fmin(x0, s->at[i].x);
		x1 = fmax(x1, s->at[i].x);
		y0 = fmin(y0, s->at[i].y);
		y1 = fmax(y1, s->at[i].y);
	}
	width = fmax(LEAST, (x1 - x0) / MIDDLE);
	width = fmax(width, (y1 - y0) / MIDDLE * WIDTH / HEIGHT);
	width = fmin(width, GLOBE_WIDTH);
	s->scale = WIDTH / width;
	s->left = within((x0 + x1) / 2 - width / 2, 0, GLOBE_WIDTH - width);
	s->top = within((y0 + y1) / 2 - HEIGHT / s->scale / 2, 0,
		GLOBE_HEIGHT - HEIGHT / s->scale);
	for (size_t i = 0; i < s->n; i++) {
		s->at[i].x = (s->at[i].x - s->left) * s->scale;
		s->at[i].y = (s->at[i].y - s->top) * s->scale;
	}
}

/* ---- names beside their points ---- */

static const struct side {
	const char *anchor, *dx, *dy;
	double before, x, y;   /* of the width; ems from the point */
} sides[] = {
	{ "start",  ".7em",  ".35em", 0,   0.7, 0.35 },
	{ "end",    "-.7em", ".35em", 1,  -0.7, 0.35 },
	{ "middle", "0",     "-.8em", 0.5, 0,  -0.8 },
	{ "middle", "0",     "1.5em", 0.5, 0,   1.5 },
};

enum { SIDES = sizeof sides / sizeof *sides };

/* Width of a text in ems, roughly: Han and Hangul are square. */
static double
ems(const char *s)
{
	double n = 0;

	for (; *s != '\0'; s++)
		if ((*s & 0xc0) != 0x80)
			n += (unsigned char)*s < 0xe0 ? 0.58 : 1;
	return n;
}

static bool
meet(struct box a, struct box b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom &&
		b.top < a.bottom;
}

static struct box
name_box(const struct point *p, const char *label, const struct side *side)
{
	double width = ems(label) * EM;
	double left = p->x + side->x * EM - side->before * width;
	double base = p->y + side->y * EM;

	return (struct box){ left, base - EM, left + width, base + 0.3 * EM };
}

/* Does the way between two points run through the box? */
static bool
crossed(struct box box, const struct point *a, const struct point *b)
{
	for (int i = 1; i < 40; i++) {
		double x = a->x + (b->x - a->x) * i / 40;
		double y = a->y + (b->y - a->y) * i / 40;

		if (x > box.left && x < box.right && y > box.top &&
			y < box.bottom)
			return true;
	}
	return false;
}

static bool
is_free(const struct sheet *s, size_t upto, const struct point *p,
	struct box box)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct point *o = &s->at[i];
		struct box dot = { o->x - 10, o->y - 10, o->x + 10,
			o->y + 10 };

		if ((o != p && meet(box, dot)) || crossed(box, &s->at[0], o) ||
			(i < upto && meet(box, o->name)))
			return false;
	}
	return true;
}

/* Away from the others first: to the left of those in the west. */
static void
place_name(struct sheet *s, size_t i, double middle)
{
	struct point *p = &s->at[i];
	const char *label = record_title(s->v, p->city);
	size_t first = p->x < middle ? 1 : 0;

	for (size_t k = 0; k <= SIDES; k++) {
		/* All taken: where it would have stood best. */
		const struct side *side = &sides[k == SIDES ? first :
			k < 2 ? (first + k) % 2 : k];

		p->name = name_box(p, label, side);
		p->anchor = side->anchor;
		p->dx = side->dx;
		p->dy = side->dy;
		if (is_free(s, i, p, p->name))
			return;
	}
}

static json_t *
cities_view(struct sheet *s)
{
	json_t *list = json_array();
	double middle = 0;

	for (size_t i = 0; i < s->n; i++)
		middle += s->at[i].x / (double)s->n;
	for (size_t i = 0; i < s->n; i++) {
		struct point *p = &s->at[i];
		struct arena *a = s->v->arena;
		json_t *one;

		place_name(s, i, middle);
		one = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
			"x", arena_printf(a, "%.1f", p->x),
			"y", arena_printf(a, "%.1f", p->y),
			"label", record_title(s->v, p->city), "hue", p->hue,
			"anchor", p->anchor, "dx", p->dx, "dy", p->dy);
		put_text(one, "href", record_page(s->v, p->city));
		json_array_append_new(list, one);
	}
	return list;
}

enum err
map_view(struct visit *v, const struct list *ties, json_t **out)
{
	static const char *const over[] = {
		"ended", "candidate", "intent", NULL
	};
	struct sheet s = { .v = v, .arcs = keep(v, json_array()) };
	size_t drawn = 0;

	*out = NULL;
	for (size_t i = 0; i < ties->n; i++)
		s.room += json_array_size(record_value(ties->at[i],
			"members"));
	s.at = arena_alloc(v->arena, (s.room + 1) * sizeof *s.at);
	for (size_t i = 0; i < ties->n; i++)
		if (!is_one_of(tie_state(ties->at[i]), over))
			put_arcs(&s, ties->at[i],
				drawn++ % 2 == 0 ? "tie-1" : "tie-2");
	problems_forget(v);
	if (json_array_size(s.arcs) == 0)
		return OK;
	frame_points(&s);
	*out = json_pack("{s:i, s:s, s:s, s:O, s:o}", "height", (int)HEIGHT,
		"says", message(v->lang, "home.map-help"), "transform",
		arena_printf(v->arena, "scale(%.3f) translate(%.1f %.1f)",
			s.scale, -s.left, -s.top), "arcs", s.arcs, "cities",
		cities_view(&s));
	return OK;
}
