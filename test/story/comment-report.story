# Readers report a comment; one network counts once, and what a person let stand is not hidden again
faultless
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
keep office = location
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Sora password=sixsix text="Sold cheaply here" sealed=$sealed number=$digits
303
GET /en/news/letters
200 has "Sold cheaply here" has "/report\""
keep id = after "id=\"c-"
GET /en/news/letters/comments/$id/report
200 has "Sold cheaply here" has "Why you report it" has "ask to have it blocked"
POST /en/news/letters/comments/$id/report words="No reason chosen"
422 field reason = error.required has "No reason chosen"
POST /en/news/letters/comments/$id/report reason=nonsense
422 field reason = error.required
# Another site cannot report in its visitors' names.
tokenless
POST /en/news/letters/comments/$id/report reason=advert
403
# One network counts once, whatever it says and however often.
POST /en/news/letters/comments/$id/report reason=advert words="<script>alert(1)</script>"
303 /en/news/letters/comments/$id/report?done=1
GET /en/news/letters/comments/$id/report?done=1
200 has "Your report came in" lacks "Sold cheaply"
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=privacy
303
JSON GET /api/v1/comments/$id
200 json state = "shown" lacks "reported" lacks "alert(1)"
as editor
JSON GET /api/v1/comments/$id
200 json reported = 1
# Three networks: it waits for a person.
as guest
from 198.51.100.7
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=advert
303
GET /en/news/letters
200 has "Sold cheaply here"
from 203.0.113.9
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=other words="Third one"
303
GET /en/news/letters
200 lacks "Sold cheaply here" lacks "Third one"
GET /en/news/letters/comments/$id/report
404
as editor
JSON GET /api/v1/comments/$id
200 json state = "held" json why = "reported" json reported = 3
# A person looks and lets it stand: the reports are settled.
POST /office/comments/$id state=shown
303
JSON GET /api/v1/comments/$id
200 json state = "shown" json reported absent
# hole: reports are no weapon. As many again, and more, only count.
as guest
from 192.0.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
from 192.1.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
from 192.3.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
from 192.4.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters
200 has "Sold cheaply here"
as editor
JSON GET /api/v1/comments/$id
200 json state = "shown" json reported = 4
# Unless its author writes something else beneath that leave.
as guest
POST /en/news/letters/comments/$id password=sixsix what=save text="Now it is abuse"
303
from 192.5.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters
200 lacks "Now it is abuse"
# An office may say that reports never hide anything.
as chief
POST /office/offices/$office report_holds=0
303
as editor
POST /office/comments/$id state=shown text="Other words again"
303
as guest
POST /en/news/letters/comments/$id password=sixsix what=save text="And changed once more"
303
from 192.6.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
from 192.7.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
from 192.8.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters
200 has "And changed once more"
# Too many from one network are asked for patience, and what was typed stays.
from 192.9.2.44
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse
303
GET /en/news/letters/comments/$id/report
200
POST /en/news/letters/comments/$id/report reason=abuse words="Kept as typed"
429 says comment-report.wait has "Kept as typed" sends Retry-After has ""
