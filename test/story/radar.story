# The radar says how long each tie has been silent, and what to do
seed cities tie
keep tie = "$tie:dongpu"
as reader
GET /office/radar
200 has "Haneul–Dongpu sister cities" has "silent for long" has "Send a letter" has "years of the tie"
as officer
POST /office/letters subject.en="A proposal" tie=$tie direction=in type=proposal on=2026-01-05 state=received reply=owed-by-us
303
GET /office/radar
200 has "Answer the letter we owe" has "/office/letters/new?tie=$tie&direction=out&type=reply&answers="
as program token reader
JSON GET /api/v1/radar
200 json ties.0.id = $tie json ties.0.channels.1.key = letter json anniversaries.0.id = $tie
as guest
GET /office/radar
303 /office/sign-in
as friend partner
GET /office/radar
403
