# A list is kept under a name, for oneself or for the office
seed cities tie many
as officer
GET /office/organisations?f.type=company&sort=-name
200 has "Save this view"
POST /office/organisations/views?f.type=company&sort=-name name="Companies"
303 /office/organisations?
GET /office/organisations
200 has "Companies" has "/office/organisations?f.type=company&sort=-name"
GET /office/search
200 has "Companies"
POST /office/organisations/views?f.type=company name=""
422
POST /office/organisations/views?f.nothing=1 name="Wrong"
422
as reader
GET /office/organisations
200 lacks "Companies</a>"
POST /office/organisations/views?f.type=other name="Others" shared=1
303
GET /office/organisations
200 has "Others"
as officer
GET /office/organisations
200 has "Others" has "shared" has "Companies"
keep view = after "/office/views/"
POST /office/views/$view
303
GET /office/organisations
200 lacks "Companies</a>" has "Others"
POST /office/views/nonsense/delete
404
as admin
GET /office/organisations
200 has "Others"
keep view = after "/office/views/"
POST /office/views/$view
303
GET /office/organisations
200 lacks "Others</a>"
