# The front page is there in the reader's language
seed cities tie
GET /
303 /ko/
header Accept-Language: en-GB,en;q=0.8
GET /
303 /en/ sends Vary has "Accept-Language"
header Accept-Language: zh-CN
GET /
303 /zh/
header Accept-Language: fr
GET /
303 /ko/
GET /ko/
200 has "하늘 교류" has "하늘–동푸" lacks "메모" sends Content-Type has "text/html" queries <= 60
has "lang=\"ko\"" has "hreflang=\"zh-Hans\"" has "hreflang=\"x-default\"" has "rel=\"canonical\""
GET /zh/
200 has "lang=\"zh-Hans\"" has "东浦市"
GET /ja/
200 has "lang=\"ja\""
# A language asked for once is kept.
GET /office/sign-in?lang=ja
200 has "lang=\"ja\""
GET /office/sign-in
200 has "lang=\"ja\""
GET /fr/
404
