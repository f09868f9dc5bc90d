# A text that uses a form that is not the one to be used is told of, and put right with one act
seed cities tie
as officer
POST /office/exchanges name.en="Dongpu and Haneul meet" name.ko="동포에서 온 손님" type=meeting on=2019-05-02 \
	ties=$tie:dongpu summary.en="From Tungpoo to Tungpoo."
303 /office/exchanges/
keep visit = location
GET /office/exchanges/$visit
200 has "Names to look at" has "동포" has "name-form"
JSON GET /office/exchanges/$visit
200 json names_noticed.0.class = variant json names_noticed.0.from = 동포 json names_noticed.0.to = 동푸시 \
	json names_noticed.0.field = name json names_noticed.0.lang = ko
POST /office/exchanges/$visit/name-form field=name lang=ko from=동포 to=하늘시 _revision=1
404 says names.notice-gone
POST /office/exchanges/$visit/name-form field=name lang=ko from=동포 to=동푸시 _revision=1
303 /office/exchanges/
JSON GET /office/exchanges/$visit
200 json revision = 2 has "동푸시에서 온 손님"
GET /office/exchanges/$visit/history
200 has "푸시"
POST /office/exchanges/$visit/name-form field=name lang=ko from=동포 to=동푸시 _revision=2
404
as reader
GET /office/exchanges/$visit
200 lacks "name-form"
POST /office/exchanges/$visit/name-form field=name lang=ko from=동포 to=동푸시
403
