# A machine's translation says so, and a text in another language bears its language
seed cities tie translated
as guest
GET /ko/news/letters
200 has "편지가 오갔다" lacks "기계"
GET /en/news/letters
200 has "Letters were exchanged" has "Translated by machine (a double)" has "may contain errors"
GET /ja/news/letters
200 has "lang=\"ko\"" has "편지가 오갔다"
GET /zh/news/letters
200 has "书信往来" lacks "尚未经人工核对"
GET /en/news/letters?beside=ko
200 has "First paragraph." has "첫 문단." has "lang=\"ko\""
JSON GET /api/v1/articles/letters
200 json headline.texts.en.segments.0.origin = machine json headline.texts.zh.segments.0.checked_by = 검수자
# The original changes: what was translated from it is old.
as editor
POST /office/articles/$article:letters _revision=1 headline.ko="편지가 다시 오갔다"
303
as guest
GET /en/news/letters
200 has "The original has changed"
# A person writes it anew: the notice goes.
as editor
POST /office/articles/$article:letters _revision=2 headline.ko="편지가 다시 오갔다" headline.en="Letters again" \
	headline.zh=书信往来 body.ko="첫 문단." body.en="The first paragraph." body.zh=第一段。
303
as guest
GET /en/news/letters
200 has "Letters again" has "The first paragraph." lacks "Translated by machine (a double)" lacks "may contain errors"
