# Whoever has the password changes or deletes a comment; guesses have an end
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password="가나다라" text="First words" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "First words"
keep id = after "id=\"c-"
GET /en/news/letters/comments/$id
200 has "is shown beneath"
# From another device, the same letters in another form.
from 203.0.113.9
POST /en/news/letters/comments/$id password="가나다라" what=save text="Better words"
303
GET /en/news/letters
200 has "Better words" lacks "First words"
# hole: XSS on edit, in a textarea.
POST /en/news/letters/comments/$id password="가나다라" what=save text="</textarea><script>alert(1)</script>'\""
303
GET /en/news/letters/comments/$id
200 lacks "<script>alert" has "alert(1)"
POST /en/news/letters/comments/$id password="wrong" what=save text="</textarea><img src=x onerror=y>"
422 field password = comments.password-wrong has "onerror"
# An answer to an answer stays one level deep.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Nuri password=five5 text="In answer" answers=$id sealed=$sealed number=$digits
303
GET /en/news/letters/comments?answers=$id
200 has "In answer to Mina"
# What is deleted is gone, and its place stays.
POST /en/news/letters/comments/$id password="가나다라" what=delete
303
GET /en/news/letters
200 lacks "alert(1)" has "The author deleted this comment" has "In answer"
POST /en/news/letters/comments/$id password="가나다라" what=look
200 has "The author deleted" lacks "alert(1)"
POST /en/news/letters/comments/$id password="가나다라" what=save text=Back
409 says comments.not-yours-now
# hole: password guessing. After five wrong ones even the right one waits.
POST /en/news/letters/comments/$id password=a what=look
422
POST /en/news/letters/comments/$id password=b what=look
422
POST /en/news/letters/comments/$id password=c what=look
422
POST /en/news/letters/comments/$id password=d what=look
422
POST /en/news/letters/comments/$id password=e what=look
422
from 192.0.2.7
POST /en/news/letters/comments/$id password="가나다라" what=look
429 says comments.password-wait sends Retry-After has ""
GET /en/news/letters/comments/01890000-0000-7000-8000-0000000000ff
404
