# A machine's text loses its warning when a person has checked it, and gets it back when the original changes
seed cities translated
keep article = "$article:letters"
GET /en/news/letters
200 has "not yet checked by a person"
as editor
GET /office/articles/$article
200 has "I have checked this translation"
POST /office/articles/$article/checked _revision=1 field=headline lang=fr
422
POST /office/articles/$article/checked _revision=9 field=headline lang=en
409
POST /office/articles/$article/checked _revision=1 field=slug lang=en
422
POST /office/articles/$article/checked _revision=1 field=headline lang=en
303 /office/articles/$article
GET /office/articles/$article/history
200 has "Translation checked by"
JSON GET /api/v1/articles/$article
200 json revision = 2
as reader
POST /office/articles/$article/checked _revision=2 field=headline lang=en
403
as editor
POST /office/articles/$article _revision=2 "headline.ko=편지가 오가지 않았다"
303
GET /en/news/letters
200 has "The original has changed since this was translated"
