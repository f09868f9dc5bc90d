# What was typed is kept unsaved, offered again, told to others, taken over with both texts, and never saved by itself
seed cities tie
keep tie = "$tie:dongpu"
as kim officer
GET /office/ties/$tie/edit
200 has "data-keep=\"/office/ties/$tie/draft\"" has "/static/draft.js" lacks "You have unsaved text"
JSON POST /office/ties/$tie/draft {"notes": "Half a sentence", "_revision": "1"}
200 has "Unsaved text kept at"
JSON GET /api/v1/ties/$tie
200 json revision = 1 lacks "Half a sentence"
GET /office/ties/$tie/edit
200 has "You have unsaved text from" lacks "Half a sentence"
GET /office/ties/$tie/edit?draft=take
200 has "Half a sentence" has "name=\"_revision\" value=\"1\""
# Without a script the form's own button does it.
POST /office/ties/$tie/draft _revision=1 notes="Half a sentence more"
303 /office/ties/$tie/edit
# Others are told, and may take over with both texts before them.
as lee officer
GET /office/ties/$tie/edit
200 has "kim is changing this" lacks "Half a sentence" lacks "You have unsaved text"
keep kim = "$account:kim"
JSON POST /office/ties/$tie/draft {"notes": "Lee began otherwise", "_revision": "1"}
200 has "kim is changing this"
POST /office/ties/$tie/draft/take account=$kim
200 has "Both texts" has "Half a sentence more" has "<ins>Lee" has "name=\"_revision\" value=\"1\""
as kim
JSON POST /office/ties/$tie/draft {"_beat": "1"}
200 has "lee has taken this over"
JSON GET /api/v1/ties/$tie
200 lacks "Half a sentence" lacks "Lee began"
# Saved, it is no draft any more; the other's stays theirs.
as lee
POST /office/ties/$tie _revision=1 notes="Both together"
303
GET /office/ties/$tie/edit
200 lacks "You have unsaved text"
as kim
GET /office/ties/$tie/edit?draft=take
200 has "Half a sentence more" has "name=\"_revision\" value=\"1\""
POST /office/ties/$tie _revision=1 notes="Half a sentence more"
409 has "<ins>Both"
POST /office/ties/$tie/draft/drop
303 /office/ties/$tie/edit
GET /office/ties/$tie/edit
200 lacks "You have unsaved text"
# A new record's too.
POST /office/exchanges/new/draft name.en="A visit to be"
303 /office/exchanges/new
GET /office/exchanges/new
200 has "You have unsaved text"
GET /office/exchanges/new?draft=take
200 has "A visit to be"
POST /office/exchanges/new/draft/drop
303 /office/exchanges/new
GET /office/exchanges/new
200 lacks "You have unsaved text"
# Nobody has examined it: what is no text is shown as none.
JSON POST /office/exchanges/new/draft {"name": {"texts": {"ko": {"segments": [1, {"text": 5}, null]}}}, "places": 5, "ties": [7]}
200
GET /office/exchanges/new?draft=take
200 has "name=\"name.ko\""
POST /office/exchanges/new/draft/drop
303
# For those alone who may write.
as reader
JSON POST /office/ties/$tie/draft {"notes": "No"}
403
POST /office/ties/$tie/draft/take account=$kim
403
as guest
JSON POST /office/ties/$tie/draft {"notes": "No"}
401
# It goes with the record's content.
as kim
JSON POST /office/people/new/draft {"name": {"en": "Nobody yet"}}
200
as admin
POST /office/people name.en="Someone real"
303
keep person = location
JSON POST /office/people/$person/draft {"mail": "private@example.org", "_revision": "1"}
200
GET /office/people/$person/edit?draft=take
200 has "private@example.org"
POST /office/people/$person/erase typed="Someone real"
303
