# A device may work in place of the number; without, a person looks at it
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
GET /en/news/letters
200 has "/en/news/letters/work" has "comment.js"
keep sealed = number $article
GET /en/news/letters/work?of=$sealed
200 has "ticket" sends Cache-Control has "no-store"
keep ticket = json ticket
keep target = json target
keep most = json most
keep answer = work $ticket $target $most
POST /en/news/letters/comments nickname=Mina password=four text="My device has worked" sealed=$sealed neither=1 work=$ticket worked=$answer
303 /en/news/letters#c-
# hole: replay. It goes with its number, once.
POST /en/news/letters/comments nickname=Mina password=four text="Once more of that" sealed=$sealed neither=1 work=$ticket worked=$answer
422 field number = comments.number-used has "Once more of that"
keep other = number $article
POST /en/news/letters/comments nickname=Mina password=four text="With another number" sealed=$other neither=1 work=$ticket worked=$answer
303 /en/news/letters/comments/
# hole: splice (CVE-2025-68113). Nothing slides from the ticket into the answer.
keep sealed = number $article
GET /en/news/letters/work?of=$sealed
200
keep ticket = json ticket
keep target = json target
keep most = json most
keep answer = work $ticket $target $most
POST /en/news/letters/comments nickname=Mina password=four text="Spliced the one way" sealed=$sealed neither=1 work=${ticket}0 worked=$answer
303 /en/news/letters/comments/
keep id = location
POST /en/news/letters/comments/$id password=four what=look
200 has "without a number"
from 203.0.113.9
keep sealed = number $article
GET /en/news/letters/work?of=$sealed
200
keep ticket = json ticket
keep target = json target
keep most = json most
keep answer = work $ticket $target $most
POST /en/news/letters/comments nickname=Mina password=four text="Spliced the other way" sealed=$sealed neither=1 work=$ticket worked=0$answer
303 /en/news/letters/comments/
keep sealed = number $article
POST /en/news/letters/comments nickname=Mina password=four text="No work at all here" sealed=$sealed neither=1
303 /en/news/letters/comments/
# A wrong number is not mended by work.
keep sealed = number $article
GET /en/news/letters/work?of=$sealed
200
keep ticket = json ticket
keep target = json target
keep most = json most
keep answer = work $ticket $target $most
POST /en/news/letters/comments nickname=Mina password=four text="A wrong number" sealed=$sealed number=12 work=$ticket worked=$answer
422 field number = comments.number-wrong
# The page that everybody is given has its number in a cookie.
from 203.0.115.9
GET /en/news/letters/work
200 has "ticket" sends Set-Cookie has "HttpOnly"
GET /en/news/letters/work?of=00
404
GET /en/news/nothing/work
404
