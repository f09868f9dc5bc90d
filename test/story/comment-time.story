# Comments open and close by date, and an election makes them wait or closes them
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303 /office/offices/
keep office = location
as guest
GET /en/news/letters
200 has "name=\"nickname\"" lacks "Comments open on" has "/en/comments" has "/en/news/letters/comments/feed.atom"
# What one writes and later owns.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="First of all" sealed=$sealed number=$digits
303 /en/news/letters#c-
GET /en/news/letters
200 has "First of all"
keep id = after "id=\"c-"
# Not yet.
as editor
GET /office/articles/$article/edit
200 has "Comments open from"
POST /office/articles/$article comments_from=2090-01-01T09:00 comments_until=2089-01-01T09:00 _revision=1
422 field comments_until = article.wrong-comments-until
POST /office/articles/$article comments_from=2090-01-01T09:00 _revision=1
303
as guest
GET /en/news/letters
200 has "Comments open on" has "2090" lacks "name=\"nickname\"" has "First of all"
GET /ko/news/letters
200 has "부터 쓸 수 있습니다"
POST /en/news/letters/comments nickname=Early password=four text="Too early" number=000000
409 says comments.closed-yet has "Too early"
GET /en/news/letters/number.svg
404
# Over: what stands stays readable, and its author keeps it.
as editor
POST /office/articles/$article comments_from= comments_until=2025-01-01T09:00 _revision=2
303
as guest
GET /en/news/letters
200 has "Comments have been closed since" has "2025" has "First of all" has "Change or delete" lacks ">Reply<"
POST /en/news/letters/comments nickname=Late password=four text="Too late" number=000000
409 says comments.closed-since has "Too late"
POST /en/news/letters/comments/$id password=four what=save text="First, and changed"
303
GET /en/news/letters
200 has "First, and changed"
# An end ahead is told.
as editor
POST /office/articles/$article comments_until=2090-01-01T09:00 _revision=3
303
as guest
GET /en/news/letters
200 has "Comments can be written until" has "2090" has "name=\"nickname\""
# The office's own number of days, where the article says nothing.
as editor
POST /office/articles/$article comments_until= _revision=4
303
as chief admin
POST /office/offices/$office comments_days=7 _revision=1
303
as guest
GET /en/news/letters
200 has "Comments have been closed since"
# An election: both days, and in their order.
as chief admin
POST /office/offices/$office comments_days=0 election_from=2020-01-01 _revision=2
422 field election_until = office.wrong-election
POST /office/offices/$office comments_days=0 election_from=2020-01 election_until=2020-02-01 _revision=2
422 field election_from = office.wrong-election
POST /office/offices/$office comments_days=0 election_from=2020-03-01 election_until=2020-02-01 _revision=2
422 field election_until = office.wrong-election-end
POST /office/offices/$office comments_days=0 election_from=2020-01-01 election_until=2090-06-03 election_comments=hold _revision=2
303
as guest
GET /en/news/letters
200 has "Because of an election" has "3 June 2090" has "name=\"nickname\""
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Voter password=four text="For the other one" sealed=$sealed number=$digits
303 /en/news/letters/comments/
GET /en/news/letters
200 lacks "For the other one"
# hole: approval bypass by edit.
POST /en/news/letters/comments/$id password=four what=save text="Vote for the other"
303
GET /en/news/letters
200 lacks "Vote for the other" lacks "First, and changed"
as editor
GET /office/comments?f.why=election
200 has "Written in an election period" has "For the other one" has "Vote for the other"
# Or none are taken.
as chief admin
POST /office/offices/$office election_comments=close _revision=3
303
as guest
GET /en/news/letters
200 has "comments are closed to the end of 3 June 2090" lacks "name=\"nickname\""
POST /en/news/letters/comments nickname=Voter password=four text="Once more" number=000000
409 says comments.closed-election
