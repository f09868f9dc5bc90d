# An article is read beside its original, sentence by sentence, and every sentence says whose it is
seed cities tie
as editor
JSON POST /api/v1/articles {"slug": "port", "headline": {"ko": "항구가 열렸다", "en": {"text": "The port opened", "origin": "machine", "by": "engine A", "from": "ko"}}, "byline": {"ko": "교류팀"}, "body": {"original": "ko", "ko": "# 소식\n\n시장이 항구를 열었다. 배가 들어왔다.\n\n- 사람이 **많았다**.\n- 날이 맑았다.", "en": {"text": "# News\n\nThe mayor opened the port. A ship came in.\n\n- There were **many** people.\n- The day was clear.", "origin": "machine", "by": "engine A", "from": "ko"}}}
201
keep article = json id
JSON POST /api/v1/articles/$article/state {"state": "published"}
200
as guest
GET /en/news/port
200 has "class=\"s s1\"" has "its-tool=\"engine A\"" has "The mayor opened the port." has "배가 들어왔다." \
	has "Translated by machine (engine A) and not yet checked" has "/en/news/port?view=original" has "Read the original" \
	has "Machine, unchecked" has "Sentences 1–2" has "article.css" has "tabindex=\"0\">A ship came in.</span>" \
	has "<strong><span class=\"s s1\" its-tool=\"engine A\">many</span></strong>" lacks "Original changed"
# The original alone, the translation alone, another language beside it.
GET /en/news/port?view=original
200 has "배가 들어왔다." lacks ">A ship came in." has "Written in Korean"
GET /en/news/port?view=translation
200 has "A ship came in." lacks ">배가 들어왔다."
GET /en/news/port?beside=no
200 has "A ship came in." lacks ">배가 들어왔다."
GET /ko/news/port
200 has "배가 들어왔다." lacks ">A ship came in."
GET /ko/news/port?view=both
200 has "배가 들어왔다." has "A ship came in."
GET /ko/news/port?beside=en
200 has "A ship came in."
GET /en/news/port?view=nothing&beside=xx
200 has "A ship came in."
# What is public is so in JSON too.
JSON GET /api/v1/articles/$article
200 has "\"gap\"" has "engine A" lacks "checked_by"
# A sentence of the original changes: it is told in the same request, of that sentence alone.
as editor
JSON PATCH /api/v1/articles/$article {"revision": 2, "body": {"ko": "# 소식\n\n시장이 항구를 열었다. 배 두 척이 들어왔다.\n\n- 사람이 **많았다**.\n- 날이 맑았다."}}
200
as guest
GET /en/news/port
200 has "class=\"s s2 old\"" lacks "class=\"s s1 old\"" has "Original changed" has "not yet translated anew: sentence 2" \
	has "A ship came in."
# Translated anew by a person, it is not.
as editor
JSON PATCH /api/v1/articles/$article {"revision": 3, "body": {"en": "# News\n\nThe mayor opened the port. Two ships came in.\n\n- There were **many** people.\n- The day was clear."}}
200
POST /office/articles/$article/checked field=body lang=en _revision=4
303
as guest
GET /en/news/port
200 has "its-person=" has "its-tool=\"engine A\" its-rev-person=" lacks " old\"" has "Checked by"
# Half a translation is not given to readers, but to those who ask for it.
as editor
JSON POST /api/v1/articles {"slug": "half", "headline": {"ko": "반"}, "body": {"original": "ko", "ko": "하나다.\n\n둘이다.\n\n셋이다.", "en": "One.\n\nTwo."}}
201
keep half = json id
JSON POST /api/v1/articles/$half/state {"state": "published"}
200
as guest
GET /en/news/half
200 has "Two." has "셋이다."
# Nothing that is written becomes markup.
as editor
JSON POST /api/v1/articles {"slug": "markup", "headline": {"ko": "표"}, "body": {"original": "ko", "ko": "<b>굵게</b> 쓴다. [속임](javascript:alert(1)) 끝이다.", "en": {"text": "<b>Bold</b> it is. [A trick](javascript:alert(1)) ends.", "origin": "machine", "by": "<img src=x>\" onfocus=\"x", "from": "ko"}}}
201
keep markup = json id
JSON POST /api/v1/articles/$markup/state {"state": "published"}
200
as guest
GET /en/news/markup
200 has "&lt;b&gt;Bold" lacks "<b>Bold" lacks "href=\"javascript" lacks "<img src=x"
