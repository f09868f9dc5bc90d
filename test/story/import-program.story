# Programs import a table in one request, and can take it back
seed cities
as program token officer
file good.csv
|name.en,country,population
|Bada,KR,5
|Seom,KR,6
POST /api/v1/cities/import file=@good.csv
201 json state = done json made = 2 json wrong = 0
keep import = json import
JSON GET /api/v1/imports/$import
200 json added = 2 json state = done json kind = city
JSON POST /api/v1/imports/$import/undo {}
200 json state = undone json left = 0
JSON GET /api/v1/cities/bada
200 json standing = hidden
JSON POST /api/v1/imports/$import/undo {}
409
file mixed.csv
|name.en,country
|Gamma,KR
|Delta,XX
POST /api/v1/cities/import file=@mixed.csv
422 json made = 1 json wrong = 1 json faults.0.line = 3
JSON GET /api/v1/cities/gamma
404
POST /api/v1/cities/import?keep_going=1 file=@mixed.csv
201 json made = 1 json wrong = 1
JSON GET /api/v1/cities/gamma
200
# What the import changed since is left when it is taken back.
file changes.csv
|slug,population
|gamma,77
POST /api/v1/cities/import?there=change file=@changes.csv
201 json changed = 1 json made = 0
keep import = json import
JSON GET /api/v1/cities/gamma
200 json population = 77
JSON PATCH /api/v1/cities/gamma {"population": 78, "revision": 2}
200
JSON POST /api/v1/imports/$import/undo {}
200 json left = 1
JSON GET /api/v1/cities/gamma
200 json population = 78
file lines.jsonl
|{"kind": "city", "name": {"en": "Line"}, "country": "KR"}
POST /api/v1/cities/import file=@lines.jsonl
201 json taken = 1
# An id that another kind of record has is an error of that line.
file ids.jsonl
|{"kind": "city", "id": "$city:haneul", "population": 9}
|{"kind": "organisation", "id": "$city:haneul", "name": {"en": "Wrong"}, "type": "company"}
|{"kind": "city", "name": {"en": "Right"}, "country": "KR"}
import @ids.jsonl
told 2 1 has "ids.jsonl:2:1: id"
as other token reader
POST /api/v1/cities/import file=@good.csv
403
