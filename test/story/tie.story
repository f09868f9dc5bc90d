# A tie holds several dates, its states in order, and its time line
seed cities
as officer
POST /office/ties tier=sister members=$city:haneul
422 field members = error.too-few
POST /office/ties tier=sister members=$city:haneul members=$city:haneul
422 field members = error.too-few
POST /office/ties members=$city:haneul members=$city:dongpu
422 field tier = error.required
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu \
	states.0.state=resumed states.0.on=2024 states.1.state=sister states.1.on=2005
422 field states.0.state = tie.wrong-order has "2024"
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu \
	states.0.state=sister states.0.on=2005 states.1.state=suspended states.1.on=2020~
422 field states.1.reason = tie.wrong-reason has "2020~"
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu label.en="The tie" \
	dates.0.kind=signed dates.0.on=2005-05-17 dates.1.kind=friendship dates.1.on=2003 \
	states.0.state=sister states.0.on=2005-05-17 \
	states.1.state=suspended states.1.on=2020~ states.1.reason.en="The pandemic" \
	states.2.state=resumed states.2.on=2024 notes="For us alone"
303 /office/ties/
keep tie = location
GET /office/ties/$tie
200 has "The tie" has "17 May 2005" has "For us alone" has "Resumed"
GET /office/ties
200 has "The tie" has "17 May 2005"
as guest
GET /en/ties
200 has "The tie"
GET /en/ties/dongpu
200 has "The pandemic" has "2003" has "17 May 2005" lacks "For us alone"
JSON GET /api/v1/ties/$tie
200 json state = resumed json since = 2005-05-17 json notes absent json slug = dongpu
