# A table comes in whole or not at all, and says where it is wrong
seed cities
file good.csv
|name.ko,name.en,country,population,names.0.language,names.0.form
|바다시,Bada,KR,3300000,zh,海市
|"섬, 시",Seom,KR,,,
import city @good.csv
told 2 0
as guest
GET /en/cities/bada
200 has "3,300,000"
GET /ko/cities/seom
200 has "섬, 시"
# One line is wrong: nothing comes in, and each fault has its place.
file bad.csv
|name.en,country,population
|Alpha,KR,5
|Beta,XX,5
|Gamma,KR,many
|,KR,1
import city @bad.csv
told 1 3 has "bad.csv:3:6: country" has "bad.csv:4:10: population" has "bad.csv:5:"
GET /en/cities/alpha
404
file columns.csv
|name.en,country,colour
|Alpha,KR,red
import city @columns.csv
told 0 1 has "columns.csv:1:17" has "colour"
file quote.csv
|name.en,country
|"Alpha,KR
import city @quote.csv
told 0 1 has "quote.csv:3:1"
# As a spreadsheet of a Korean office saves it.
file cp949.csv cp949
|name.ko,country
|똠방각하시,KR
import city @cp949.csv
told 1 0
JSON GET /api/v1/cities?sort=name&limit=50
200 has "똠방각하시"
file bom.csv bom
|name.ko;country
|반점시;KR
import city @bom.csv
told 1 0
JSON GET /api/v1/cities?limit=50
200 has "반점시"
# By the labels that a form shows.
file labels.csv
|이름,국가
|이름시,KR
import city @labels.csv
told 1 0
# A line with an id changes its record.
file change.csv
|id,population
|$city:haneul,42
import city @change.csv
told 1 0
JSON GET /api/v1/cities/haneul
200 json population = 42 json revision = 2
# Lines may point at later ones; those that point nowhere are told.
file lines.jsonl
|{"kind": "organisation", "slug": "branch", "name": {"en": "Branch"}, "type": "company", "parent": "mother"}
|{"kind": "organisation", "slug": "mother", "name": {"en": "Mother"}, "type": "company"}
import @lines.jsonl
told 2 0
JSON GET /api/v1/organisations/branch
200 json parent = $organisation:mother
file dangling.jsonl
|{"kind": "organisation", "slug": "lost", "name": {"en": "Lost"}, "type": "company", "parent": "nobody"}
|{"kind": "thing", "name": "x"}
|{"kind": "organisation"
import @dangling.jsonl
told 0 3 has "dangling.jsonl:1:1: parent" has "dangling.jsonl:2:1" has "dangling.jsonl:3:"
JSON GET /api/v1/organisations/lost
404
