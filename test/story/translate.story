# At the translation desk a text is translated sentence by sentence, signed by one person and read by a second, and what is signed is found again
seed cities tie
as editor
POST /office/articles headline.ko="두 도시가 협약을 맺었다" body.ko="두 도시는 2005년에 교류를 시작했다. 학생 120명이 오갔다.\n\n올해는 쉰다."
303 /office/articles/
keep article = location
GET /office/articles/$article
200 has "/translate\"" has "Translate into" has "to=en&amp;at=body.0" has "to=zh&amp;at=headline.0"
GET /office/articles/$article/translate
200 has "한국어" has "두 도시는 2005년에 교류를 시작했다." has "0 of 4 sentences signed off" has "id=\"s-headline-0\"" \
	has "s-body-1" has "Sign off and go on" lacks "Sign as second reader" has "lang=\"ko\""
GET /office/articles/$article/translate?from=ko&to=ko
422 has "Choose two different languages."
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "is-open" has "Empty"
# Saved, it is a person's, unchecked, and the place is kept.
POST /office/articles/$article/translate from=ko to=en at=body.0 text="The two cities began their exchange in 2005." act=save
303 /office/articles/$article/translate?from=ko&to=en&at=body.0
GET /office/articles/$article/translate?from=ko&to=en&at=body.0&said=saved
200 has "Saved." has "Translated by editor" has "Unchecked"
# Nothing to sign, and nobody may sign what is empty.
POST /office/articles/$article/translate from=ko to=en at=body.1 text="" act=sign
422 has "An empty translation cannot be signed off."
# A term is put into the text, unsaved.
POST /office/articles/$article/translate from=ko to=en at=body.1 text="So far" insert="Haneul"
200 has "So far Haneul" has "Empty"
# What somebody else saved meanwhile is not written over.
POST /office/articles/$article/translate from=ko to=en at=body.0 was=0000000000000000 text="Both cities began in 2005." act=save
409 has "Somebody else has saved this sentence meanwhile" has "Both cities began in 2005." has "The two cities began their exchange in 2005."
POST /office/articles/$article/translate from=ko to=en at=body.0 of=0000000000000000 text="Both cities began in 2005." act=save
409 has "The source has changed meanwhile" has "Both cities began in 2005."
POST /office/articles/$article/translate from=ko to=en at=body.9 text="x" act=save
404
# Checks look at numbers, before anything is saved.
as kim editor
JSON GET /office/articles/$article/translate?from=ko&to=en
200 json progress.total = 4 json progress.unchecked = 1 json progress.empty = 3 json rows.1.origin = "person"
POST /office/articles/$article/translate/check from=ko to=en at=body.1 text="12 students came and went."
200 has "number" has "120"
POST /office/articles/$article/translate/check from=ko to=en at=body.1 text="120 students came and went."
200 lacks "120명"
# Signing one goes on to the next.
as editor
POST /office/articles/$article/translate from=ko to=en at=headline.0 text="Two cities sign an agreement" act=sign
303 /office/articles/$article/translate?from=ko&to=en&at=body.0
POST /office/articles/$article/translate/sign from=ko to=en
422 has "2 sentences are still empty or stale."
POST /office/articles/$article/translate from=ko to=en at=body.1 text="120 students came and went." act=next
303 /office/articles/$article/translate?from=ko&to=en&at=body.2
POST /office/articles/$article/translate from=ko to=en at=body.2 text="This year they rest." act=next
303
POST /office/articles/$article/translate/sign from=ko to=en second=1
422 has "not signed off yet."
POST /office/articles/$article/translate/sign from=ko to=en
303
GET /office/articles/$article/translate?from=ko&to=en&show=checked
200 has "4 of 4 sentences signed off" has "signed off by editor"
# The second reader is another person.
POST /office/articles/$article/translate from=ko to=en at=body.0 text="The two cities began their exchange in 2005." act=second
422 has "The second reader must be another person than the first."
POST /office/articles/$article/translate/sign from=ko to=en second=1
422 has "The second reader must be another person than the first."
as kim editor
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "Sign as second reader"
POST /office/articles/$article/translate from=ko to=en at=body.0 text="The two cities began their exchange in 2005." act=second
303
POST /office/articles/$article/translate/sign from=ko to=en second=1
303
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "second reader kim" has "Signed off twice"
# A correction of the source makes that sentence stale, and no other.
as editor
JSON GET /api/v1/articles/$article
200
keep revision = json revision
POST /office/articles/$article _revision=$revision headline.ko="두 도시가 협약을 맺었다" \
	body.ko="두 도시는 2006년에 교류를 시작했다. 학생 120명이 오갔다.\n\n올해는 쉰다."
303
GET /office/articles/$article/translate?from=ko&to=en&show=stale
200 has "2006년" has "3 of 4 sentences signed off" has "Stale" lacks "s-body-1\""
# What is not public is found while the same record is translated.
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "Memory" has "The two cities began their exchange in 2005." has "Take this"
keep seal = after "name=\"seal\" value=\""
keep unit = after "name=\"unit\" value=\""
keep of = after "name=\"of\" value=\""
POST /office/articles/$article/translate from=ko to=en at=body.0 act=take offer="The two cities began their exchange in 2005." origin=memory by=editor engine=memory unit=$unit seal=$seal of=$of
303
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "Translated by editor" lacks "Stale · "
# An offer that was not ours is the person's own text.
POST /office/articles/$article/translate from=ko to=en at=body.0 act=take offer="Forged by a machine." origin=machine by=deepl engine=deepl seal=00
303
GET /office/articles/$article/translate?from=ko&to=en&at=body.0
200 has "Forged by a machine." lacks "Machine (deepl)"
as reader
GET /office/articles/$article/translate?from=ko&to=en
200 has "You may read this translation but not change it." lacks "desk-form"
POST /office/articles/$article/translate from=ko to=en at=body.0 text="x" act=save
403
as guest
GET /office/articles/$article/translate?from=ko&to=en
303 /office/sign-in
POST /office/articles/$article/translate from=ko to=en at=body.0 text="x" act=save
401
# No service is set up, and that is said.
as editor
POST /office/articles/$article/translate/suggest from=ko to=en at=body.0
200 has "No service is set up for"
# What waits is listed, the newest first.
GET /office/translations?kind=articles&to=en&state=unchecked
200 has "Two cities sign an agreement" has "/translate?from=ko&amp;to=en"
GET /office/translations?state=missing&to=ja
200
GET /office/translations?kind=articles&to=en
200 lacks "Two cities sign an agreement"
JSON GET /api/v1/translations?kind=articles&to=en&state=unchecked
200 json items.0.kind = "articles"
