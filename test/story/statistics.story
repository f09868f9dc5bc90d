# Figures are counted from the records, narrowed by what is asked, and published under known columns
seed siheung
as guest
GET /en/statistics
200 has "Statistics" has "By year" has "2024" has "Data as of" lacks "Money"
GET /ko/statistics?from=2024&to=2024
200 has "통계" has "2024" lacks "2004"
GET /en/statistics?from=20x4
422 has "four digits"
GET /en/statistics.csv?by=year
200 has "by,label" has "data_as_of"
GET /en/statistics.csv?by=weather
422 has "no such table"
GET /en/statistics/busan.csv
200 has "도시명,국가명,결연일자,면적,인구수,비고,데이터기준일자"
GET /en/statistics/seoul.csv
200 has "국가/도시명,협정구분,분야,체결연도"
GET /en/statistics/clair.csv
200 has "情報提供自治体名,実施年度,事業名(活動名称),団体名,交流の相手方"
GET /en/statistics/sci.json
200 has "Inbound visitors"
GET /en/statistics/none.csv
404
GET /en/statistics/busan.pdf
404
JSON GET /api/v1/statistics
200 has "tables"
as officer
GET /office/statistics
200 has "Statistics"
GET /office/statistics.csv?by=type
200 has "type,label"
