# A third person asks for the block of a comment; both sides are told, and staff decide
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Sora password=sixsix text="Hana took the money" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "Hana took the money"
keep id = after "id=\"c-"
# Nothing is asked for without saying who, whom, and why; what was typed stays.
GET /en/news/letters/comments/$id/block
200 has "Hana took the money" has "at most 30 days"
POST /en/news/letters/comments/$id/block grounds="It is not true" mail="no address"
422 field name = error.required field relation = error.required field mail = error.not-a-mail has "It is not true"
tokenless
POST /en/news/letters/comments/$id/block name="Hana Kim" relation=self ground=defamation grounds="It is not true"
403
mail
POST /en/news/letters/comments/$id/block name="Hana Kim" mail=hana@example.org relation=self ground=defamation grounds="It is <b>not</b> true"
303 /en/takedowns/
keep own = sends Location
GET $own
200 has "Your request came in" has "Keep this address" has "Defamation" lacks "Hana Kim" lacks "Hana took"
# Asking blocks nothing, and the author is not told of it yet.
GET /en/news/letters
200 has "Hana took the money" lacks "Hana Kim" lacks "not</b> true"
POST /en/news/letters/comments/$id password=sixsix what=look
200 has "is shown beneath" lacks "Hana Kim"
# The address is secret: another is none.
GET /en/takedowns/$id/00000000000000000000000000000000
404
JSON GET /api/v1/takedowns
404
# Staff see it; reading it is logged.
as editor
GET /office/
200 has "About a comment of Sora"
keep asked = after "/office/takedowns/"
keep takedown = "$asked"
GET /office/takedowns
200 has "About a comment of Sora" lacks "Hana Kim"
keep takedown = after "href=\"/office/takedowns/0"
keep takedown = "0$takedown"
GET /office/takedowns/$takedown
200 has "Hana Kim" has "Decide on it"
GET /office/takedowns/$takedown/decide
200 has "Hana Kim" has "Hana took the money" has "Defamation" has "It is" has "true"
readings $takedown >= 2
as reader
GET /office/takedowns/$takedown
404
GET /office/takedowns/$takedown/decide
403
# Neither a form nor a program sets what only acts do.
as editor
JSON PATCH /api/v1/takedowns/$takedown {"state": "blocked"}
422
JSON POST /api/v1/takedowns/$takedown/decide {}
422 field act = error.required
JSON POST /api/v1/takedowns/$takedown/decide {"act": "restore", "words": "Why"}
422 field act = takedowns.wrong-order
POST /office/takedowns/$takedown/decide act=refuse ground=advert
422 has "value=\"refuse\" checked" has "required"
JSON POST /api/v1/takedowns/$takedown/decide {"act": "remove"}
422 field ground = error.required
POST /office/takedowns/$takedown/decide act=block words="Which receipts do you mean?"
303 /office/takedowns/
JSON GET /api/v1/takedowns/$takedown
200 json state = "blocked" json stood = "shown"
JSON GET /api/v1/comments/$id
200 json state = "blocked"
work
# Readers see that it is blocked and until when; who asked, nobody.
as guest
GET /en/news/letters
200 has "This comment is blocked until" lacks "Hana" has "Change or delete"
GET /en/news/letters/comments/$id
200 has "is blocked until" lacks "Defamation" lacks "Which receipts"
GET /en/news/letters/comments/$id/report
404
# The author is told the kind of harm and the moderator's words, and answers once.
POST /en/news/letters/comments/$id password=sixsix what=look
200 has "Defamation" has "Which receipts do you mean?" has "30 days left" has "Send the answer" lacks "Hana Kim" lacks "not</b> true"
POST /en/news/letters/comments/$id password=sixsix what=save text="Changed"
409 says comments.not-yours-now
POST /en/news/letters/comments/$id password=sixsix what=answer text=" "
422 field text = error.required
POST /en/news/letters/comments/$id password=wrong what=answer text="I have them"
422 field password = comments.password-wrong has "I have them"
POST /en/news/letters/comments/$id password=sixsix what=answer text="I have the receipts"
303
POST /en/news/letters/comments/$id password=sixsix what=answer text="Again"
409 says takedowns.answered
POST /en/news/letters/comments/$id password=sixsix what=look
200 has "Your answer came in" lacks "Send the answer"
# So is the requester, with the clock.
GET $own
200 has "The comment is blocked until" has "30 days left" has "Take the request back" lacks "receipts"
as editor
GET /office/takedowns/$takedown/decide
200 has "I have the receipts" has "30 days left"
# A second person shares the term that runs; when one takes it back, it stays blocked for the other.
as guest
from 203.0.113.9
GET /en/news/letters/comments/$id/block
200 lacks "Hana took"
POST /en/news/letters/comments/$id/block name="Another One" relation=representative ground=privacy grounds="Mine too"
303 /en/takedowns/
keep other = sends Location
as editor
GET /office/takedowns?f.state=received
200 has "About a comment of Sora"
keep second = after "href=\"/office/takedowns/0"
keep second = "0$second"
JSON GET /api/v1/takedowns/$takedown
200
keep ends = json ends
JSON POST /api/v1/takedowns/$second/decide {"act": "block"}
200 json state = "blocked" json ends = "$ends"
as guest
POST $other
303
GET $other
200 has "You took your request back"
POST $other
409 says takedowns.over
GET /en/news/letters
200 has "is blocked until" lacks "Hana took"
# One network may ask three times, and then every ten minutes; what was typed stays.
GET /en/news/letters/comments/$id/block
200
POST /en/news/letters/comments/$id/block name="Another One" relation=representative ground=privacy grounds="Kept as typed"
303
GET /en/news/letters/comments/$id/block
200
POST /en/news/letters/comments/$id/block name="Another One" relation=representative ground=privacy grounds="Kept as typed"
303
GET /en/news/letters/comments/$id/block
200
POST /en/news/letters/comments/$id/block name="Another One" relation=representative ground=privacy grounds="Kept as typed"
429 says takedowns.wait has "Kept as typed" sends Retry-After has ""
# Shown again, with words to both; and not blocked a second time.
as editor
JSON POST /api/v1/takedowns/$takedown/decide {"act": "restore"}
422 field words = error.required
POST /office/takedowns/$takedown/decide act=restore words="The receipts were looked at."
303
as guest
GET /en/news/letters
200 has "Hana took the money" lacks "is blocked until"
GET $own
200 has "The comment is shown again" has "The receipts were looked at." lacks "Take the request back"
GET /en/news/letters/comments/$id/block
200
from 198.51.100.7
GET /en/news/letters/comments/$id/block
200
POST /en/news/letters/comments/$id/block name="Third" relation=self ground=insult grounds="Once more"
303
as editor
GET /office/takedowns?f.state=received
200
keep third = after "href=\"/office/takedowns/0"
keep third = "0$third"
POST /office/takedowns/$third/decide act=block
409 has "was blocked once already"
POST /office/takedowns/$third/decide act=remove ground=defamation words="The court has decided."
303
as guest
GET /en/news/letters
200 has "Defamation" lacks "Hana took"
POST /en/news/letters/comments/$id password=sixsix what=look
200 has "The court has decided." has "Object"
