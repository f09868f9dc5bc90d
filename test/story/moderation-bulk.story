# What is ticked is decided together, told comment by comment, and taken back as one, but for what somebody touched since
faultless
seed cities tie translated comments
keep one = "01890000-0000-7000-8000-0000000000c1"
keep two = "01890000-0000-7000-8000-0000000000c2"
keep three = "01890000-0000-7000-8000-0000000000c3"
as editor
JSON POST /api/v1/comments/decide {"ids": ["$one", "$two", "$three"], "act": "show"}
200 json changed = 2 json same = 1
GET /office/moderation?tab=all
200 has "type=\"checkbox\" name=\"id\" value=\"$one\"" has "moderate.js"
POST /office/moderation do=hold id=$one id=$two id=$three tab=all
303 /office/moderation?tab=all
GET /office/moderation
200 has "$one" has "$two" has "$three" has "Hold comments: 3" has "/undo"
JSON GET /office/moderation/log
200 json acts.0.says = "Hold comments: 3"
keep deed = json acts.0.href
JSON GET /api/v1/comments/$three
200
keep revision = json revision
JSON PATCH /api/v1/comments/$three {"notes": "Looked at", "revision": $revision}
200
POST $deed/undo next=/office/moderation
303 /office/bulk/
GET $deed
200 has "This was taken back." has "1 record was changed since"
JSON GET /api/v1/comments/$one
200 json state = shown json why absent
JSON GET /api/v1/comments/$three
200 json state = held
POST $deed/redo next=/office/moderation
303
# One that was so already is no act; what cannot be is told.
JSON POST /api/v1/comments/decide {"ids": ["$one", "$two", "nonsense"], "act": "show"}
200 json changed = 2 json refused = 1
JSON POST /api/v1/comments/decide {"ids": ["$one", "$two"], "act": "show"}
200 json changed = 0 json same = 2
JSON POST /api/v1/comments/decide {"ids": [], "act": "show"}
422 says bulk.none
JSON POST /api/v1/comments/decide {"ids": ["$one"], "act": "remove"}
422 field ground = comment.wrong-reason
JSON POST /api/v1/comments/decide {"ids": ["$one", "$two"], "act": "remove", "ground": "repeat", "note": "Once is enough."}
200 json changed = 2
keep bulk = json bulk
as guest
JSON GET /api/v1/comments/$one
404
GET /en/news/letters
200 has "Repetition" has "by an editor"
as approver editor approver
JSON POST /api/v1/bulk/$bulk/undo {}
200 json state = undone
as guest
JSON GET /api/v1/comments/$one
200 json state = shown json said_to_author absent
as reader
JSON POST /api/v1/comments/decide {"ids": ["$one"], "act": "hold"}
403
