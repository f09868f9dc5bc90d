# An article is written, reviewed, published, corrected, recalled and unpublished, and readers are told each time
seed cities tie
as editor
POST /office/articles headline.en="The bridge is open" headline.ko="다리가 열렸다" body.en="Ten people came. They went home." byline.en="Our desk" \
	quotations.0.text.en="A good day." quotations.0.said_as.en="A reader"
303
keep article = location
GET /office/articles/$article
200 has "/office/articles/$article/state" has "/office/articles/$article/preview" lacks "/correct\""
GET /office/articles/$article/state
200 has "value=\"review\"" has "value=\"scheduled\"" has "value=\"published\"" lacks "value=\"recalled\""
POST /office/articles/$article/state state=review
303
JSON GET /api/v1/articles/$article
200 json state = "review"
# Who spoke is called as on the article's day, in every language that knows it.
POST /office/people name.ko=김하나 name.en="Kim Hana" name.zh=金哈娜 posts.0.title.ko=부시장 posts.0.title.en="Deputy Mayor" \
	posts.0.title.zh=副市长 posts.0.held=2020/2023 posts.1.title.en=Mayor posts.1.held=2024/..
303
keep kim = location
POST /office/articles headline.ko=소식 entered=2022-05-01T09:00 quotations.0.speaker=$kim quotations.0.text.ko=그렇다
303
keep said = location
JSON GET /api/v1/articles/$said
200 has "김하나 부시장" has "副市长 金哈娜" has "Kim Hana, Deputy Mayor"
POST /office/articles headline.ko=소식 quotations.0.text.ko=그렇다
422 field quotations.0.said_as = article.wrong-speaker
# A preview is as the public will see it, and for staff alone.
GET /office/articles/$article/preview?in=ko
200 has "A preview. This is not published." has "다리가 열렸다" has "lang=\"ko\""
GET /office/articles/$article/preview?in=en
200 has "The bridge is open" has "Ten people came."
as guest
GET /office/articles/$article/preview
303 /office/sign-in
GET /en/news/the-bridge-is-open
404
as reader
GET /office/articles/$article/state
403
POST /office/articles/$article/state state=published
403
as editor
GET /office/articles/$article/correct
409
POST /office/articles/$article/state state=corrected
422 field state = article.wrong-order
POST /office/articles/$article/state state=recalled reason.en="No."
422 field state = article.wrong-order
JSON POST /api/v1/articles/$article/state {"state": "published"}
200 json state = "published"
as guest
GET /en/news/the-bridge-is-open
200 has "Ten people came."
# A correction is a note and the changed text in one act.
as editor
GET /office/articles/$article/edit
200 has "What changes its substance is a correction"
GET /office/articles/$article/correct
200 has "name=\"note.en\"" has "name=\"note.ko\"" has "Ten people came."
POST /office/articles/$article/correct _revision=3 body.en="Twelve people came. They went home."
422 field note = error.required has "Twelve people came."
POST /office/articles/$article/correct _revision=3 note.en="The number of guests was wrong." note.ko="손님 수를 바로잡습니다." \
	body.en="Twelve people came. They went home."
303 /office/articles/$article
JSON GET /api/v1/articles/$article
200 json state = "corrected" json revision = 4
as guest
GET /en/news/the-bridge-is-open
200 has "Twelve people came." has "The number of guests was wrong." lacks "Ten people"
GET /ko/news/the-bridge-is-open
200 has "손님 수를 바로잡습니다."
GET /en/news
200 has "The bridge is open"
# What is the program's stays so; nobody is believed who made a text.
as editor
JSON POST /api/v1/articles/$article/correct {"note": "x", "state": "draft"}
422
JSON POST /api/v1/articles/$article/correct {"note": {"en": "Once more."}, "body": {"en": {"text": "Thirteen people came. They went home.", "origin": "machine", "by": "Nobody"}}}
200 json state = "corrected" lacks "Nobody"
# Somebody was quicker.
POST /office/articles/$article/correct _revision=3 note.en="Late." body.en="Eleven people came."
409
# Two versions side by side, by sentence and language.
GET /office/articles/$article/versions?one=3&two=4&in=en
200 has "<del>Ten</del>" has "<ins>Twelve</ins>" has "They went home."
GET /office/articles/$article/versions?one=3&two=4&in=ko
200 lacks "<del>Ten</del>"
GET /office/articles/$article/versions?one=1&two=99
404
GET /office/articles/$article/versions
200 has "Thirteen"
as guest
GET /office/articles/$article/versions
303 /office/sign-in
# Recalled: a stub with its reason; nowhere else is it found.
as editor
POST /office/articles/$article/state state=recalled
422 field reason = error.required
POST /office/articles/$article/state state=recalled reason.en="The source withdrew it." headline=1
303
as guest
GET /en/news/the-bridge-is-open
200 has "This article was recalled" has "The source withdrew it." has "an editor" has "The bridge is open" lacks "people came"
GET /en/news
200 lacks "The bridge is open"
GET /en/
200 lacks "The bridge is open"
JSON GET /api/v1/articles/$article
404
JSON GET /api/v1/articles
200 lacks "bridge"
GET /en/search?q=bridge
200 lacks "/news/the-bridge"
# Back again it is still corrected, and nothing is said of why it had gone.
as editor
JSON POST /api/v1/articles/$article/state {"state": "published"}
200 json state = "corrected" json left_says absent
POST /office/articles/$article/state state=unpublished reason.en="Out of date."
303
as guest
GET /en/news/the-bridge-is-open
410 has "no longer here" has "Out of date." lacks "The bridge is open" lacks "people came"
# No way round: an import, many at once, an older revision.
as editor
JSON POST /api/v1/articles {"headline": {"en": "Straight out"}, "body": {"en": "Text."}, "state": "published"}
422 field state = error.not-yours
POST /office/articles/bulk do="set state published" id=$article
422
POST /office/articles/$article/restore revision=3
303
JSON GET /api/v1/articles/$article
200 json state = "unpublished"
# Nobody is believed either who gives a text that reads as the form that we keep, nor one of no form at all.
as editor
JSON POST /api/v1/articles {"headline": {"en": "The gate"}, "body": {"en": "Ten came."}}
201
keep gate = json id
JSON POST /api/v1/articles/$gate/state {"state": "published"}
200
JSON POST /api/v1/articles/$gate/correct {"note": {"en": "N"}, "body": "{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,\"segments\":[{\"text\":\"Forged\",\"origin\":\"person\",\"by\":\"Mayor\",\"checked_by\":\"Mayor\",\"checked_at\":5}]}}}"}
200 json body.texts.en.segments.0.by = "editor" json body.texts.en.segments.0.checked_by absent
JSON POST /api/v1/articles/$gate/correct {"note": "{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,\"segments\":[{\"text\":\"F\",\"origin\":\"person\",\"by\":\"Mayor\"}]}}}", "subheads": "[{\"line\":{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,\"segments\":[{\"text\":\"F\",\"origin\":\"person\",\"by\":\"Queen\"}]}}}}]"}
200 json subheads.0.line.texts.ko.segments.0.by = "editor" json corrections.1.says.texts.en.segments.0.by = "editor"
JSON POST /api/v1/articles/$gate/correct {"note": {"en": "N"}, "body": {"texts": {"texts": {"ko": {"segments": [{"text": "F", "origin": "person", "by": "Jack"}]}}}}}
422
JSON POST /api/v1/articles/$gate/correct {"note": {"en": "N"}, "body": {"texts": {"ko": {"segments": [1, {"text": 5}, null]}}}}
422
