# Of two offices on one server each sees its own records, and so do those who ask for its host
seed offices
keep haneul = "01890000-0000-7000-8000-00000000000a"
keep garam = "01890000-0000-7000-8000-00000000000b"
keep ours = "$tie:dongpu"
keep theirs = "$tie:seopo"
as kim officer
GET /office/ties
200 has "Haneul and Dongpu" has "Garam and Seopo"
as lee editor admin
GET /office/
200
as admin
POST /office/accounts/$account:kim _revision=1 office=$haneul
303
POST /office/accounts/$account:lee _revision=1 office=$garam
303
# Lists, records, history, search, links, tables and the API.
as kim
GET /office/
200 has "Haneul Exchange" lacks "Garam Exchange" lacks "Garam and Seopo" lacks "Garam paid"
GET /office/ties
200 has "Haneul and Dongpu" lacks "Garam and Seopo"
GET /office/ties.csv
200 has "Dongpu" lacks "Seopo"
GET /office/ties/$ours
200
GET /office/ties/$ours/history
200
GET /office/ties/$theirs
404
GET /office/ties/$theirs/edit
404
GET /office/ties/$theirs/history
404
POST /office/ties/$theirs _revision=1 notes=x
404
POST /office/ties/$theirs/hide
404
GET /office/offices/$garam
404
GET /en/search?q=lanterns
200 has "Haneul wrote" lacks "Garam paid"
POST /office/exchanges name.en=Visit type=visit-out on=2024-11-08 ties=$theirs
422 field ties.0 = error.not-there
POST /office/exchanges name.en=Visit type=visit-out on=2024-11-08 ties=seopo
422 field ties.0 = error.not-there
POST /office/exchanges name.en="A visit" type=visit-out on=2024-11-08 ties=$ours public=true
303 /office/exchanges/
keep visit = location
JSON GET /api/v1/exchanges/$visit
200 json office = $haneul
JSON GET /api/v1/ties/seopo
404
JSON GET /api/v1/ties
200 json items.0.slug = dongpu json items.1 absent
JSON PATCH /api/v1/exchanges/$visit {"revision": 1, "office": "$garam"}
422 field office = error.not-yours
as lee
GET /office/exchanges
200 lacks "A visit"
GET /office/exchanges/$visit
404
# A name that another office has is taken, and another is found for it.
as kim
POST /office/exchanges name.en="Spring visit" type=visit-out on=2025-04 ties=$ours
303
as admin
POST /office/accounts/$account:lee _revision=2 roles=officer roles=admin roles=editor
303
as lee
POST /office/exchanges name.en="Spring visit" type=visit-out on=2025-04
303
keep spring = location
JSON GET /api/v1/exchanges/$spring
200 json slug = spring-visit-2 json office = $garam
# An administrator of an office has accounts of that office alone.
GET /office/accounts
200 has "lee" lacks "kim" lacks ">admin<"
POST /office/accounts login=new.one called="New one" roles=reader
303
keep new = location
JSON GET /api/v1/accounts/$new
200 json office = $garam
POST /office/accounts/$new _revision=1 office=
422 field office = error.not-yours
POST /office/accounts login=spy called=Spy roles=reader office=$haneul
422 field office = error.not-there
GET /office/accounts/$account:admin
404
POST /office/accounts/$account:admin _revision=1 active=false
404
POST /office/offices name.en=Third zone=Asia/Seoul
403
# The public sees those of the host that it asked for, or all.
as guest
header Host: garam.example
GET /en/
200 has "Garam Exchange" has "Garam paid visits" lacks "Haneul wrote" lacks "Dongpu"
header Host: HANEUL.example:8080
GET /en/
200 has "Haneul Exchange" has "Haneul wrote letters" lacks "Garam paid" lacks "Seopo"
header Host: garam.example
GET /en/ties/dongpu
404
header Host: garam.example
GET /en/news/letters
404
header Host: garam.example
JSON GET /api/v1/exchanges
200 json items.0 absent
header Host: haneul.example
JSON GET /api/v1/exchanges
200 json items.0.id = $visit json items.0.office absent
header Host: garam.example
GET /en/search?q=lanterns
200 has "Garam paid" lacks "Haneul wrote"
GET /en/news
200 has "Haneul wrote letters" has "Garam paid visits"
# A host that was changed counts at once.
as admin
POST /office/offices/$garam _revision=1 host=Garam.Example
422 field host = office.wrong-host
POST /office/offices/$garam _revision=1 host=new.garam.example
303
as guest
header Host: new.garam.example
GET /en/
200 has "Garam Exchange" lacks "Haneul wrote"
header Host: garam.example
GET /en/
200 has "Haneul wrote letters"
# A host is one office's, and its administrator takes no other's.
as lee
POST /office/offices/$garam _revision=2 host=haneul.example
422 field host = error.taken
# What an administrator of no office asks for is the record's office's.
as admin
POST /office/offices/$haneul _revision=1 approval=true
303
as kim
POST /office/letters subject.en="Quiet thanks" tie=$ours direction=out type=thanks on=2025-01-05 state=draft
303
keep letter = location
as admin
POST /office/letters/$letter/ask note="Before Monday."
303
as lee
JSON GET /api/v1/approvals
200 lacks "Quiet thanks" lacks "Before Monday."
as kim
JSON GET /api/v1/approvals
200 json items.0.called has "Quiet thanks" json items.0.office = $haneul
# A view that is shared is let go of by an administrator of that office only.
POST /office/exchanges/views?sort=on name="By day" shared=1
303
GET /office/exchanges
200 has "By day"
JSON GET /api/v1/exchanges
200
as admin
GET /office/exchanges
200 has "By day"
keep drop = after "/office/views/"
as lee
POST /office/views/$drop
404
as kim
GET /office/exchanges
200 has "By day"
