# Programs write with a token, and say which revision they saw
seed cities
as program token officer
JSON POST /api/v1/ties {"tier": "sister", "members": ["$city:haneul", "$city:dongpu"], "label": {"en": "By a program"}, "notes": "secret"}
201 /api/v1/ties/ sends ETag = "\"1\"" json label.texts.en.segments.0.text = "By a program" json revision = 1 json kind = tie
keep tie = json id
JSON GET /api/v1/ties/$tie
200 json notes = secret sends ETag = "\"1\"" sends Cache-Control has "no-store"
header If-None-Match: "1"
JSON GET /api/v1/ties/$tie
304
JSON PATCH /api/v1/ties/$tie {"notes": "changed"}
422 field revision = error.required
header If-Match: "1"
JSON PATCH /api/v1/ties/$tie {"notes": "changed"}
200 json notes = changed json revision = 2 sends ETag = "\"2\""
JSON PATCH /api/v1/ties/$tie {"revision": 1, "notes": "late"}
409 json current.notes = changed json status = 409 sends Content-Type = application/problem+json sends ETag = "\"2\""
JSON PATCH /api/v1/ties/$tie {"revision": 1, "review": "2030"}
200 json notes = changed json review = 2030 json revision = 3
header If-Match: *
JSON PATCH /api/v1/ties/$tie {"review": null}
200 json review absent
header If-Match: "1"
JSON DELETE /api/v1/ties/$tie
409
JSON DELETE /api/v1/ties/$tie
204
JSON GET /api/v1/ties
200 json items.0 absent
JSON GET /api/v1/ties?hidden=1
200 json items.0.id = $tie
