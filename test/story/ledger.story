# A tie's ledger: the balance, what is open, everything that happened, and who may see it
seed cities tie people
keep tie = "$tie:dongpu"
as officer
POST /office/exchanges name.en="A visit" type=visit-out state=done on=2024-11-07 ties=$tie ours=8 nights=2 field=administration
303
POST /office/exchanges name.en="Their visit" type=visit-in state=done on=2019 ties=$tie theirs=5 nights=3 field=youth shared=true
303
POST /office/exchanges name.en="Called off" type=visit-in state=cancelled on=2020 ties=$tie theirs=90
303
POST /office/letters subject.en="An invitation" tie=$tie direction=in type=invitation on=2026-01-05 state=received reply=owed-by-us reply_by=2026-01-31
303
POST /office/promises text.en="A list of firms" tie=$tie side=ours owner=Kim on=2024-11-07 due=2025-03
303
POST /office/gifts item.en="A vase" tie=$tie direction=received on=2024-11-07 value.amount=620 value.currency=CNY shared=true
303
POST /office/expenses what.en="Flights" tie=$tie on=2024-11-07 type=air payer=ours amount.amount=840000 amount.currency=KRW
303
POST /office/plans year=2027 tie=$tie state=agreed agreed=2026-11-05 activities.0.activity.en="Pupils’ art"
303
GET /office/ties/$tie
200 has "A visit" has "Their visit" has "An invitation" has "A list of firms" has "A vase" has "Flights" \
	has "Pupils’ art" has "late" has "Haneul" has "东浦市" has "<svg" has "17 May 2005"
# Words narrow it.
GET /office/ties/$tie?kind=letter
200 has "An invitation" lacks "Flights"
GET /office/ties/$tie?year=2019
200 has "Their visit" lacks "Flights"
GET /office/ties/$tie?field=youth
200 has "Their visit" lacks "Flights"
GET /office/ties/$tie?direction=out&kind=exchange
200 has "A visit" lacks "Their visit"
GET /office/ties/$tie?of=people&side=ours
200 has "A visit" has "8. These are the entries" lacks "Their visit"
GET /office/ties/$tie?of=people&side=mine
422
GET /office/ties/$tie?of=friendship
422
GET /office/ties/$tie?year=soon
422
GET /office/ties/$tie?after=nowhere
422
GET /office/ties/nothing
404
as program token officer
JSON GET /api/v1/ties/$tie/ledger
200 json balance.measures.1.key = people json balance.measures.1.ours = 8 json balance.measures.1.theirs = 5 \
	json entries.0.kind = plan json promises.0.late = true
JSON GET /api/v1/ties/$tie/ledger?of=letters-owed&side=ours
200 json entries.0.says = "An invitation" json entries.1 absent
# A tie of three cities has one, too.
as officer
POST /office/cities name.en=Threehills country=JP slug=threehills
303
POST /office/ties tier=friendship members=$city:haneul members=$city:dongpu members=$city:threehills
303 /office/ties/
keep three = location
POST /office/ties/$three/state state=friendship on=2020-01-01
303
POST /office/exchanges name.en="A fair of three" type=event state=done on=2024-05 ties=$three ties=$tie
303
GET /office/ties/$three
200 has "Threehills" has "A fair of three" has "Dongpu · Threehills"
GET /office/ties/$three/handover?lang=en
200 has "Haneul – Dongpu – Threehills"
GET /office/ties/$tie?of=events
200 has "A fair of three"
# The public has no ledger.
as guest
GET /office/ties/$tie
303 /office/sign-in
JSON GET /api/v1/ties/$tie/ledger
401
# A partner has that of their own tie, with what is shared: no money, no notes.
as friend partner
JSON GET /api/v1/ties/$tie/ledger
404
as admin
POST /office/accounts/$account:friend _revision=1 ties=$tie
303
as friend
JSON GET /api/v1/ties/$tie/ledger
200 has "Their visit" has "A vase" lacks "A visit" lacks "Flights" lacks "CNY" lacks "A list of firms"
GET /office/ties/$tie
200 has "Their visit" has "A vase" lacks "Flights" lacks "CN¥620" lacks "/handover"
