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
# As it is shown: the columns under their labels, in words, in its order; no personal data.
as officer
GET /office/cities.csv?shown=1&f.country=CN
200 has "Name,Country" has "Dongpu,China" lacks "Haneul" lacks "slug"
GET /office/cities.csv?shown=1
200 has "'=1+1"
GET /office/cities.json?f.country=CN
200 sends Content-Type has "application/json" json items.0.slug = dongpu json items.1 absent
