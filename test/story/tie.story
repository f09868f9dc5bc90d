# A tie holds several dates, its states in order, and its time line
seed cities
as officer
POST /office/ties tier=sister members=$city:haneul
422 field members = error.too-few
POST /office/ties tier=sister members=$city:haneul members=$city:haneul
422 field members = error.too-few
POST /office/ties members=$city:haneul members=$city:dongpu
422 field tier = error.required
# States are acts, and no field of the form.
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu \
	states.0.state=sister states.0.on=2005
422 field states = error.not-yours
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu label.en="The tie" \
	dates.0.kind=signed dates.0.on=2005-05-17 dates.1.kind=friendship dates.1.on=2003 \
	notes="For us alone"
303 /office/ties/
keep tie = location
JSON GET /api/v1/ties/$tie
200 json state = candidate
POST /office/ties/$tie/state state=sister on=2005-05-17
303 /office/ties/$tie
POST /office/ties/$tie/state state=suspended on=2020~ reason="The pandemic"
303
POST /office/ties/$tie/state state=resumed on=2024
303
GET /office/ties/$tie
200 has "The tie" has "17 May 2005" has "Resumed" has "The pandemic" lacks "For us alone"
GET /office/ties/$tie/record
200 has "For us alone" has "17 May 2005"
GET /office/ties
200 has "The tie" has "17 May 2005"
as guest
GET /en/ties
200 has "The tie"
GET /en/ties/dongpu
200 has "The pandemic" has "2003" has "17 May 2005" lacks "For us alone"
JSON GET /api/v1/ties/$tie
200 json state = resumed json since = 2005-05-17 json notes absent json slug = dongpu
