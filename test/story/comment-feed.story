# Feeds of comments: what everybody reads, nothing that leads to a person, and what goes is gone
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
GET /en/news/letters
200 has "/en/news/letters/comments/feed.rss" has "type=\"application/atom+xml\""
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="<b>Glad</b> & glad" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "&lt;b&gt;Glad"
keep id = after "id=\"c-"
GET /en/news/letters/comments/feed.atom
200 has "<feed xmlns=" has "Mina" has "&amp;lt;b&amp;gt;Glad" lacks "sixsix" lacks "argon2" sends Content-Type has "application/atom+xml" sends Cache-Control has "max-age"
GET /en/news/letters/comments/feed.rss
200 has "<item>" has "Mina" sends Content-Type has "application/rss+xml"
GET /en/news/letters/comments/feed.json
200 json items.0.authors.0.name = Mina has "#c-" sends Content-Type has "application/feed+json"
GET /ko/comments/feed.atom
200 has "댓글 – " has "Mina"
GET /en/comments/feed.rss
200 has "Mina"
GET /en/comments/feed.json
200 json items.0.authors.0.name = Mina
GET /en/news/nowhere/comments/feed.atom
404
# What waits is in none.
keep sealed = number $article
POST /en/news/letters/comments nickname=Waits password=sixsix text="Waits for somebody" sealed=$sealed neither=1
303
GET /en/news/letters/comments/feed.atom
200 lacks "Waits"
# Staff are given what the public is.
as editor
GET /en/comments/feed.atom
200 has "Mina" lacks "Waits"
POST /office/comments/$id state=removed reason=advert _revision=1
303
as guest
GET /en/news/letters/comments/feed.atom
200 lacks "Mina" lacks "Glad" has "<at:deleted-entry"
GET /en/comments/feed.json
200 lacks "Mina" lacks "Glad"
