# Lists are filtered, sorted and paged, and keep their place while others write
seed cities tie many
as officer
GET /office/organisations?limit=5
200 has "Next" has "12 records"
GET /office/organisations?f.type=company
200 has "Org 02</a>" lacks "Org 01</a>"
GET /office/organisations?sort=-name&limit=5
200 has "Org 12</a>" lacks "Org 01</a>"
GET /office/organisations?limit=0
422
GET /office/organisations?sort=address
422
JSON GET /api/v1/organisations?limit=5&sort=name
200 json items.4.slug = org-05 json items.5 absent json next has "after="
keep next = json next
JSON POST /api/v1/organisations {"slug": "org-00", "name": {"en": "Org 00"}, "type": "other"}
201
JSON GET $next
200 json items.0.slug = org-06 json items.4.slug = org-10
keep next = json next
JSON GET $next
200 json items.1.slug = org-12 json items.2 absent json next = null
JSON GET /api/v1/organisations?f.city=$city:haneul
200 json items.0.slug = org-01 json items.1 absent
GET /office/ties?from.since=2005&until.since=2005
200 has "Haneul–Dongpu"
GET /office/ties?from.since=2006
200 lacks "Haneul–Dongpu" has "Nothing fits these filters."
GET /office/ties?from.since=nonsense
422
