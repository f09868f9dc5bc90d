# A partner's officer translates and checks, into their own language, what is shared with them, and has no right over the original
seed cities tie
keep tie = "$tie:dongpu"
as officer
POST /office/exchanges name.ko="시장 방문" type=visit-in on=2031-05 ties=$tie shared=true
303 /office/exchanges/
keep shared = location
POST /office/exchanges name.ko="내부 회의" type=meeting on=2031-06 ties=$tie
303 /office/exchanges/
keep kept = location
as friend partner
GET /office/
200
as admin
POST /office/accounts/$account:friend _revision=1 ties=$tie language=zh
303
as friend
GET /office/exchanges/$shared
200 has "/office/exchanges/$shared/translate"
GET /office/exchanges/$shared/translate?from=ko&to=zh
200 has "시장 방문" has "desk-form" lacks "/translate/all\""
POST /office/exchanges/$shared/translate from=ko to=zh at=name.0 text="市长来访" act=sign
303
GET /office/exchanges/$shared/translate?from=ko&to=zh
200 has "市长来访" has "friend"
POST /office/exchanges/$shared/translate from=ko to=en at=name.0 text="A visit" act=save
403
POST /office/exchanges/$shared/translate from=zh to=ko at=name.0 text="다른 이름" act=save
404
POST /office/exchanges/$shared/translate/all from=ko to=zh
403
POST /office/exchanges/$shared/translate/suggest from=ko to=zh at=name.0
403
GET /office/exchanges/$kept/translate?from=ko&to=zh
404
POST /office/exchanges/$kept/translate from=ko to=zh at=name.0 text="会议" act=save
404
GET /office/translations
403
as officer
GET /office/exchanges/$shared/history
200 has "friend" has "市长来访"
