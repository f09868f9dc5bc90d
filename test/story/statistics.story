# Figures are counted from the records, narrowed by what is asked, and published under known columns
seed cities tie
as officer
POST /office/exchanges name.en="Mayors meet" type=visit-out state=done on=2024-11-07/2024-11-08 ties=$tie:dongpu ours=8 theirs=3 nights=2 public=true
303
POST /office/exchanges name.en="Choirs sing" type=culture field=culture state=done on=2019-05 ties=$tie:dongpu audience=400 public=true
303
POST /office/exchanges name.en="Not for the public" type=visit-in state=done on=2018 ties=$tie:dongpu theirs=5
303
POST /office/exchanges name.en="Called off" type=event state=cancelled on=2017 ties=$tie:dongpu public=true
303
POST /office/expenses what.en="Flights" tie=$tie:dongpu on=2024-11-07 type=air payer=ours amount.amount=1200000 amount.currency=KRW
303
as guest
GET /en/statistics
200 has "By year" has "2024" has "2019" lacks "2018" lacks "2017" lacks "Money" has "Data as of"
GET /ko/statistics?from=2024&to=2024
200 has "통계" has "2024년" lacks "2019년"
GET /en/statistics?from=20x4
422 has "four digits"
GET /en/statistics.csv?by=year
200 has "year,label,exchanges,ours,theirs,nights,audience,data_as_of" has "2024,2024,1,8,3,16,0," has "2019,2019,1,0,0,0,400,"
GET /en/statistics.csv?by=weather
422 has "no such table"
GET /en/statistics/busan.csv
200 has "도시명,국가명,결연일자,면적,인구수,비고,데이터기준일자" has "2005-05-17"
GET /en/statistics/seoul.csv
200 has "국가/도시명,협정구분,분야,체결연도" has "2005"
GET /en/statistics/gwangju.csv
200 has "결연 일자,도시 인구 수,도시 면적,도시 특징"
GET /en/statistics/clair.csv
200 has "情報提供自治体名,実施年度,事業名(活動名称),団体名,交流の相手方,現在の取組内容及び成果,詳細情報"
GET /en/statistics/sci.csv
200 has "Outbound participants" has "2024,0,0,1,8,0,0,0"
GET /en/statistics/exchanges.csv
200 has "Mayors meet" lacks "Not for the public" lacks "Called off"
GET /en/statistics/none.csv
404
GET /en/statistics/busan.pdf
404
JSON GET /api/v1/statistics
200 json persons = 0
as officer
GET /office/statistics
200 has "2018" has "Money"
GET /office/statistics.csv?by=type
200 has "visit-in"
GET /office/statistics?type=visit-out
200 has "2024" lacks "2019"
