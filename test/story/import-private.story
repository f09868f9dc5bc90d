# A file that was handed in is for whoever handed it in, and for administrators
seed cities
as officer
file people.csv
|name.en,passport
|Sample Traveller,M12345678
POST /office/people/import file=@people.csv
303 /office/imports/
keep columns = sends Location
GET $columns
200 has "people.csv"
as editor
GET $columns
404 lacks "M12345678"
as admin
GET $columns
200 has "people.csv"
