# The desk says what is due, what waits, and what has changed
seed cities tie people
as officer
POST /office/exchanges name.en="Long ago" type=meeting state=planned on=2020-01-01 ties=$tie:dongpu
303
GET /office/
200 has "Long ago" has "Its date has passed" queries <= 170
GET /office/ties
200
as guest
GET /en/calendar
200
GET /en/ties
200 has "Haneul–Dongpu"
# A new office is told what comes first, until there is one of each.
as editor
GET /office/
200 has "First steps" has "Write the first news article</a>" lacks "Record the tie between the cities</a>"
POST /office/articles headline.en="First" body.en="Text."
303
GET /office/
200 lacks "First steps"
