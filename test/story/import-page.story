# Staff hand in a table on a page, and are told line by line
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
200 has "Taken in: 1. Refused: 0."
GET /office/cities
200 has "Bada"
file mixed.csv
|name.en,country
|Seom,KR
|Nowhere,XX
POST /office/cities/import file=@mixed.csv
422 has "mixed.csv:3:9" has "Refused: 1."
GET /office/cities
200 lacks "Seom"
POST /office/cities/import file=@mixed.csv keep_going=1
422 has "Taken in: 1. Refused: 1."
GET /office/cities
200 has "Seom"
as reader
GET /office/cities/import
403
POST /office/cities/import file=@good.csv
403
