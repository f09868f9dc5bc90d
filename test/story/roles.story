# Everybody does what their roles allow, and is told when they do not
seed cities tie
keep tie = "$tie:dongpu"
as reader
GET /office/ties/$tie/record
200 has "밖에 보이지 않는 메모" lacks "/edit\""
GET /office/ties/$tie
200 lacks "/edit\"" lacks "/state\"" lacks "/new?"
GET /office/ties/$tie/edit
403
GET /office/ties/new
403
POST /office/ties/$tie notes=x
403
POST /office/ties/$tie/hide
403
GET /office/accounts
404
GET /office/nothings
404
as editor
GET /office/articles/new
200
GET /office/ties/new
403
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu
403
as officer
GET /office/articles/new
403
GET /office/ties/new
200
GET /office/ties/$tie/erase
403
POST /office/ties/$tie/erase typed=x
403
GET /office/accounts
404
POST /office/accounts login=evil called=Evil roles=admin
404
as admin
GET /office/accounts
200 has "officer"
POST /office/accounts login="Bad Name" called=x
422 field login = account.wrong-login
POST /office/accounts login=new.one called="New one" roles="officer wizard"
422 field roles = error.not-a-choice
POST /office/accounts login=new.one called="New one" roles=system
422 field roles = error.not-a-choice
POST /office/accounts login=officer called="Twice" roles=officer
422 field login = error.taken
POST /office/accounts login=new.one called="New one" roles=officer
303
# An account that is closed is out at once.
as officer
GET /office/
200
as admin
POST /office/accounts/$account:officer _revision=1 active=false
303
as officer
GET /office/
303 /office/sign-in
