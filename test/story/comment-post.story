# A reader leaves a comment with nickname, password, number and text; a number is tried once
faultless
seed cities tie translated
keep article = "$article:letters"
# Offices are closed until they say otherwise.
as guest
GET /en/news/letters
200 has "takes no comments at present"
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Too early" sealed=$sealed number=$digits
409 says comments.closed-office has "Too early"
GET /en/news/letters/number.svg
404
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
GET /en/news/letters
200 has "Leave a comment" has "/en/news/letters/number.svg" sends ETag has ""
GET /en/news/letters/number.svg
200 has "<svg" has "<path" lacks "<text" sends Set-Cookie has "HttpOnly" sends Cache-Control has "no-store"
GET /en/news/letters/comments
200 has "number.svg?of=" sends Cache-Control has "no-store"
keep fresh = after "name=\"sealed\" value=\""
GET /en/news/letters/number.svg?of=$fresh&dark=1
200 has "<svg"
GET /en/news/letters/number.svg?of=00
404
GET /ko/news/letters/number.wav?of=$fresh
200 has "RIFF" sends Content-Type has "audio/wav" sends Cache-Control has "no-store"
GET /en/news/letters/number.wav
200 has "RIFF" sends Set-Cookie absent
# One that came at once waits; the form's own number is read.
keep digits = digits $fresh $article
POST /en/news/letters/comments nickname=Quick password=four text="Sent at once" sealed=$fresh number=$digits
303 /en/news/letters/comments/
keep quick = location
GET /en/news/letters/comments/$quick
200 has "published after a person" lacks "Sent at once"
GET /en/news/letters
200 lacks "Sent at once"
# The rest is shown.
POST /en/news/letters/comments nickname=Mina password="p\"w<b>" text="It's <b>fine</b> & \"good\"" sealed=$sealed \
	number=$digits
422 field number = comments.number-wrong has "&lt;b&gt;fine" lacks "<b>fine" lacks "p\"w"
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password="p\"w<b>" text="It's <b>fine</b> & \"good\"" sealed=$sealed \
	number=$digits
303 /en/news/letters#c-
GET /en/news/letters
200 has "&lt;b&gt;fine&lt;/b&gt; &amp; &quot;good&quot;" lacks "<b>fine" lacks "127.0.0.0/24"
JSON GET /api/v1/comments
200 has "It's <b>fine</b>" lacks "network" lacks "\"why\"" lacks "hash"
# hole: replay. A right answer is used up, and so is a wrong one.
POST /en/news/letters/comments nickname=Mina password=four text="Once more" sealed=$sealed number=$digits
422 field number = comments.number-used has "Once more"
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Once more" sealed=$sealed number=000
422 field number = comments.number-wrong
POST /en/news/letters/comments nickname=Mina password=four text="Once more" sealed=$sealed number=$digits
422 field number = comments.number-used
# hole: splice. What was changed is no number of ours.
POST /en/news/letters/comments nickname=Mina password=four text="Once more" sealed=${sealed}00 number=$digits
422 field number = comments.number-over
# The number of the page that everybody is given came with its picture.
POST /en/news/letters/comments nickname=Mina password=four text="Once more" number=000000
422 field number = comments.number-wrong
POST /en/news/letters/comments nickname=Mina password=four text="Once more" number=000000
422 field number = comments.number-used
# hole: over-long is refused, never cut, and costs no number.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname="A nickname that is longer than twenty" password=abc text=" " sealed=$sealed number=$digits
422 field nickname = error.too-long field password = comments.password-short field text = error.required
POST /en/news/letters/comments nickname=Mina password=four text="One more thing" sealed=$sealed number=$digits neither=1
303 /en/news/letters/comments/
# Another number keeps what was typed.
POST /en/news/letters/comments nickname=Mina text="Half written" what=another
200 has "Half written"
# What looks like a flood waits, and is told so.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Ad password=four text="Look at www.example.net" sealed=$sealed number=$digits
303 /en/news/letters/comments/
GET /en/news/letters
200 lacks "www.example.net"
# hole: CSRF. From another site nothing is taken.
keep sealed = number $article
keep digits = digits $sealed $article
header Sec-Fetch-Site: cross-site
POST /en/news/letters/comments nickname=Mina password=four text="From afar" sealed=$sealed number=$digits
403
# A closed article says so.
as editor
POST /office/articles/$article comments=closed _revision=1
303
as guest
GET /en/news/letters
200 has "This article takes no comments"
