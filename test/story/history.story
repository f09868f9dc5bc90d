# The history tells who changed what, and an older text can be brought back
seed cities tie
keep tie = "$tie:dongpu"
as kim officer
POST /office/ties/$tie _revision=1 notes="second text"
303
as lee officer
POST /office/ties/$tie _revision=2 notes="third text"
303
GET /office/ties/$tie/history
200 has "Changed by kim" has "Changed by lee" has "Created by" has "<del>" has "<ins>"
JSON GET /api/v1/ties/$tie/history
200 json items.0.who = lee json items.1.who = kim json items.2.act = create
POST /office/ties/$tie/restore revision=2
303 /office/ties/$tie
JSON GET /api/v1/ties/$tie
200 json notes = "second text" json revision = 4
GET /office/ties/$tie/history
200 has "Older content brought back by lee"
POST /office/ties/$tie/restore revision=99
404
as guest
JSON GET /api/v1/ties/$tie/history
401
GET /office/ties/$tie/history
303 /office/sign-in
