# What became of comments is counted by month for everybody, and stays when they are erased
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
GET /en/comments
200 has "How comments were dealt with" has "Data as of"
GET /en/comments.json
200 json total.cells.0.value = 0
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="Sold cheaply" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "Sold cheaply"
keep id = after "id=\"c-"
keep sealed = number $article
POST /en/news/letters/comments nickname=Waits password=sixsix text="Waits for somebody" sealed=$sealed neither=1
303 /en/news/letters/comments/
keep held = location
# written, shown, held, let, removed, blocked, restored, withdrawn, objected, granted, refused, hours
GET /en/comments.json
200 json total.cells.0.value = 2 json total.cells.1.value = 1 json total.cells.2.value = 1 json total.cells.3.value = 0
as editor
POST /office/comments/$held state=shown _revision=1
303
POST /office/comments/$id state=removed reason=advert _revision=1
303
as guest
POST /en/news/letters/comments/$id password=sixsix what=object text="It was a joke"
303
GET /en/comments.json
200 json total.cells.3.value = 1 json total.cells.4.value = 1 json total.cells.8.value = 1 json months.0.removed_by.advert = 1 has "\"median_hours\""
GET /en/comments
200 has "Advertising or breach of copyright" has "comments.csv"
GET /ko/comments
200 has "댓글 처리 현황"
GET /en/comments.csv
200 has "month,written,shown,held" has "removed_advert" sends Content-Disposition has "comments-"
GET /en/comments?from=2026
422 field from = comment-count.wrong-month
GET /en/comments.json?until=2001-01
200 json total.cells.0.value = 0
GET /api/v1/comments/months
200 json total.cells.4.value = 1
as chief admin
POST /office/comments/$id/erase _revision=3 typed=Mina
303
as guest
GET /en/comments.json
200 json total.cells.0.value = 2 json total.cells.4.value = 1 lacks "Mina" lacks "Sold"
