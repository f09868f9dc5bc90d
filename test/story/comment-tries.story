# Asking for another number does not give a network more tries
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 0" sealed=$sealed number=000000
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 1" sealed=$sealed number=000001
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 2" sealed=$sealed number=000002
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 3" sealed=$sealed number=000003
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 4" sealed=$sealed number=000004
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 5" sealed=$sealed number=000005
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 6" sealed=$sealed number=000006
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 7" sealed=$sealed number=000007
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 8" sealed=$sealed number=000008
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 9" sealed=$sealed number=000009
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 10" sealed=$sealed number=0000010
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 11" sealed=$sealed number=0000011
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 12" sealed=$sealed number=0000012
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 13" sealed=$sealed number=0000013
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 14" sealed=$sealed number=0000014
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 15" sealed=$sealed number=0000015
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 16" sealed=$sealed number=0000016
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 17" sealed=$sealed number=0000017
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 18" sealed=$sealed number=0000018
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 19" sealed=$sealed number=0000019
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 20" sealed=$sealed number=0000020
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 21" sealed=$sealed number=0000021
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 22" sealed=$sealed number=0000022
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 23" sealed=$sealed number=0000023
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 24" sealed=$sealed number=0000024
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 25" sealed=$sealed number=0000025
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 26" sealed=$sealed number=0000026
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 27" sealed=$sealed number=0000027
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 28" sealed=$sealed number=0000028
422 field number = comments.number-wrong
keep sealed = number $article
POST /en/news/letters/comments nickname=Bot password=four text="Try 29" sealed=$sealed number=0000029
422 field number = comments.number-wrong
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Bot password=four text="The right one now" sealed=$sealed number=$digits
429 says comments.wait has "The right one now"
# Others go on.
from 203.0.113.9
POST /en/news/letters/comments nickname=Mina password=four text="From elsewhere" sealed=$sealed number=$digits
303 /en/news/letters#c-
