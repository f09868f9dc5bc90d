# What came from one network on one day is found and decided on together, and nobody is told which network
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
from 192.0.2.7
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Bot password=sixsix text="Buy at www.first.example" sealed=$sealed number=$digits
303
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Bot password=sixsix text="Sell at www.second.example" sealed=$sealed number=$digits
303
from 198.51.100.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="Our school: www.third.example" sealed=$sealed number=$digits
303
as editor
from 127.0.0.1
JSON GET /office/moderation
200 json comments.0.like_says = "1 more waits from the same network that day" json comments.2.like_says = "" lacks "192.0.2"
keep one = json comments.0.id
keep two = json comments.1.id
keep three = json comments.2.id
GET /office/moderation?tab=held&like=$one
200 has "www.first.example" has "www.second.example" lacks "www.third.example" has "came from one network"
POST /office/moderation do=remove ground=advert id=$one id=$two tab=held like=$one
303 /office/moderation?tab=held&like=
GET /office/moderation
200 lacks "www.first.example" has "www.third.example" lacks "more waits" has "Remove comments: 2"
GET /office/
200 has "1 comment waits for a person"
