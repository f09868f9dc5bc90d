# Where an office has identity confirmed, no comment is taken before it is, and what was typed is kept for the way
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=external
422 field identity_issuer = error.required field identity_client = error.required
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=external identity_issuer=http://id.example.org \
	identity_client="two words"
422 field identity_issuer = identity.wrong-issuer field identity_client = identity.wrong-client
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=external identity_issuer=https://id.example.org/?a=b \
	identity_client=gyoryu
422 field identity_issuer = identity.wrong-issuer
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=external identity_issuer=http://127.0.0.1:9 \
	identity_client=gyoryu identity_secret=secret-word-of-ours identity_name.en="Nara ID"
303 /office/offices/
keep office = location
# The secret is shown to nobody, and goes with its issuer.
GET /office/offices/$office
200 has "Nara ID" lacks "secret-word-of-ours"
GET /office/offices/$office/edit
200 lacks "secret-word-of-ours"
POST /office/offices/$office identity_issuer=https://elsewhere.example.org _revision=1
422 field identity_secret = identity.secret-again
as guest
JSON GET /api/v1/offices
200 has "Nara ID" lacks "secret-word-of-ours" lacks "identity_client" lacks "127.0.0.1:9"
# The article's page says who confirms, and is the same for everybody.
GET /en/news/letters
200 has "Nara ID confirms who you are" has "Confirm who I am first" sends ETag has ""
# hole: a post without it is none, and uses up no number.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="It's <b>fine</b>" sealed=$sealed number=$digits
409 has "Nothing has been sent in yet" has "Go on to Nara ID" has "&lt;b&gt;fine" lacks "<b>fine" lacks "127.0.0.1:9" \
	sends Set-Cookie has "HttpOnly; SameSite=Lax" sends Cache-Control has "no-store"
keep way = after "/en/identity/"
GET /en/news/letters
200 lacks "fine"
# What is wrong with it is said before.
POST /en/news/letters/comments nickname=Mina password=four text=" " sealed=$sealed number=$digits
422 field text = error.required
POST /en/news/letters/comments nickname="A nickname that is longer than twenty" what=identify
422 field nickname = error.too-long
# The form can be come back to, before or after.
GET /en/news/letters/comments?kept=$way
200 has "&lt;b&gt;fine" has "Mina" has "name=\"kept\" value=\"$way\"" lacks "has confirmed who you are"
GET /en/news/letters/comments?kept=$way&fault=timeout
200 has "did not answer in time" has "&lt;b&gt;fine"
GET /en/news/letters/comments?kept=$way&fault=<script>
200 lacks "<script>" lacks "answer in time"
GET /en/news/letters/comments?kept=00000000
200 has "15 minutes for which your text was kept are over" lacks "fine"
# Nobody listens there; the text is not lost.
GET /en/identity/$way
303 /en/news/letters/comments?kept=$way&fault=unreached#write
GET /en/identity/00000000
409 says identity.no-way
GET /en/identity/..%5c
400
# hole: a state that was never given, or is another's, confirms nobody.
GET /identity/return
409 says identity.no-way
GET /identity/return?code=x&state=$way
409 says identity.no-way
GET /identity/return?code=x&state=${way}00000000000000000000000000000000000000000000000000000000
409 says identity.no-way sends Set-Cookie absent
# It is given once; whatever was said on the way, the text is there.
keep state = state $way
GET /identity/return?code=x&state=$state
303 /en/news/letters/comments?kept=$way&fault=unreached#write
GET /identity/return?code=x&state=$state
303 /en/news/letters/comments?kept=$way&fault=used#write
GET /en/news/letters/comments?kept=$way&fault=used
200 has "used before, or is over" has "&lt;b&gt;fine"
# hole: a cookie of one's own make confirms nobody.
header Cookie: identity=00
POST /en/news/letters/comments nickname=Mina password=four text="Forged" sealed=$sealed number=$digits
409 has "Nothing has been sent in yet"
# Halfway, one may be confirmed first; an answer knows what it answers.
POST /en/news/letters/comments text="Half" what=identify
200 has "Go on to Nara ID" has "Half"
POST /en/news/letters/comments text="Half" what=another
200 has "Half" lacks "Go on to Nara ID"
# hole: from another site nothing is begun.
header Sec-Fetch-Site: cross-site
POST /en/news/letters/comments nickname=Mina password=four text="From afar"
403
# Without it the office is as it was.
as chief admin
POST /office/offices/$office comments=none _revision=1
303
as guest
GET /en/news/letters
200 lacks "Nara ID"
POST /en/news/letters/comments nickname=Mina password=four text="It is fine" sealed=$sealed number=$digits
303 /en/news/letters#c-
# A way that was begun leads to nobody now.
GET /en/identity/$way
303 /en/news/letters/comments?kept=$way&fault=mixed#write
