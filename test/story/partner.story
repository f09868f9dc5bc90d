# A partner city's officer sees what the public sees and what is shared on their ties
seed offices
keep dongpu = "$tie:dongpu"
keep seopo = "$tie:seopo"
as officer
POST /office/exchanges name.en="Kept visit" type=visit-out on=2024-01 ties=$dongpu
303 /office/exchanges/
keep kept = location
POST /office/exchanges name.en="Shared visit" type=visit-out on=2024-02 ties=$dongpu ties=$seopo shared=true notes="our notes"
303 /office/exchanges/
keep shared = location
POST /office/exchanges name.en="Other visit" type=visit-out on=2024-03 ties=$seopo shared=true
303 /office/exchanges/
keep other = location
POST /office/exchanges name.en="Public visit" type=visit-out on=2024-04 ties=$seopo public=true
303 /office/exchanges/
keep public = location
as program token partner
JSON GET /api/v1/exchanges
200 json items.0.id = $public json items.1 absent
as admin
POST /office/accounts/$account:program _revision=1 ties=$dongpu
303
as program
JSON GET /api/v1/exchanges
200 json items.0.id = $public json items.1.id = $shared json items.2 absent
JSON GET /api/v1/exchanges/$shared
200 json notes absent json name.texts.en.segments.0.text = "Shared visit"
JSON GET /api/v1/exchanges/$kept
404
JSON GET /api/v1/exchanges/$other
404
JSON GET /api/v1/exchanges?f.ties=$seopo
200 json items.0.id = $public json items.1.id = $shared json items.2 absent
JSON GET /api/v1/search?q=visit
200 has "Shared visit" has "Public visit" lacks "Kept visit" lacks "Other visit"
JSON GET /api/v1/search?q=notes
200 json count = 0
JSON GET /api/v1/exchanges/$shared/history
403
# What a tie costs is for its own partner.
JSON GET /api/v1/ties/dongpu
200 has "Dongpu pays"
JSON GET /api/v1/ties/seopo
200 lacks "Seopo pays"
JSON GET /api/v1/ties
200 has "Dongpu pays" lacks "Seopo pays"
JSON PATCH /api/v1/exchanges/$shared {"revision": 1, "ours": 3}
403
# Of the office they have the same; more of it is in partner-view.story.
GET /office/exchanges
200 has "Shared visit" lacks "Kept visit" lacks "Other visit"
# What is shared no more is gone at once.
as officer
POST /office/exchanges/$shared _revision=1 shared=false
303
as program
JSON GET /api/v1/exchanges/$shared
404
as guest
JSON GET /api/v1/exchanges
200 json items.0.id = $public json items.1 absent
JSON GET /api/v1/ties/dongpu
200 lacks "Dongpu pays"
