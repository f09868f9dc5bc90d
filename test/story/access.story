# Who saw whose personal data stands in a log that is looked through
seed cities people
as officer
JSON GET /api/v1/people
200
keep person = json items.0.id
POST /office/people/$person mail=someone@example.org
303
GET /office/people/$person
200 has "someone@example.org" lacks "/office/access"
GET /office/access
403
POST /office/access.csv reason=x
403
POST /office/access/review month=2020-01 finding=x
403
as admin
GET /office/people/$person
200 has "/office/access?person=$person"
GET /office/access
200 has "officer" has "Read" has "Changed" lacks "someone@example.org" has "127.0.0.0/24"
GET /office/access?person=$person
200 has "officer"
GET /office/access?person=nobody-of-that-name
200 has "Nothing fits these filters."
GET /office/access?account=$account:officer
200 has "Changed"
GET /office/access?account=$account:admin
200 lacks ">officer</td>"
GET /office/access?account=x
422 field account = error.not-an-id
GET /office/access?month=2020-01
200 has "Nothing fits these filters."
GET /office/access?month=2020-13
422 field month = access.wrong-month
header Accept: application/json
GET /office/access
200 json rows.0.act = "read" json rows.0.network = "127.0.0.0/24"
# Taking it away needs a reason, which is logged as well.
POST /office/access.csv
422 field reason = access.reason-needed
POST /office/access.csv reason="Yearly audit" person=$person
200 has "at,who,network,act,kind,record" has "officer" lacks "someone@example.org"
GET /office/access
200 has "Exported" has "Yearly audit"
# The review of a month that is over; it stays as it is.
POST /office/access/review month=2026-13 finding=x
422 field month = access.wrong-month
POST /office/access/review month=2999-01 finding=x
422 field month = access.not-over
POST /office/access/review month=2020-01
422 field finding = access.finding-needed
POST /office/access/review month=2020-01 finding="All was well."
303 /office/access?done=review
GET /office/access?done=review
200 has "All was well." has "January 2020" has "The review was recorded."
# Erased, it is still told that it was.
GET /office/people/$person/erase
200
keep title = after "<strong class=\"text\">"
POST /office/people/$person/erase typed=$title
303
GET /office/access?person=$person
200 has "Erased"
