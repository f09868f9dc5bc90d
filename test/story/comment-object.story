# Who was removed reads why and can object once; the office reads it, nobody else
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Sora password=sixsix text="Sold cheaply" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "Sold cheaply"
keep id = after "id=\"c-"
POST /en/news/letters/comments/$id password=sixsix what=object text="Too early"
409 says comments.not-removed
as editor
POST /office/comments/$id state=removed reason=advert _revision=1
303
as guest
GET /en/news/letters
200 lacks "Sold cheaply" has "Advertising"
GET /en/news/letters/comments/$id
200 has "Advertising" lacks "Sold cheaply"
POST /en/news/letters/comments/$id password=wrong what=object text="I only told of it"
422 field password = comments.password-wrong has "I only told of it"
POST /en/news/letters/comments/$id password=sixsix what=object text=" "
422 field text = error.required
POST /en/news/letters/comments/$id password=sixsix what=object text="I only told of it"
303
POST /en/news/letters/comments/$id password=sixsix what=object text="Again"
409 says comments.objected
GET /en/news/letters/comments/$id
200 has "is being looked at" lacks "only told"
JSON GET /api/v1/comments
200 lacks "only told"
as editor
GET /office/comments/$id
200 has "I only told of it"
