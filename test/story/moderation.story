# What waits is decided on one page, readers are told ground, rule, role and day and never a name, and every act can be taken back
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as editor
POST /office/grounds name.en="Selling things" rule.en="Ordinance on the website, article 7(5)" code=advert
303 /office/grounds/
keep ground = location
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Sora password=sixsix text="Sold cheaply" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "Sold cheaply" has "No. 1"
keep one = after "id=\"c-"
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="See www.cheap.example" sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep mine = location
GET /office/moderation
303 /office/sign-in
as reader
GET /office/moderation
403
GET /office/moderation/log
403
as editor
GET /office/moderation
200 has "See www.cheap.example" has "It has a link" lacks "Sold cheaply" has "Selling things" has "waiting" lacks "$one"
keep two = after "id=\"c-"
# Nothing without a ground, and what was typed stays.
POST /office/moderation do="remove" id=$one note="Please do not"
422 field ground = comment.wrong-reason has "Please do not"
POST /office/moderation do="remove" id=$one ground=nonsense
422 field ground = comment.wrong-ground
POST /office/moderation do="vanish" id=$one
422
POST /office/moderation do="remove" ground=advert
422 says bulk.none
# The return key alone does nothing.
POST /office/moderation do="" tab=held id=$one
303 /office/moderation?tab=held
POST /office/moderation do="show $two" tab=held
303 /office/moderation?tab=held
GET /office/moderation?tab=all
200 has "Sold cheaply" has "Show comments: 1" has "Undo"
as guest
GET /en/news/letters
200 has "See www.cheap.example" has "No. 2"
as editor
POST /office/moderation do="remove $one" of.$one.ground=$ground of.$one.note="Write it without prices." tab=all
303 /office/moderation?tab=all
GET /office/moderation?tab=removed
200 has "Sold cheaply" has "Selling things" has "article 7(5)" has "Write it without prices." has "Show again"
as guest
GET /en/news/letters
200 lacks "Sold cheaply" has "Selling things" has "Ordinance on the website, article 7(5)" has "by an editor" has "No. 1" has "you can object" \
	lacks "without prices" lacks "by editor"
GET /en/news/letters/comments/$one
200 has "Selling things" has "article 7(5)" lacks "without prices"
POST /en/news/letters/comments/$one password=wrong! what=look
422 lacks "without prices"
POST /en/news/letters/comments/$one password=sixsix what=look
200 has "Write it without prices." has "article 7(5)" has "by an editor"
JSON GET /api/v1/comments
200 lacks "Sold cheaply" lacks "without prices"
# An objection waits; it is refused with words, and granted after that was taken back.
POST /en/news/letters/comments/$one password=sixsix what=object text="I only told of it"
303
as editor
GET /office/moderation?tab=objected
200 has "I only told of it" has "Grant and show again"
POST /office/moderation do="refuse $one" of.$one.note="It has a price." tab=objected
303
POST /office/moderation do="refuse $one" tab=objected
303
keep again = sends Location
GET $again
200 has "refused"
as guest
POST /en/news/letters/comments/$one password=sixsix what=look
200 has "was looked at and refused" has "It has a price."
as editor
GET /office/moderation/log
200 has "Refuse objections: 1" has "It has a price." has "Remove comments: 1" has "Selling things" has "editor"
JSON POST /api/v1/comments/$one/decide {"act": "grant"}
409 says comment.no-objection
JSON GET /office/moderation/log
200 json acts.1.says = "Refuse objections: 1"
keep turn = json acts.1.turn
POST $turn next=/office/moderation/log
303 /office/moderation/log
JSON POST /api/v1/comments/$one/decide {"act": "grant", "note": "You are right."}
200 json state = shown json objected = granted json answer = "You are right."
keep bulk = json bulk
as guest
GET /en/news/letters
200 has "Sold cheaply"
POST /en/news/letters/comments/$one password=sixsix what=look
200 has "Your objection was granted"
# Taken back, it is as it was: removed, by whom and when, with the objection open.
as editor
JSON POST /api/v1/bulk/$bulk/undo {}
200 json state = undone
JSON GET /api/v1/comments/$one
200 json state = removed json reason = advert json objected = open json decided_by = editor json objection = "I only told of it"
# A code without a ground of the office's has the program's words and no rule.
JSON POST /api/v1/comments/$two/decide {"act": "remove", "ground": "abuse"}
200 json reason = abuse json ground absent
JSON POST /api/v1/comments/$two/decide {"act": "remove", "ground": "advert"}
200 json reason = advert json ground has "$ground"
JSON POST /api/v1/comments/$two/decide {"act": "hold"}
200 json state = held json why = person json reason absent
as guest
GET /en/news/letters
200 lacks "www.cheap" has "is being looked at again" has "No. 2"
# What its author deleted stays deleted.
POST /en/news/letters/comments/$two password=sixsix what=delete
303
as editor
JSON POST /api/v1/comments/$two/decide {"act": "show"}
409 says comment.wrong-withdrawn
JSON GET /api/v1/comments/$two
200 json state = withdrawn json text = —
keep revision = json revision
JSON PATCH /api/v1/comments/$two {"state": "shown", "revision": $revision}
422 field state = comment.wrong-withdrawn
GET /office/comments/$two/history
200 lacks "www.cheap"
JSON GET /api/v1/comments/$one
200
keep revision = json revision
as officer
JSON POST /api/v1/comments/$one/decide {"act": "show"}
403
POST /office/moderation do="show $one"
403
JSON PATCH /api/v1/comments/$one {"state": "shown", "revision": $revision}
403
