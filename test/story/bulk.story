# What is ticked in a list is changed together, told record by record, and taken back
seed cities tie many
keep one = "$organisation:org-01"
keep two = "$organisation:org-02"
keep three = "$organisation:org-03"
as officer
GET /office/organisations
200 has "With those that are ticked" has "type=\"checkbox\" name=\"id\"" has "set type company"
POST /office/organisations/bulk do="set type company" id=$one id=$three
303 /office/bulk/
keep deed = sends Location
GET $deed
200 has "Changed: 2." has "Type: Company" has "Org 01" has "Org 03" has "Undo"
JSON GET /api/v1/organisations/org-01
200 json type = company
# What somebody has changed since is left.
JSON PATCH /api/v1/organisations/org-03 {"name": {"en": "Org 3"}, "revision": 2}
200
POST $deed/undo
303
GET $deed
200 has "This was taken back." has "1 record was changed since" has "Org 3"
JSON GET /api/v1/organisations/org-01
200 json type = university
JSON GET /api/v1/organisations/org-03
200 json type = company
POST $deed/undo
409
POST $deed/redo
303
JSON GET /api/v1/organisations/org-01
200 json type = company
# Hidden, and back.
POST /office/organisations/bulk do=hide id=$one id=$two
303
keep deed = sends Location
GET /office/organisations
200 lacks "Org 01</a>" lacks "Org 02</a>"
POST $deed/undo
303
GET /office/organisations
200 has "Org 01</a>" has "Org 02</a>"
POST /office/organisations/bulk do=hide _all=1 shown=$one shown=$two
303
GET /office/organisations?hidden=1
200 has "set type company" has "value=\"unhide\""
POST /office/organisations/bulk do=unhide id=$one id=$two
303
# As a file.
POST /office/organisations/bulk do=export id=$one id=$two
200 sends Content-Type has "text/csv" has "org-01" has "org-02" lacks "org-03"
# A rule of the kind is a reason, told with the record.
keep tie = "$tie:dongpu"
JSON POST /api/v1/promises {"text": {"en": "Send books"}, "tie": "$tie", "side": "ours", "owner": "Kim", "on": "2024-05-01"}
201
keep promise = json id
POST /office/promises/bulk do="set state done" id=$promise
303
keep deed = sends Location
GET $deed
200 has "Refused: 1." has "Send books" lacks "Undo"
POST /office/promises/bulk do="set public true" id=$promise
303
keep deed = sends Location
GET $deed
200 has "Public: Yes"
POST /office/organisations/bulk do=hide
422
POST /office/organisations/bulk id=$one
422
POST /office/organisations/bulk do="set notes x" id=$one
422
JSON POST /api/v1/organisations/bulk {"ids": ["$one", "nonsense"], "act": "set", "field": "type", "value": "other"}
200 json changed = 1 json refused = 1
keep bulk = json bulk
JSON POST /api/v1/bulk/$bulk/undo {}
200 json state = undone
JSON GET /api/v1/organisations/org-01
200 json type = company
as reader
GET /office/organisations
200 lacks "With those that are ticked"
POST /office/organisations/bulk do=hide id=$one
403
GET $deed
404
