# Words that the office looks at make a comment wait, also in disguise
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as editor
POST /office/hold_words word="시발*" harmless="시발점, 시발역" initials=true active=true
303
POST /office/hold_words word="shit" initials=true active=true
303
POST /office/hold_words word="casino" active=false
303
POST /office/hold_words word="x" active=true
422 field word = hold_word.wrong-word
GET /office/hold_words
200 has "시발점" has "shit"
as guest
GET /office/hold_words
303
JSON GET /api/v1/hold_words
404
# hole: approval bypass by edit.
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="All is well here" sealed=$sealed number=$digits
303 /en/news/letters#c-
GET /en/news/letters
200 has "All is well here"
keep id = after "id=\"c-"
POST /en/news/letters/comments/$id password=four what=save text="All is shit here"
303
GET /en/news/letters
200 lacks "All is"
from 203.0.0.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="이런 시 발" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.1.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="시1발 뭐야" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.2.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="ㅅㅣㅂㅏㄹ" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.3.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="ㅅㅂ ㅋㅋ" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.4.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Oh s.h.1.t" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.5.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="서울시 발표의 시발점" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.6.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Scunthorpe assessment" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.7.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="The casino is closed" sealed=$sealed number=$digits
303 /en/news/letters#c-
# A nickname counts, too.
from 203.0.20.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname="sh1t" password=four text="Good morning" sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep id = location
# The author is told why with the password, the moderator which word it was.
POST /en/news/letters/comments/$id password=four what=look
200 has "Has a word to look at"
as editor
GET /office/comments/$id
200 has "shit"
