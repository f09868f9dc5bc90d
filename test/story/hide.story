# A hidden record is out of sight, and comes back as it was
seed cities tie
keep tie = "$tie:dongpu"
as officer
GET /office/ties/$tie/record
200 has "Hide"
POST /office/ties/$tie/hide _revision=1
303 /office/ties/$tie
GET /office/ties/$tie
200 has "Hidden"
GET /office/ties
200 lacks "Haneul–Dongpu"
GET /office/ties?hidden=1
200 has "Haneul–Dongpu"
as guest
GET /en/ties/dongpu
404
JSON GET /api/v1/ties/$tie
404
JSON GET /api/v1/ties
200 json items.0 absent
JSON GET /api/v1/ties?hidden=1
200 json items.0 absent
GET /en/search?q=Dongpu+sister
200 lacks "/en/ties/dongpu"
GET /en/
200 lacks "Haneul–Dongpu"
as officer
POST /office/ties/$tie/unhide
303
as guest
GET /en/ties/dongpu
200 has "Haneul–Dongpu"
GET /en/search?q=Dongpu+sister
200 has "/en/ties/dongpu"
# Who saw an older revision is told first.
as officer
POST /office/ties/$tie/hide _revision=1
409
