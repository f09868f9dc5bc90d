/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What else can be done with a record than to change it, beneath it on its
 * page, a small form each; and what must be known before:
 *
 *	"acts": [{"action","label","help","field","asks","box","box_says",
 *	          "main","needed"}], "acts_there"
 *	"waiting": {"says","href"}
 *	"about": {"label","text","href"}
 *	"deadlines": see deadline.c
 *	"translate_href": its texts at the translation desk
 *	"access_href": who has seen it, for administrators
 */
#include "translating.h"

static const char *
or_nothing(const char *text)
{
	return text != NULL ? text : "";
}

void
act_put(json_t *acts, const struct act *act)
{
	json_array_append_new(acts, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s,"
		" s:s, s:b, s:b}", "action", act->action, "label", act->label,
		"help", or_nothing(act->help), "field", or_nothing(act->field),
		"asks", or_nothing(act->asks), "box", or_nothing(act->box),
		"box_says", or_nothing(act->box_says), "main",
		(int)act->main, "needed", (int)act->needed));
}

static bool
is_personal(const struct entity *of)
{
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			return true;
	return false;
}

enum err
acts_put(struct request *rq, const struct record *r, json_t *view)
{
	struct visit *v = &rq->visit;
	json_t *acts = keep(v, json_array());

	article_ways(v, r, view);
	outlet_ways(v, r, view);
	takedown_ways(v, r, view);
	invite_acts(v, r, acts);
	outlet_acts(v, r, acts);
	machine_acts(v, r, acts);
	partner_acts(v, r, acts);
	TRY(approval_acts(v, r, view, acts));
	TRY(deadlines_put(rq, r, view));
	if (translation_fits(v, r->of) && (visit_staff(v) ?
	    translation_may(v, r, "") : translation_may(v, r,
	    langs[v->lang].tag)))
		put_text(view, "translate_href", arena_printf(v->arena,
			"/office/%s/%s/translate", r->of->plural,
			id_text(v->arena, r->id)));
	if ((v->roles & ROLE_ADMIN) && is_personal(r->of))
		put_text(view, "access_href", arena_printf(v->arena,
			"/office/access?person=%s", id_text(v->arena, r->id)));
	put_list(view, "acts", json_incref(acts));
	return OK;
}
