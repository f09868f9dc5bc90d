# Whoever looks after comments reads them in their own language; a service is asked once, and what it said goes with the text
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Secretname password=sixsix text="감사합니다." sealed=$sealed number=$digits
303
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=sixsix text="Already plain" sealed=$sealed number=$digits
303
as editor
JSON GET /api/v1/comments?sort=at
200 json items.0.text = "감사합니다."
keep one = json items.0.id
keep two = json items.1.id
# Nobody is set up: the page says so in place of the button.
GET /office/moderation?tab=all
200 has "No translation service is set up for this language." lacks "name=\"read\" value=\"$one\"" has "lang=\"ko\">감사합니다."
POST /office/moderation/read read=$one shown=$one tab=all
200 has "No translation service is set up" lacks "Machine translation ("
double
as admin
POST /office/services called="Played" type=deepl active=1 preference=1 address=$double/deepl key=double-key credit.en="By the played one"
303
as editor
GET /office/moderation?tab=all
200 has "Read in my language" has "name=\"read\" value=\"$one\"" lacks "name=\"read\" value=\"$two\""
POST /office/moderation/read read=all shown=$one shown=$two tab=all
303 /office/moderation?tab=all
GET /office/moderation?tab=all
200 has "Thank you." has "Machine translation (DeepL)" has "By the played one" has "감사합니다." lacks "name=\"read\" value=\"$one\""
# It is for staff alone, and asked for once.
as guest
GET /en/news/letters
200 has "감사합니다." lacks "Thank you."
as reader
POST /office/moderation/read read=$one
403
# The text changes, and it goes.
as guest
POST /en/news/letters/comments/$one password=sixsix what=save text="만나서 반갑습니다."
303
as editor
GET /office/moderation?tab=all
200 lacks "Thank you." has "만나서 반갑습니다." has "name=\"read\" value=\"$one\""
POST /office/moderation/read read=$one tab=all
303 /office/moderation?tab=all#c-$one
JSON GET /office/moderation?tab=all
200 has "I am glad to meet you."
# An article that is not to leave the house keeps its comments there.
as guest
POST /en/news/letters/comments/$one password=sixsix what=save text="감사합니다."
303
as editor
JSON GET /api/v1/articles/letters
200
keep revision = json revision
JSON PATCH /api/v1/articles/letters {"inside_only": true, "revision": $revision}
200
POST /office/moderation/read read=$one tab=all
200 lacks "Thank you."
