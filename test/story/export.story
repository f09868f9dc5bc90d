# A list goes out as a table that comes in again, and no cell is a formula
seed cities
as officer
POST /office/cities name.en="=1+1" country=KR
303
GET /office/cities.csv
200 sends Content-Type has "text/csv" sends Content-Disposition has "cities.csv" has "'=1+1" has "Dongpu"
GET /office/cities.csv?f.country=CN
200 has "Dongpu" lacks "Haneul"
as guest
GET /office/cities.csv
303 /office/sign-in
