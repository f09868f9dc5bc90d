# An office may look at the first comment from everywhere; after that it knows them
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none first_held=true
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Hello from here" sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep id = location
POST /en/news/letters/comments/$id password=four what=look
200 has "First comment from there"
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="And once more" sealed=$sealed number=$digits
303 /en/news/letters/comments/
as editor
POST /office/comments/$id state=shown _revision=1
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Now you know me" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.113.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Somebody else" sealed=$sealed number=$digits
303 /en/news/letters/comments/
