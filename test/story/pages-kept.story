# A page that is kept is dropped at once by what changes on it: hidden, erased, recalled, translated, a comment
seed cities tie translated comments
keep article = "$article:letters"
keep tie = "$tie:dongpu"
# Each page is asked for twice: the second comes from memory.
as guest
GET /en/news/letters
200 has "A good thing"
GET /en/news/letters
200 has "A good thing"
GET /en/ties/dongpu
200 has "Haneul–Dongpu"
GET /en/ties/dongpu
200 has "Haneul–Dongpu"
GET /en/news
200
GET /en/
200
# comment removed
as editor
POST /office/comments/01890000-0000-7000-8000-0000000000c1 _revision=1 state=removed reason=unrelated
303
as guest
GET /en/news/letters
200 lacks "A good thing"
GET /en/news/letters
200 lacks "A good thing"
# comment added
as editor
JSON GET /api/v1/comments/01890000-0000-7000-8000-0000000000c1
200
POST /office/comments/01890000-0000-7000-8000-0000000000c1 _revision=2 state=shown
303
as guest
GET /en/news/letters
200 has "A good thing"
# hidden
as officer
POST /office/ties/$tie/hide _revision=1
303
as guest
GET /en/ties/dongpu
404
GET /en/
200 lacks "Haneul–Dongpu"
as officer
POST /office/ties/$tie/unhide
303
as guest
GET /en/ties/dongpu
200 has "Haneul–Dongpu"
as editor
POST /office/articles/$article/hide _revision=1
303
as guest
GET /en/news/letters
404
as editor
POST /office/articles/$article/unhide
303
# written, seen by everybody, corrected, recalled
as editor
POST /office/articles headline.en="The bridge is open" body.en="Ten people came."
303
keep bridge = location
as guest
GET /en/news
200 lacks "The bridge is open"
as editor
JSON POST /api/v1/articles/$bridge/state {"state": "published"}
200
as guest
GET /en/news
200 has "The bridge is open"
GET /en/news/the-bridge-is-open
200 has "Ten people came."
GET /en/news/the-bridge-is-open
200 has "Ten people came."
# translated
GET /ko/news/the-bridge-is-open
200 has "Ten people came."
as editor
JSON PATCH /api/v1/articles/$bridge {"revision": 2, "headline": {"en": "The bridge is open", "ko": "다리가 열렸다"}}
200
as guest
GET /ko/news/the-bridge-is-open
200 has "다리가 열렸다"
GET /ko/news
200 has "다리가 열렸다"
# staff are not shown what is kept, nor is theirs kept
as editor
GET /en/news/the-bridge-is-open
200 has "Ten people came."
as guest
GET /en/news/the-bridge-is-open
200 lacks "/office/articles/"
# recalled
as editor
JSON POST /api/v1/articles/$bridge/state {"state": "recalled", "reason": {"en": "It was not."}}
200
as guest
GET /en/news/the-bridge-is-open
200 has "This article was recalled" lacks "Ten people came."
GET /en/news
200 lacks "The bridge is open"
# erased
as admin
POST /office/articles/$bridge/erase typed="The bridge is open"
303
as guest
GET /en/news/the-bridge-is-open
404
