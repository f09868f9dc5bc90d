# hole: CSRF; forms of guests and of staff that another site sends do nothing, and use no number up
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
# So that the headers below go with the forms.
GET /office/sign-in
200
keep sealed = number $article
keep digits = digits $sealed $article
header Sec-Fetch-Site: cross-site
POST /en/news/letters/comments nickname=Evil password=four text="From afar" sealed=$sealed number=$digits
403 says csrf.foreign
header Sec-Fetch-Site: same-site
POST /en/news/letters/comments nickname=Evil password=four text="From afar" sealed=$sealed number=$digits
403 says csrf.foreign
header Origin: null
POST /en/news/letters/comments nickname=Evil password=four text="From afar" sealed=$sealed number=$digits
403 says csrf.foreign
header Origin: https://evil.example
POST /en/news/letters/comments nickname=Evil password=four text="From afar" sealed=$sealed number=$digits
403 says csrf.foreign
POST /en/news/letters/comments nickname=Mina password=four text="From here" sealed=$sealed number=$digits
303 /en/news/letters#c-
GET /en/news/letters
200 has "From here" lacks "From afar"
keep id = after "id=\"c-"
header Origin: https://evil.example
POST /en/news/letters/comments/$id password=four what=delete
403
GET /en/news/letters/comments/$id?password=four&what=delete
200
GET /en/news/letters
200 has "From here"
as editor
tokenless
POST /office/comments/$id state=removed reason=unrelated _revision=1
403 says csrf.expired
header Origin: https://evil.example
POST /office/comments/$id state=removed reason=unrelated _revision=1
403 says csrf.foreign
as guest
GET /en/news/letters
200 has "From here"
