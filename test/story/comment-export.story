# Comments as a file: without personal data for staff, with it for an administrator who says why
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="Glad of it" sealed=$sealed number=$digits
303
keep sealed = number $article
POST /en/news/letters/comments nickname=Waits password=sixsix text="Waits for somebody" sealed=$sealed neither=1
303
GET /office/comments/export.csv
303 /office/sign-in
as editor
GET /office/comments.csv
303 /office/comments/export
GET /office/comments.json
303 /office/comments/export
GET /office/comments/export
200 has "Without personal data" lacks "name=\"reason\""
GET /office/comments/export.csv
200 has "article,day,language" has "letters,20" lacks "Mina" lacks "Glad" lacks "Waits" sends Content-Disposition has "comments-open.csv"
GET /office/comments/export.csv?text=1
200 has "Glad of it" lacks "Mina" lacks "Waits for somebody"
GET /office/comments/export.csv?until=2001-01-01
200 lacks "letters,20"
GET /office/comments/export.csv?from=soon
422 field from = error.not-a-date
GET /office/comments/export.json?text=1
200 json 0.article = letters has "Glad of it" lacks "Mina"
GET /api/v1/comments/export
200 json 1.state = held lacks "Mina"
POST /office/comments/export reason="To look"
403
as chief admin
GET /office/comments/export
200 has "name=\"reason\""
POST /office/comments/export format=csv
422 field reason = error.required
POST /office/comments/export format=csv from=2020-01-01 until=2090-01-01 reason="Asked for by the auditor"
200 has "Mina" has "Waits for somebody" sends Content-Disposition has "comments.csv"
POST /office/comments/export format=json reason="Asked for by the auditor"
200 has "\"nickname\":\"Mina\"" sends Content-Disposition has "comments.json"
POST /api/v1/comments/export format=json reason="Asked for by the auditor"
200 has "\"nickname\":\"Mina\""
GET /office/access
200 has "Asked for by the auditor"
# Reading the page is nobody's business.
GET /en/news/letters
200
