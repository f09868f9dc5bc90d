# One network cannot flood the box, whatever it says of itself; others are not kept out by it
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
# hole: spoofed forwarded address; only proxies that are listed are believed.
header X-Forwarded-For: 198.51.0.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 0" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.1.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 1" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.2.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 2" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.3.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 3" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.4.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 4" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.5.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 5" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.6.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 6" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.7.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 7" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.8.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 8" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.9.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 9" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.10.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 10" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.11.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 11" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.12.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 12" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.13.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 13" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.14.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 14" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.15.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 15" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.16.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 16" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.17.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 17" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.18.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 18" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.19.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 19" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.20.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 20" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.21.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 21" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.22.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 22" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.23.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 23" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.24.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 24" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.25.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 25" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.26.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 26" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.27.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 27" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.28.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 28" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 198.51.29.7
POST /en/news/letters/comments nickname=Bot password=four text="Number 29" number=000000
422 field number = comments.number-over
header X-Forwarded-For: 203.0.113.200
POST /en/news/letters/comments nickname=Bot password=four text="Kept as typed" number=000000
429 says comments.wait has "Kept as typed" sends Retry-After has ""
# hole: one address silences all; another network writes on.
from 203.0.113.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From elsewhere" sealed=$sealed number=$digits
303 /en/news/letters#c-
# The same words again wait for a person, be they spaced otherwise.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Copy password=four text="Good news for the two cities" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Copy password=four text="good  NEWS, for the two cities!!" sealed=$sealed number=$digits
303 /en/news/letters/comments/
# hole: honeypot. Who fills what people do not see is told that it waits, never that it went well.
GET /en/news/letters/comments
200 has "Leave this empty"
keep trap = after "Leave this empty <input name=\""
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Auto password=four text="Filled by itself" $trap=x sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep held = location
GET /en/news/letters/comments/$held
200 has "published after a person" lacks "Filled by itself"
GET /en/news/letters
200 lacks "Filled by itself"
as editor
GET /office/comments?f.state=held
200 has "Filled by itself" has "A field that people do not see"
