# People with a public post are shown; what is personal is for staff, and reading it is logged
seed cities
as officer
POST /office/people name.en="Park Chair" public=true
422 field public = person.wrong-public
POST /office/people name.en="Park Chair" name.ko=박의장 public=true posts.0.title.en=Chair posts.0.city=$city:haneul \
	posts.0.held=2022/.. mail=park@example.org birth=1970-02 diet=halal passport=M99887766
303 /office/people/
keep park = location
GET /office/people/$park
200 has "Park Chair" has "park@example.org" has "halal" lacks "M99887766"
JSON GET /api/v1/people/$park
200 json mail = park@example.org
JSON GET /api/v1/people
200 has "Park Chair" lacks "park@example.org" lacks "halal" lacks "1970-02" lacks "M99887766"
as reader
GET /office/people/$park
200 has "park@example.org" lacks "halal" lacks "M99887766"
as guest
JSON GET /api/v1/people/$park
200 json title = 박의장 json mail absent json birth absent json diet absent json passport absent
lacks "M99887766" lacks "park@example.org" lacks "halal"
GET /en/search?q=halal
200 lacks "Park Chair"
GET /en/search?q=park@example.org
200 lacks "Park Chair"
readings $park >= 3
# A table of them leaves it out, and so does the reply to what is written.
as officer
GET /office/people.csv
200 has "Park Chair" lacks "halal" lacks "park@example.org"
as program token officer
JSON PATCH /api/v1/people/$park {"revision": 1}
200 has "Park Chair" lacks "park@example.org" lacks "halal"
