# What a program may not do, or does wrong, is told as a problem document
seed cities tie
keep tie = "$tie:dongpu"
JSON POST /api/v1/ties {"tier": "sister"}
401 sends Content-Type = application/problem+json sends WWW-Authenticate = Bearer json status = 401 json title has ""
header Authorization: Bearer gyoryu_nonsense
JSON GET /api/v1/ties
401 says error.token
as look token reader
JSON PATCH /api/v1/ties/$tie {"revision": 1, "notes": "x"}
403 json status = 403
JSON POST /api/v1/cities {"name": "x", "country": "KR"}
403
JSON DELETE /api/v1/ties/$tie
403
JSON GET /api/v1/accounts
404
as program token officer
JSON POST /api/v1/ties {"tier": "sister", "members": ["$city:haneul"], "colour": "red"}
422 json problems.0.field has "" field colour = error.unknown-field sends Content-Type = application/problem+json
JSON POST /api/v1/ties {"tier": 5, "members": "x"}
422 field tier = error.not-text
JSON POST /api/v1/cities {"name": {"en": 5}, "country": "KR"}
422
JSON POST /api/v1/cities {"name": {"k!": "a"}, "country": "KR"}
422
JSON POST /api/v1/cities {"name": "x", "country": "KR", "population": "12"}
201 json population = 12
JSON POST /api/v1/cities {"name": "x", "country": "KR", "population": 1.5}
422 field population = error.not-whole
JSON POST /api/v1/cities {"name": "x", "country": "KR", "place": {"lat": "north"}}
422 field place = error.not-a-place
JSON POST /api/v1/cities [1, 2]
422 says error.not-an-object
JSON POST /api/v1/cities {"name": 
400 says error.json-broken
JSON POST /api/v1/cities {"name": {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}}}
413 says error.json-deep
JSON POST /api/v1/cities {"name": "x", "name": "y", "country": "KR"}
400 says error.json-twice
JSON POST /api/v1/ties {"tier": "sister", "members": ["$city:haneul", "01890000-0000-7000-8000-000000000000"]}
422 field members.1 = error.not-there
JSON POST /api/v1/nothings {"name": "x"}
404
JSON GET /api/v1/ties/01890000-0000-7000-8000-000000000000
404
JSON PUT /api/v1/ties/$tie {"tier": "sister"}
405 sends Allow has PATCH
JSON GET /api/v1/ties?sort=notes
422
JSON GET /api/v1/ties?f.nothing=x
422
JSON GET /api/v1/ties?after=nonsense
422
JSON GET /api/v1/ties?limit=100000
422
header Content-Type: text/plain
JSON POST /api/v1/cities {"name": "x"}
415
# A program's token opens the pages of the office too, but never without one.
as guest
JSON GET /api/v1/search
422 field q = error.required
