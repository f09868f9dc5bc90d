# What each engine left to do is counted once a sentence is signed
seed cities tie
as editor
GET /office/effort
200 has "No translation was signed off yet."
POST /office/articles headline.ko="협약" body.ko="두 도시는 협약을 맺었다. 두 도시는 협약을 맺었다."
303 /office/articles/
keep article = location
POST /office/articles/$article/translate from=ko to=en at=body.0 text="The two cities signed an agreement." act=sign seconds=30
303
GET /office/articles/$article/translate?from=ko&to=en&at=body.1
200 has "Memory 100%"
keep seal = after "name=\"seal\" value=\""
keep unit = after "name=\"unit\" value=\""
# Text that stood in the same place of a source that says the same is the memory's, taken as it is.
POST /office/articles/$article/translate from=ko to=en at=body.1 text="The two cities signed an agreement." offer="The two cities signed an agreement." origin=memory by=editor engine=memory unit=$unit seal=$seal act=sign seconds=10
303
GET /office/effort
200 has "Korean → English" has "Memory" has "100 %" has "10 s"
JSON GET /api/v1/effort?months=1
200 json items.0.engine = "memory" json items.0.sentences = 1 json items.0.changed = 0
as reader
GET /office/effort
200
as guest
JSON GET /api/v1/effort
401
