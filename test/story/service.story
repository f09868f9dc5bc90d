# A translation service is the administrators' to set up; its key is shown to nobody, and what none answers is said
as     officer
GET    /office/services
200
GET    /office/services/new
403
as     admin
GET    /office/services/new
200    has "LibreTranslate"
POST   /office/services called=Ours type=libre active=1 preference=1
422    field address = error.required
POST   /office/services called=Ours type=libre active=1 preference=1 address=http://example.org
422    field address = service.wrong-address
POST   /office/services called=Ours type=deepl active=1 preference=1 "key=two words"
422    field key = service.wrong-key
POST   /office/services called=Ours type=papago active=1 preference=1 key=secret-key-of-ours
422    field key_id = error.required
POST   /office/services called=Ours type=libre active=1 preference=2 address=http://127.0.0.1:9 key=secret-key-of-ours pairs.0.from=ko pairs.0.to=ko
422    field pairs.0.to = service.wrong-pair
POST   /office/services called=Ours type=libre active=1 preference=2 address=http://127.0.0.1:9/ key=secret-key-of-ours cap=20
303    /office/services/
keep   at = location
GET    /office/services/$at
200    has "Ours" lacks "secret-key-of-ours"
GET    /office/services/$at/history
200    lacks "secret-key-of-ours"
GET    /office/services/$at/edit
200    lacks "secret-key-of-ours"
GET    /office/services.csv
200    lacks "secret-key-of-ours"
JSON   GET /api/v1/services
200    json items.0.called = "Ours" lacks "secret-key-of-ours"
keep   id = json items.0.id
# The key goes with its address.
POST   /office/services/$at called=Ours type=libre active=1 preference=2 address=http://127.0.0.1:8/ cap=20
422    field key = service.key-again
# Nobody is there: it is said, and nothing was spent.
GET    /office/services/$at/try
200    has "Trying Ours"
POST   /office/services/$at/try text= from=ko to=en
422    field text = error.required
POST   /office/services/$at/try text=안녕하십니까? from=ko to=en
200    has "Ours: cannot be reached" lacks "secret-key-of-ours"
JSON   POST /api/v1/services/$id/try {"text": ""}
422    field text = error.required
as     officer
GET    /office/services/$at
200    has "Ours" lacks "127.0.0.1:9"
GET    /office/services/$at/try
403
JSON   POST /api/v1/services/$id/try {"text": "x"}
403
as     guest
GET    /office/services/$at
303    /office/sign-in
JSON   GET /api/v1/services
404
# Switched off it is asked for nothing, not even by its name.
as     admin
JSON   PATCH /api/v1/services/$id {"revision": 1, "active": false}
200
as     editor
POST   /office/articles headline.ko=소식
303
keep   news = location
JSON   POST /office/articles/$news/translate/suggest {"from": "ko", "to": "en", "at": "headline.0", "service": "$id"}
200    has "No service is set up for" lacks "cannot be reached"
# What was counted when a call failed stays counted, rather too much than too little.
faultless
as     admin
JSON   POST /api/v1/services/$id/try {"text": "안녕하십니까?", "from": "ko", "to": "en"}
200    json reasons.0.key = "machine.why-server" json spent_says = "0" json months.0.spent_says = "0"
JSON   POST /api/v1/services/$id/try {"text": "이 문장은 한도로 정한 스무 자보다 더 깁니다.", "from": "ko", "to": "en"}
200    json reasons.0.key = "machine.why-cap"
