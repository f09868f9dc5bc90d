# A city is found by each of its names, in any script; what is hidden never is
seed cities tie people
as guest
GET /ko/search?q=%EB%8F%99%ED%91%B8
200 has "/ko/cities/dongpu"
GET /ko/search?q=동포
200 has "/ko/cities/dongpu"
GET /ko/search?q=东浦
200 has "/ko/cities/dongpu"
GET /en/search?q=dongpu
200 has "/en/cities/dongpu"
GET /en/search?q=TUNGPOO
200 has "/en/cities/dongpu"
GET /en/search?q=tung
200 has "/en/cities/dongpu"
GET /ko/search?q=하늘
200 has "/ko/cities/haneul" has "/ko/ties/dongpu"
GET /en/search?q=nothing+like+it
200 has "Nothing fits"
GET /en/search
200
GET /en/search?q=%22%27%2A%28NEAR%29+OR
200
GET /en/search?q=<script>alert(1)</script>
200 lacks "<script>alert"
# Staff notes and people who are not public are staff's.
GET /ko/search?q=메모
200 lacks "/ko/ties/dongpu"
GET /ko/search?q=이주무
200 lacks "이주무</a>"
as reader
GET /office/search?q=이주무
200 has "/office/people/"
GET /office/search?q=자매결연
200 has "/office/ties/"
JSON GET /api/v1/search?q=dongpu&kind=city
200 json results.0.kind = city json results.1 absent
as guest
JSON GET /api/v1/search?q=dongpu
200 json results.0.title has "동푸"
JSON GET /api/v1/search?q=이주무
200 json results.0 absent
as officer
POST /office/cities/$city:dongpu/hide
303
as guest
GET /ko/search?q=东浦
200 lacks "/ko/cities/dongpu"
GET /en/search?q=tung
200 lacks "/en/cities/dongpu"
as officer
GET /office/search?q=tung
200 lacks "Dongpu</a>"
# How many of each kind, as links; an exact number finds its letter.
GET /office/search?q=하늘
200 has "kind=tie" has "href=\"#results\""
GET /office/search?q=하늘&kind=tie
200 has "/office/ties/" lacks "/office/cities/"
keep tie = "$tie:dongpu"
JSON POST /api/v1/letters {"subject": {"ko": "초청 서한"}, "tie": "$tie", "direction": "out", "type": "invitation", "on": "2024-05-01", "number": "교류협력과-2024-0123"}
201
GET /office/search?q=교류협력과-2024-0123
200 has "초청 서한"
GET /office/search?q=2024-0123
200 has "초청 서한"
as guest
GET /ko/search?q=하늘&kind=tie
200 has "/ko/ties/dongpu" lacks "/ko/cities/haneul"
GET /ko/search?q=교류협력과-2024-0123
200 lacks "초청 서한"
