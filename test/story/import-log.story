# An old log of two columns becomes exchanges, and what was read from its words is shown and can be set right
seed cities tie
as officer
# As an office saves it: CP949, a line above the table, dates as people write them.
file log.csv CP949
|교류 일지,
|일자,교류내용
|2019.5.7.,동푸시 대표단 방문 (시장 외 17명)
|2019년 10월,청소년 홈스테이 파견 일행 8명
|2020. 1. 3.,설 인사 서한 교환
|2021-02-30,날짜가 없는 날
POST /office/exchanges/import file=@log.csv
303 /office/imports/
keep columns = sends Location
GET $columns
200 has "CP949" has "Sentence of a log" has "2019.5.7." has "동푸시 대표단 방문"
POST $columns _charset=CP949 _delimiter=, _quote="\"" _head=2 _c.0=on _c.1=+log _key.0=1 _key.1=1 _there=leave _k.ties=동푸 _dates=
303 /office/imports/
keep preview = sends Location
GET $preview
200 has "Inbound visit" has "Outbound visit" has "value=\"18\"" has "value=\"8\""
# Nothing says what a letter is: it has to be chosen. The 30th of February is none.
200 has "Type: " has "Date: "
keep run = after "id=\"run\" method=\"post\" action=\""
keep rows = after "id=\"rows\" method=\"post\" action=\""
GET $preview?wrong=1
200 has "설 인사" has "날짜가 없는 날" lacks "홈스테이"
POST $rows _behind=0 _r.5.type=other _r.3.theirs=20
303 /office/imports/
GET $preview
200 has "value=\"20\"" lacks "value=\"18\""
POST $run
303 /office/imports/
keep done = sends Location
GET $done
200 has "동푸시 대표단 방문 (시장 외 17명)" has "날짜가 없는 날"
JSON GET /api/v1/exchanges?f.on=2019-05
200 json items.0.type = visit-in json items.0.theirs = 20 json items.0.on = 2019-05-07 json items.0.state = done json items.1 absent
JSON GET /api/v1/exchanges?f.on=2019-10
200 json items.0.type = visit-out json items.0.ours = 8
JSON GET /api/v1/exchanges?f.on=2020-01
200 json items.0.type = other json items.0.ties.0 = $tie:dongpu
GET $done/wrong
200 sends Content-Type has "text/csv" has "일자,교류내용" has "2021-02-30,날짜가 없는 날" lacks "홈스테이"
# The same file again: what is there already is left as it is.
POST /office/exchanges/import file=@log.csv
303
keep columns = sends Location
POST $columns _charset=CP949 _delimiter=, _quote="\"" _head=2 _c.0=on _c.1=+log _key.0=1 _key.1=1 _there=leave _k.ties=동푸 _k.type=other
303
keep preview = sends Location
GET $preview
200 has "There already</dt><dd>3" has "New</dt><dd>0"
