# A form without its token, or from another site, changes nothing
seed cities
as officer
GET /office/cities/new
200 has "_csrf"
tokenless
POST /office/cities name.ko=바다시 country=KR
403 has "바다시" says csrf.expired
POST /office/cities _csrf=0000000000000000 name.ko=바다시 country=KR
403 says csrf.expired
header Origin: https://evil.example
POST /office/cities name.ko=바다시 country=KR
403 says csrf.foreign lacks "바다시"
header Sec-Fetch-Site: cross-site
POST /office/cities name.ko=바다시 country=KR
403 says csrf.foreign
GET /office/cities
200 lacks "바다시"
POST /office/cities name.ko=바다시 country=KR
303 /office/cities/
# Another's token is none.
as other officer
GET /office/cities/new
200
keep theirs = after "name=\"_csrf\" value=\""
as officer
POST /office/cities _csrf=$theirs name.ko=섬시 country=KR
403 says csrf.expired
