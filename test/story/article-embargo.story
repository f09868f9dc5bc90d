# Under embargo an article is nowhere until its moment, and then it is published by itself, once
seed cities tie
as editor
POST /office/articles headline.en="Secret meeting" body.en="They will meet in the harbour." picture=@demo/picture.png \
	picture_credit.en="The office" picture_alt.en="Two hills" ties=$tie:dongpu pictures.0.file=@demo/picture.png \
	pictures.0.credit.en="The office" pictures.0.alt.en="A harbour" pictures.0.rights=own pictures.0.focus_x=30 pictures.0.focus_y=70
303
keep article = location
JSON GET /api/v1/articles/$article
200 json pictures.0.focus_x = 30
keep digest = json picture.digest
POST /office/articles/$article/state state=scheduled
422 field publish_at = error.required
POST /office/articles/$article/state state=scheduled publish_at.local=2001-01-01T00:00 publish_at.zone=Asia/Seoul
422 field publish_at = article.wrong-moment has "2001-01-01T00:00"
POST /office/articles/$article/state state=scheduled publish_at.local=2999-01-01T09:00 publish_at.zone=Asia/Seoul
303
# Editing goes on, and is told what it means.
GET /office/articles/$article/edit
200 has "What is changed now is published then."
POST /office/articles/$article _revision=2 body.en="They will meet in the old harbour."
303
GET /office/articles/$article/preview?in=en
200 has "old harbour"
work
# Nowhere: page, lists, tie, program, search, pictures.
as guest
GET /en/news/secret-meeting
404
GET /en/news
200 lacks "Secret"
GET /en/
200 lacks "Secret"
GET /en/ties/dongpu
200 lacks "Secret"
JSON GET /api/v1/articles/$article
404
JSON GET /api/v1/articles?f.state=scheduled
200 lacks "Secret"
GET /en/search?q=harbour
200 lacks "secret-meeting"
GET /files/$digest/picture.png
404
# A moment that has come, as when the server was down, publishes it.
file due.jsonl
|{"kind":"article","slug":"was-due","state":"scheduled","publish_at":"2020-01-01T09:00:00+09:00[Asia/Seoul]","headline":{"en":"Was due"},"body":{"en":"At last."}}
import @due.jsonl
told 1 0
GET /en/news/was-due
404
work
GET /en/news/was-due
200 has "At last."
JSON GET /api/v1/articles/was-due
200 json state = "published" json revision = 2
work
JSON GET /api/v1/articles/was-due
200 json revision = 2
# Taken back before its moment it is a draft again.
as editor
POST /office/articles/$article/state state=draft
303
JSON GET /api/v1/articles/$article
200 json state = "draft" json publish_at absent
# Where approval is asked for, the moment is asked for with the review, and what was approved is held.
as admin
POST /office/offices name.en=Office approval=true
303
as writer editor
POST /office/articles/$article/state state=scheduled publish_at.local=2999-01-01T09:00
422 field state = approval.needed
POST /office/articles/$article/state state=review publish_at.local=2999-01-01T09:00
303
JSON POST /office/articles/$article/ask {}
201
keep asked = json id
as head approver
POST /office/approvals/$asked/grant
303
as writer
JSON GET /api/v1/articles/$article
200 json state = "scheduled"
POST /office/articles/$article _revision=6 body.en="They will meet somewhere else."
422 field state = approval.held
POST /office/articles/$article/restore revision=1
422
POST /office/articles/$article _revision=6 notes="For us alone"
303
POST /office/articles/$article/state state=published
422 field state = approval.held
POST /office/articles/$article/state state=scheduled publish_at.local=2998-01-01T09:00
422 field state = approval.held
POST /office/articles/$article/correct _revision=7 note.en="x" body.en="y"
409
as guest
GET /en/news/secret-meeting
404
