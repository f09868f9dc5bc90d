# A spreadsheet is taken in step by step: handed in, told apart, looked at, taken in, taken back
seed cities
as officer
GET /office/cities/import
200 has "Import" has "type=\"file\""
POST /office/cities/import
422 field file = import.choose-file
file good.csv
|name.en,country
|Bada,KR
POST /office/cities/import file=@good.csv
303 /office/imports/
keep columns = sends Location
GET $columns
200 has "good.csv" has "1 row" has "Columns"
POST $columns _charset=UTF-8 _delimiter=, _quote="\"" _head=1 _c.0=name.en _c.1=country _there=leave
303 /office/imports/
keep preview = sends Location
GET $preview
200 has "Bada" has "New" has "South Korea"
keep run = after "id=\"run\" method=\"post\" action=\""
GET /office/cities
200 lacks "Bada"
POST $run
303 /office/imports/
keep done = sends Location
GET $done
200 has "Records made" has "Bada" has "Done"
GET /office/cities
200 has "Bada"
GET /office/imports
200 has "good.csv" has "Done"
# Handed in twice, it is taken in once.
POST $run
303
GET /office/imports
200 has "1 record"
POST $done/undo
303
GET $done
200 has "Taken back" has "Do it again"
GET /office/cities
200 lacks "Bada"
POST $done/redo
303
GET /office/cities
200 has "Bada"
GET $columns
404
# One that nobody takes in can be let go of.
POST /office/cities/import file=@good.csv
303
keep columns = sends Location
GET /office/cities/import
200 has "Files that wait" has "good.csv"
GET $columns
200
keep forget = after "id=\"forget\" method=\"post\" action=\""
POST $forget
303 /office/cities/import
GET $columns
404
as reader
GET /office/cities/import
403
POST /office/cities/import file=@good.csv
403
GET $done
404
POST $done/undo
404
