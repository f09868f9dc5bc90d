# Whatever comes in is answered, and nothing strange gets through
seed cities
GET /%00
400
GET /ko/%c3%28
400
GET /ko/..%2f..%2fetc
400
GET //evil.example/
400
GET /ko/?q=%zz
400
GET /nowhere
404 has "lang=\"ko\""
GET /en/nowhere
404 has "lang=\"en\""
DELETE /ko/
405 sends Allow = "GET, HEAD"
POST /healthz
405
header Content-Type: application/xml
POST /office/sign-in login=x
415
header Content-Encoding: gzip
POST /office/sign-in login=x password=y
415
header Accept: application/json
GET /nowhere
404 json status = 404 sends Content-Type = application/problem+json
as officer
POST /office/cities name.ko=a name=b country=KR
400
POST /office/cities a.b.c.d.e.f.g.h.i.j.k=1
400
POST /office/cities name.ko=가시 country=KR _more=names
200 has "names.0.form" has "가시"
POST /office/cities/nonsense name.ko=x
404
GET /office/cities/nonsense
404
GET /office/cities/01890000-0000-7000-8000-000000000000/edit
404
POST /office/cities/$city:haneul _revision=99 name.ko=x
404
