# All that is empty is translated by a job, from the memory first; what a person wrote stays, and programs do the same as pages
seed cities tie
as editor
POST /office/articles headline.ko="학생 교류" body.ko="두 도시는 협약을 맺었다. 학생들이 오갔다."
303 /office/articles/
keep first = location
POST /office/articles/$first/translate from=ko to=en at=body.0 text="The two cities signed an agreement." act=sign
303
POST /office/articles/$first _revision=2 body.ko="두 도시는 협약을 맺었다. 학생들이 오갔다. 두 도시는 협약을 맺었다. 방문이 끝났다."
303
POST /office/articles/$first/translate from=ko to=en at=body.3 text="My own end." act=save
303
POST /office/articles/$first/translate/all from=ko to=en least=100 machine=1
303 /office/articles/$first/translate/all
GET /office/articles/$first/translate/all?from=ko&to=en
200 has "Translating" has "Stop"
# A second run waits for the first.
POST /office/articles/$first/translate/all from=ko to=en least=100
303
work
GET /office/articles/$first/translate/all?from=ko&to=en
200 has "Done" has "1 from memory, 0 by machine, 2 left" has "No service is set up for" lacks "Stop"
GET /office/articles/$first/translate?from=ko&to=en
200 has "My own end." has "From memory (editor)"
# Stopped before it begins, it does nothing.
POST /office/articles/$first/translate/all from=ko to=ja
303
POST /office/articles/$first/translate/stop from=ko to=ja
303
work
GET /office/articles/$first/translate/all?from=ko&to=ja
200 has "Stopped"
as reader
POST /office/articles/$first/translate/all from=ko to=en
403
# Programs.
as program token editor
JSON GET /api/v1/articles?f.state=draft
200
keep id = json items.0.id
JSON GET /api/v1/articles/$id/translation?from=ko&to=zh
200 json progress.total = 5 json sentences.0.at = "headline.0" json sentences.0.state = "empty"
keep of = json sentences.0.of
JSON POST /api/v1/articles/$id/translation {"from": "ko", "to": "zh", "sentences": [{"at": "headline.0", "of": "$of", "text": "学生交流", "sign": true}]}
200 json sentences.0.state = "checked" json progress.done = 1
JSON POST /api/v1/articles/$id/translation {"from": "ko", "to": "zh", "sentences": [{"at": "headline.0", "text": "学生互访"}, {"at": "body.0", "of": "0000000000000000", "text": "两市签署协议。"}]}
409 json at = "body.0" json current.state = "empty"
JSON GET /api/v1/articles/$id/translation?from=ko&to=zh
200 json sentences.0.target = "学生交流"
JSON POST /api/v1/articles/$id/translation {"from": "ko", "to": "zh", "sentences": [{"at": "lead.7", "text": "x"}]}
422
JSON POST /api/v1/articles/$id/translation/check {"from": "ko", "to": "zh", "at": "body.0", "text": "两市签署协议。"}
200 json findings has "["
JSON POST /api/v1/articles/$id/translation/suggest {"from": "ko", "to": "en", "at": "body.2", "machine": true}
200 json offers.0.origin = "memory" json why has "service"
JSON POST /api/v1/articles/$id/translation/sign {"from": "ko", "to": "zh"}
422
JSON POST /api/v1/articles/$id/translation/all {"from": "ko", "to": "zh", "least": 90}
202 json state = "running"
work
JSON GET /api/v1/articles/$id/translation/all?from=ko&to=zh
200 json state = "done" json memory = 0
JSON POST /api/v1/articles/$id/translation {"from": "ko", "to": "zh", "sentences": [{"at": "body.0", "text": "两市签署协议。"}, {"at": "body.1", "text": "学生往来。"}, {"at": "body.2", "text": "两市签署协议。"}, {"at": "body.3", "text": "访问结束。"}]}
200 json progress.empty = 0
JSON POST /api/v1/articles/$id/translation/sign {"from": "ko", "to": "zh"}
200 json progress.done = 5
