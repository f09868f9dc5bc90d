# A file in which two encodings are mixed says so line by line, and loses nothing
seed cities
as officer
file mixed.csv
|도시명,국가명,인구수
|바다시,대한민국,"3,300,000"
~섬시,한국,1200명
|덕주,중국,5800000
POST /office/cities/import file=@mixed.csv
303
keep columns = sends Location
GET $columns
200 has "Lines 3 are not in UTF-8 but in CP949" has "바다시" has "섬시" has "덕주"
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0=name.ko _c.1=country _c.2=population _there=leave
303
keep preview = sends Location
GET $preview
200 has "Read in another encoding" has "3,300,000" has "1,200"
keep run = after "id=\"run\" method=\"post\" action=\""
POST $run
303
JSON GET /api/v1/cities?f.country=KR&sort=name
200 has "섬시" has "바다시"
# UTF-16, Shift_JIS and GB18030 are told apart; columns are known in each language.
file wide.csv UTF-16LE
|도시명	국가명
|넓은시	대한민국
POST /office/cities/import file=@wide.csv
303
keep columns = sends Location
GET $columns
200 has "넓은시" has "<option value=\"UTF-16LE\" selected>" has "<option value=\"name.ko\" selected>" has "<option value=\"country\" selected>"
file sjis.csv SHIFT_JIS
|都市名,国名,人口
|徳州市,中国,"5,800,000"
|にしの市,日本,"12,000"
POST /office/cities/import file=@sjis.csv
303
keep columns = sends Location
GET $columns
200 has "にしの市" has "<option value=\"Shift_JIS\" selected>" has "<option value=\"name.ja\" selected>" has "<option value=\"population\" selected>"
file gb.csv GB18030
|城市名称,国家,备注
|德州市,中国,友好城市的代表团来访一行八人
|始兴市,韩国,青少年寄宿家庭派遣活动
POST /office/cities/import file=@gb.csv
303
keep columns = sends Location
GET $columns
200 has "始兴市" has "<option value=\"GB18030\" selected>" has "<option value=\"name.zh\" selected>"
# Read otherwise, the columns are guessed anew.
POST $columns _charset=GB18030 _delimiter=";" _quote="\"" _head=1 _read=1
303
GET $columns
200 has "城市名称,国家,备注"
# Days and months that cannot be told apart are asked for.
file dates.csv
|name.en,country,데이터기준일자
|Alpha,KR,05/07/2005
POST /office/cities/import file=@dates.csv
303
keep columns = sends Location
GET $columns
200 has "Order of dates" has "Month/day/year"
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0=name.en _c.1=country _c.2=population_on _dates= _there=leave
303
keep preview = sends Location
GET $preview
200 has "does not tell whether the month or the day comes first"
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0=name.en _c.1=country _c.2=population_on _dates=mdy _there=leave
303
GET $preview
200 has "7 May 2005"
# One column twice is refused.
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0=name.en _c.1=name.en _c.2= _there=leave
422 has "Two columns are the same field."
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0= _c.1= _c.2= _there=leave
422 has "No column is to be taken in."
