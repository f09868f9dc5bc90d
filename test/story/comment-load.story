# When very many comment at once strangers wait, nobody is refused, and who works does not wait
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
from 203.0.0.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="amber daisy" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.1.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="basil karma" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.2.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="cedar river" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.3.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="daisy yacht" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.4.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="ember flame" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.5.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="fjord cedar" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.6.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="grape jolly" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.7.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="hazel quiet" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.8.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="ivory xenon" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.9.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="jolly eagle" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.10.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="karma basil" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.11.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="lemon ivory" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.12.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="mango pearl" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.13.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="noble water" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.14.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="ocean delta" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.15.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="pearl amber" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.16.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="quiet hazel" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.17.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="river ocean" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.18.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="sugar vivid" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.19.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="tiger cloud" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.20.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="umber jewel" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.21.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="vivid grape" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.22.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="water noble" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.23.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="xenon umber" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.24.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="yacht birch" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.25.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="zebra igloo" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.26.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="acorn fjord" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.27.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="birch mango" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.28.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="cloud tiger" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.29.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="delta acorn" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.30.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="eagle honey" sealed=$sealed number=$digits
303 /en/news/letters#c-
GET /en/news/letters/work
200 json busy = true
from 203.0.102.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Somebody nobody knows" sealed=$sealed number=$digits
303 /en/news/letters#c-
# What it asks for grows, and who works for it is told so.
from 203.0.113.9
keep sealed = number $article
keep digits = digits $sealed $article
GET /en/news/letters/work?of=$sealed
200 json busy = true json most = 600000
keep ticket = json ticket
keep target = json target
keep most = json most
keep answer = work $ticket $target $most
POST /en/news/letters/comments nickname=Mina password=four text="I have worked for it" sealed=$sealed number=$digits work=$ticket worked=$answer
303 /en/news/letters#c-
# A network that sends too much waits, and is told so.
from 203.0.114.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network amber" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network basil" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network cedar" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network daisy" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network ember" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="From one network fjord" sealed=$sealed number=$digits
303 /en/news/letters#c-
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="The seventh of them" sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep id = location
GET /en/news/letters/comments/$id
200 has "Many comments came at once" lacks "seventh of them"
