# An article is a draft until it is published, and then everybody reads it at once
seed cities tie
as editor
POST /office/articles headline.ko="교류가 다시 열렸다" headline.en="The exchange is open again" \
	byline.en="Our desk" ties=$tie:dongpu
303 /office/articles/
keep article = location
as guest
GET /en/news
200 has "No news yet." lacks "open again"
GET /en/news/the-exchange-is-open-again
404
JSON GET /api/v1/articles/$article
404
JSON GET /api/v1/articles
200 lacks "open again"
GET /en/search?q=open+again
200 lacks "/news/the-exchange"
JSON GET /api/v1/search?q=exchange
200 lacks "open again"
as editor
GET /office/articles/$article/edit
200
# Its state is no field of the form.
POST /office/articles/$article _revision=1 state=published
422 field state = error.not-yours
POST /office/articles/$article/state state=published
422 field body = article.wrong-body
POST /office/articles/$article _revision=1 body.en="First paragraph.\n\nSecond **paragraph**." \
	published=2999-01-01T00:00
303
POST /office/articles/$article/state state=published
422 field published = article.wrong-published
POST /office/articles/$article _revision=2 published=""
303
POST /office/articles/$article/state state=published
303 /office/articles/$article
as guest
GET /en/news
200 has "The exchange is open again"
GET /en/news/the-exchange-is-open-again
200 has "First paragraph." has "paragraph</span></strong>" has "Our desk" has "NewsArticle"
GET /en/
200 has "The exchange is open again"
GET /en/search?q=open+again
200 has "/en/news/the-exchange-is-open-again"
GET /en/ties/dongpu
200
# Taken back, it is gone.
as editor
POST /office/articles/$article/state state=unpublished
422 field reason = error.required
POST /office/articles/$article/state state=unpublished reason.en="It was moved."
303
as guest
GET /en/news/the-exchange-is-open-again
410 has "It was moved." lacks "First paragraph."
JSON GET /api/v1/articles/$article
404
GET /en/news
200 lacks "open again"
GET /en/search?q=open+again
200 lacks "/news/the-exchange"
