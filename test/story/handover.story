# A hand-over tells a successor everything, and the partner what is shared
seed cities tie people
keep tie = "$tie:dongpu"
as officer
POST /office/ties/$tie _revision=1 avoid.en="Never speak of maps"
303
POST /office/promises text.en="A list of firms" tie=$tie side=ours owner=Kim on=2024-11-07 due=2027-03 shared=true
303
POST /office/promises text.en="Our own affair" tie=$tie side=ours owner=Kim on=2024-11-07
303
POST /office/letters subject.en="A proposal" tie=$tie direction=in type=proposal on=2026-01-05 state=received reply=owed-by-us
303
POST /office/gifts item.en="A vase" tie=$tie direction=received on=2024-11-07 value.amount=620 value.currency=CNY
303
POST /office/expenses what.en="Lodging" tie=$tie on=2024-11-07 type=lodging payer=theirs amount.amount=9600 amount.currency=CNY
303
as reader
GET /office/ties/$tie/handover?for=Park&lang=en
200 has "Hand-over: Haneul–Dongpu sister cities" has "Park" has "A list of firms" has "Our own affair" has "A proposal" \
	has "A vase" has "Never speak of maps" has "9,600" has "lang=\"en\""
GET /office/ties/$tie/handover?lang=ko
200 has "인수인계서: 하늘–동푸 자매결연" has "lang=\"ko\""
GET /office/ties/$tie/handover?lang=xx
422
# The partner's, in the partner's language.
GET /office/ties/$tie/handover?for_partner=1
200 has "lang=\"zh-Hans\"" has "A list of firms" lacks "Our own affair" lacks "A proposal" \
	lacks "Never speak of maps" lacks "9,600" lacks "A vase"
GET /office/ties/$tie/handover.pdf?for=Park&lang=ja
200 has "%PDF"
GET /office/ties/$tie/handover.pdf?for_partner=1
200 has "%PDF"
JSON GET /api/v1/ties/$tie/handover?lang=en
200 json lang = en json title = "Hand-over: Haneul–Dongpu sister cities"
as guest
GET /office/ties/$tie/handover
303 /office/sign-in
# A partner's officer gets theirs, whatever they ask for.
as friend partner
GET /office/ties/$tie/handover
404
as admin
POST /office/accounts/$account:friend _revision=1 ties=$tie
303
as friend
GET /office/ties/$tie/handover?for_partner=0&lang=en
200 has "How our exchange stands" has "A list of firms" lacks "Our own affair" lacks "Never speak of maps"
