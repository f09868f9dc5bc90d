# What nobody decides on within the term is shown again by the clock, after moderators were reminded
faultless
seed cities tie translated
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
file past.jsonl
|{"kind":"comment","id":"019aa000-0000-7000-8000-000000000001","article":"letters","nickname":"Sora","text":"Blocked long ago","state":"blocked","until":"2024-01-31"}
|{"kind":"comment","id":"019aa000-0000-7000-8000-000000000002","article":"letters","nickname":"Mina","text":"Blocked until later","state":"blocked","until":"2999-01-31"}
|{"kind":"takedown","id":"019aa000-0000-7000-8000-000000000003","comment":"019aa000-0000-7000-8000-000000000001","name":"Hana Kim","relation":"self","ground":"privacy","grounds":"Mine","state":"blocked","stood":"shown","blocked":"2024-01-01T09:00:00+09:00[Asia/Seoul]","ends":"2024-01-31T09:00:00+09:00[Asia/Seoul]","until":"2024-01-31"}
|{"kind":"takedown","id":"019aa000-0000-7000-8000-000000000004","comment":"019aa000-0000-7000-8000-000000000002","name":"Dul Lee","relation":"self","ground":"privacy","grounds":"Mine","state":"blocked","stood":"shown","blocked":"2999-01-01T09:00:00+09:00[Asia/Seoul]","ends":"2999-01-31T09:00:00+09:00[Asia/Seoul]","until":"2999-01-31"}
import @past.jsonl
told 4 0
as guest
GET /en/news/letters
200 lacks "Blocked long ago" lacks "Blocked until later" has "31 January 2024" has "31 January 2999"
work
GET /en/news/letters
200 has "Blocked long ago" lacks "Blocked until later" lacks "31 January 2024" has "31 January 2999"
as editor
JSON GET /api/v1/takedowns/019aa000-0000-7000-8000-000000000003
200 json state = "restored" json how = "clock"
JSON GET /api/v1/takedowns/019aa000-0000-7000-8000-000000000004
200 json state = "blocked" json reminded absent
# It is in the history, by the program itself, and the request is over.
GET /office/takedowns/019aa000-0000-7000-8000-000000000003/history
200 has "Shown again" has "The end of the term"
POST /office/takedowns/019aa000-0000-7000-8000-000000000003/decide act=remove ground=privacy
422 has "cannot follow now (Shown again)"
# Whoever deletes their comment meanwhile has ended it too.
POST /office/comments/019aa000-0000-7000-8000-000000000002 state=removed reason=privacy
303
JSON GET /api/v1/takedowns/019aa000-0000-7000-8000-000000000004
200 json state = "removed" json how = "person"
