# What a page asks of the store is bounded
seed cities tie many people translated comments
as guest
GET /en/
200 queries <= 57
GET /en/news
200 queries <= 20
GET /en/news/letters
200 queries <= 33
GET /en/ties/dongpu
200 queries <= 45
GET /en/cities/dongpu
200 queries <= 34
GET /en/search?q=org
200 queries <= 90
as officer
GET /office/organisations
200 queries <= 60
GET /office/
200 queries <= 190
