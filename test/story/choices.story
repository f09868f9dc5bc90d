# Roles are ticked, several at once, and read as they were written before
seed cities
as admin
GET /office/accounts/new
200 has "type=\"checkbox\" name=\"roles\" value=\"officer\""
# A list's text is as good as boxes.
POST /office/accounts login=onetwo called="One two" roles="editor officer" language=en
303
keep one = "$account:onetwo"
GET /office/accounts/$one
200 has "Officer" has "Editor"
GET /office/accounts/$one/edit
200 has "value=\"officer\" checked" has "value=\"editor\" checked" lacks "value=\"admin\" checked"
POST /office/accounts/$one _revision=1 roles="" roles=reader roles=partner
303
JSON GET /api/v1/accounts/$one
200 json roles.0 = "reader" json roles.1 = "partner" json roles.2 absent
JSON PATCH /api/v1/accounts/$one {"revision": 2, "roles": ["approver", "reader"]}
200 json roles.0 = "reader" json roles.1 = "approver"
JSON PATCH /api/v1/accounts/$one {"revision": 3, "roles": ["wizard"]}
422 field roles = error.not-a-choice
JSON PATCH /api/v1/accounts/$one {"revision": 3, "roles": [1]}
422 field roles = error.wrong-kind
# Filtered by one of them, and in a table.
GET /office/accounts?f.roles=approver
200 has "One two"
GET /office/accounts?f.roles=editor
200 lacks "One two"
JSON GET /api/v1/accounts?f.roles=wizard
422 field roles = error.not-there
GET /office/accounts.csv?f.roles=approver
200 has "reader approver"
# None is none.
POST /office/accounts/$one _revision=3 roles=""
303
JSON GET /api/v1/accounts/$one
200 json roles absent
GET /office/accounts/$one/history
200 has "Reader"
