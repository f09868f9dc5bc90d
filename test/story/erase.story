# What is erased is gone for good, from its history too; that it was stays
seed cities people
keep clerk = "$person:clerk"
as officer
GET /office/people/$clerk/erase
403
as admin
GET /office/people/$clerk/erase
200 has "Lee Clerk"
POST /office/people/$clerk/erase typed="Someone else"
422 field typed = office.erase-differs has "Someone else"
POST /office/people/$clerk/erase typed="Lee Clerk"
303 /office/people
GET /office/people
200 lacks "Lee Clerk"
GET /office/people/$clerk/history
200 has "erased" lacks "clerk@example.org" lacks "Lee Clerk"
GET /office/people/$clerk
200 has "Erased" lacks "clerk@example.org" lacks "Lee Clerk"
JSON PATCH /api/v1/people/$clerk {"revision": 2, "name": {"en": "Again"}}
404
GET /office/search?q=Clerk
200 lacks "Lee Clerk"
as guest
JSON GET /api/v1/people/$clerk
404
GET /en/search?q=Clerk
200 lacks "Lee Clerk"
