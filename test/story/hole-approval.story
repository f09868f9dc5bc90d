# hole: approval; what waits comes before readers by no edit, import, program, list or return to an older version
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Walrus password=four text="See www.walrus.example" sealed=$sealed number=$digits state=shown
303 /en/news/letters/comments/
keep id = location
GET /en/news/letters
200 lacks "alrus"
# By its author: the text changes, the waiting does not.
POST /en/news/letters/comments/$id password=four what=save text="A walrus without a link" state=shown why=
303
GET /en/news/letters
200 lacks "alrus"
GET /en/news/letters/comments?answers=$id
200 lacks "alrus"
GET /en/search?q=walrus
200 lacks "without a link"
# By programs and strangers.
JSON GET /api/v1/comments/$id
404
JSON GET /api/v1/comments?f.state=held
200 lacks "alrus"
JSON PATCH /api/v1/comments/$id {"state": "shown"}
401
JSON POST /api/v1/comments/bulk {"ids": ["$id"], "field": "state", "value": "shown"}
401
JSON POST /api/v1/comments {"article": "$article", "nickname": "Walrus", "text": "t", "state": "shown"}
401
# By staff whose task it is not.
as reader
GET /office/comments/$id
200 has "without a link"
POST /office/comments/$id state=shown _revision=2
403
POST /office/comments/$id/restore revision=1
403
as tied token partner
JSON PATCH /api/v1/comments/$id {"state": "shown"}
404
as officer
POST /office/comments/$id state=shown _revision=2
403
# By those whose task it is: an older version brings its own state along, and that was held.
as editor
POST /office/comments/$id/restore revision=1 _revision=2
303
as guest
GET /en/news/letters
200 lacks "alrus"
as editor
POST /office/comments/$id state=shown _revision=3
303
as guest
GET /en/news/letters
200 has "www.walrus.example"
