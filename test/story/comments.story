# Comments are shown beneath their article; a removed one leaves its ground, a held one nothing
seed cities tie translated comments
as guest
GET /en/news/letters
200 has "A good thing" has "A reader" lacks "Buy my" lacks "Waiting still" \
	has "This comment was removed. Reason: Advertising"
JSON GET /api/v1/comments
200 has "A good thing" lacks "Buy my" lacks "Waiting still"
GET /en/search?q=Waiting
200 lacks "Waiting still"
# They go out of sight with their article, and come back with it.
keep article = "$article:letters"
as editor
POST /office/articles/$article/hide _revision=1
303
as guest
JSON GET /api/v1/comments
200 json items.0 absent
JSON GET /api/v1/comments/01890000-0000-7000-8000-0000000000c1
404
as editor
POST /office/articles/$article/unhide
303
as guest
JSON GET /api/v1/comments/01890000-0000-7000-8000-0000000000c1
200
as editor
POST /office/comments/01890000-0000-7000-8000-0000000000c1 _revision=1 state=removed
422 field reason = comment.wrong-reason
POST /office/comments/01890000-0000-7000-8000-0000000000c1 _revision=1 state=removed reason=unrelated
303
as guest
GET /en/news/letters
200 lacks "A good thing"
