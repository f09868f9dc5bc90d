# What is nearly another comment waits, beneath whichever article; short thanks do not
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="The exchange of letters between our two cities began long before anybody here was born, my grandmother says, and she has kept every one of them in a wooden box beneath the stairs where the children were never allowed to look until the day on which she told us the whole story of it" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.113.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="The exchange of letters between our two cities began long before anybody here was born, my grandmother says, and she has kept every one of them in a woolen box beneath the stairs where the children were never allowed to look until the day on which she told us the whole story of it" sealed=$sealed number=$digits
303 /en/news/letters/comments/
keep id = location
POST /en/news/letters/comments/$id password=four what=look
200 has "Nearly the same"
from 203.0.114.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="두 도시가 편지를 주고받은 지 벌써 오래되었다고 할머니께서 늘 말씀하셨는데 이렇게 기사로 보니 참 반갑습니다 다음에도 이런 소식을 자주 전해 주시고 사진도 더 크게 실어 주시면 온 가족이 함께 모여 앉아 다시 읽겠습니다" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.115.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="두 도시가 편지를 주고받은 지 벌써 오래되었다고 어머니께서 늘 말씀하셨는데 이렇게 기사로 보니 참 반갑습니다 다음에도 이런 소식을 자주 전해 주시고 사진도 더 크게 실어 주시면 온 가족이 함께 모여 앉아 다시 읽겠습니다" sealed=$sealed number=$digits
303 /en/news/letters/comments/
from 203.0.116.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="두 도시가 다음 달에 함께 여는 음악회 소식도 기사로 전해 주시면 좋겠습니다 기다리겠습니다" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.120.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="감사합니다" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.121.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="감사합니다!" sealed=$sealed number=$digits
303 /en/news/letters#c-
from 203.0.122.9
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="감사합니다 ^^" sealed=$sealed number=$digits
303 /en/news/letters#c-
