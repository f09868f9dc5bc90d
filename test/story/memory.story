# The memory is filled by what is signed and by files, shows nothing that is not public, and lets go again
seed cities tie
as reader
GET /office/memory
200 has "The memory is empty." lacks "Take in"
as guest
GET /office/memory
303 /office/sign-in
as friend partner
GET /office/memory
403
as program token reader
JSON POST /api/v1/memory/import {}
403
as editor
file pairs.tmx
|<?xml version="1.0" encoding="UTF-8"?>
|<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ko" datatype="plaintext"/>
|<body>
|<tu creationid="kim"><tuv xml:lang="ko"><seg>시장은 개막식에 참석했다.</seg></tuv><tuv xml:lang="en"><seg>The mayor attended the opening.</seg></tuv></tu>
|<tu><tuv xml:lang="ko"><seg>대표단 20명이 항구를 둘러보았다.</seg></tuv><tuv xml:lang="en"><seg>A delegation of 20 toured the &lt;harbour&gt;.</seg></tuv></tu>
|</body></tmx>
file broken.tmx
|<?xml version="1.0"?>
|<!DOCTYPE tmx [<!ENTITY a "boom">]>
|<tmx version="1.4"><header srclang="ko"/><body><tu><tuv xml:lang="ko"><seg>&a;</seg></tuv></tu></body></tmx>
POST /office/memory/import
422 field file = import.choose-file
POST /office/memory/import file=@broken.tmx
422 field file = memory.wrong-file
POST /office/memory/import file=@pairs.tmx
303 /office/memory?file=
GET /office/memory?added=2&known=0
200 has "2 new pairs were taken in; 0 were here already." has "시장은 개막식에 참석했다." has "&lt;harbour&gt;" has "pairs.tmx"
# A phrase in either language.
GET /office/memory?q=MAYOR
200 has "<mark>mayor</mark> attended" lacks "harbour"
GET /office/memory?q=%ED%95%AD%EA%B5%AC&from=ko&to=en
200 has "<mark>항구</mark>를" lacks "mayor"
GET /office/memory?q=100%25
200 has "Nothing was found."
GET /office/memory?to=ja
200 has "Nothing was found."
GET /office/memory/export.tmx?q=mayor
200 has "<seg>The mayor attended the opening.</seg>" lacks "harbour" sends Content-Disposition has "memory.tmx"
as program token reader
JSON GET /api/v1/memory?q=mayor
200 json units.0.source.text = "시장은 개막식에 참석했다." json units.0.who = "kim"
keep unit = json units.0.number
JSON GET /api/v1/memory/look?from=ko&to=en&text=%EB%8C%80%ED%91%9C%EB%8B%A8%2035%EB%AA%85%EC%9D%B4%20%ED%95%AD%EA%B5%AC%EB%A5%BC%20%EB%91%98%EB%9F%AC%EB%B3%B4%EC%95%98%EB%8B%A4.
200 json items.0.target = "A delegation of 20 toured the <harbour>." json items.0.numbers_differ = true json items.0.runs.1.kind = changed
JSON GET /api/v1/memory/look?from=ko&text=x
422 field to = error.required
JSON GET /api/v1/memory/export.tmx
200 has "harbour"
JSON DELETE /api/v1/memory/$unit
403
POST /office/memory/units/$unit/erase
403
POST /office/memory/files/1/erase
403
# What is signed in a draft is shown in its own desk alone, until it is published.
as editor
POST /office/articles headline.ko="교류" body.ko="두 도시는 새 협약을 비밀리에 준비한다."
303 /office/articles/
keep article = location
POST /office/articles/$article/translate from=ko to=en at=body.0 text="The two cities secretly prepare a new agreement." act=sign
303
GET /office/memory
200 lacks "secretly"
GET /office/memory?q=secretly
200 has "Nothing was found."
GET /office/memory/export.tmx
200 lacks "secretly" has "harbour"
as program
JSON GET /api/v1/memory?q=secretly
200 json units.0 absent
JSON GET /api/v1/memory/look?from=ko&to=en&text=%EB%91%90%20%EB%8F%84%EC%8B%9C%EB%8A%94%20%EC%83%88%20%ED%98%91%EC%95%BD%EC%9D%84%20%EB%B9%84%EB%B0%80%EB%A6%AC%EC%97%90%20%EC%A4%80%EB%B9%84%ED%95%9C%EB%8B%A4.
200 json items.0 absent
as editor
POST /office/articles/$article/state state=published
303
GET /office/memory?q=secretly
200 has "<mark>secretly</mark>" has "/office/articles/"
as program
JSON GET /api/v1/memory/look?from=ko&to=en&text=%EB%91%90%20%EB%8F%84%EC%8B%9C%EB%8A%94%20%EC%83%88%20%ED%98%91%EC%95%BD%EC%9D%84%20%EB%B9%84%EB%B0%80%EB%A6%AC%EC%97%90%20%EC%A4%80%EB%B9%84%ED%95%9C%EB%8B%A4.
200 json items.0.score = 100 json items.0.where.title = "교류"
# A pair, a file.
as editor
POST /office/memory/units/$unit/erase
303
POST /office/memory/units/$unit/erase
404
GET /office/memory
200 lacks "mayor" has "harbour"
POST /office/memory/files/77/erase
404
POST /office/memory/files/1/erase
303
GET /office/memory
200 lacks "harbour" lacks "pairs.tmx" has "secretly"
work
as writer token editor
POST /api/v1/memory/import file=@pairs.tmx
201 json added = 2 json left = 0
JSON GET /api/v1/memory?q=mayor
200
keep unit = json units.0.number
JSON DELETE /api/v1/memory/$unit
204
JSON DELETE /api/v1/memory/$unit
404
# Erased with its record, at once.
as admin
GET /office/memory?q=secretly
200 has "secretly"
POST /office/articles/$article/erase typed="교류"
303
GET /office/memory?q=secretly
200 has "Nothing was found."
