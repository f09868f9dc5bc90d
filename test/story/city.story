# An officer adds a city, and everybody can read about it at once
as admin
POST /office/offices name.ko=교류실 name.en=Office zone=Asia/Seoul
303
as officer
GET /office/cities
200 has "There is nothing here yet."
GET /office/cities/new
200 has "name=\"name.ko\"" has "name=\"country\"" lacks "name=\"made\""
POST /office/cities name.ko=바다시 name.en="Bada City" name.zh=海市 country=KR level=city \
	parent.ko=가람도 place.lat=35.1 place.lon=129.04 zone=Asia/Seoul area=770.5 \
	population=3300000 population_on=2024 about.ko="항구 도시입니다." \
	web=https://bada.example names.0.language=zh names.0.form=海城 names.0.kind=variant
303 /office/cities/
keep city = location
GET /office/cities/$city
200 has "Bada City" has "海城" has "770.5" has "3,300,000" has "Revision 1"
GET /en/cities/bada-city
200 has "Bada City" has "海城" has "3,300,000"
GET /ko/cities/bada-city
200 has "바다시" has "항구 도시입니다."
GET /en/cities/bada-city
200 has "not yet available in English" has "항구 도시입니다."
GET /office/cities/$city/edit
200 has "value=\"Bada City\"" has "name=\"_revision\" value=\"1\""
POST /office/cities/$city _revision=1 name.ko=바다시 name.en="Bada" country=KR population=3400000
303 /office/cities/$city
GET /office/cities/$city
200 has "3,400,000" has "Revision 2"
# The address stays what it was.
GET /en/cities/bada-city
200 has "3,400,000"
GET /office/cities
200 has "Bada" has "1 record"
