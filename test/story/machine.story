# The machine answers for itself: health, counts, robots, description, files of ours
seed cities
GET /healthz
200 has "ok"
GET /metrics
200 has "gyoryu_"
from 203.0.113.7
GET /metrics
403
from 127.0.0.1
GET /robots.txt
200 has "Disallow: /office/"
GET /ko/
200
keep css = after "rel=\"stylesheet\" href=\""
GET $css
200 sends Content-Type has "text/css" sends Cache-Control has "immutable"
keep etag = sends ETag
header If-None-Match: $etag
GET $css
304
GET /static/../secret.key
400
GET /static/nothing.css
404
JSON GET /api/openapi.json
200 json openapi has "3.1" has "/api/v1/ties"
HEAD /ko/
200
GET /ko
308 /ko/
GET /office
308 /office/
