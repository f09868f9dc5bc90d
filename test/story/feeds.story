# What leaves the house: feeds, site maps, the press kit, press letters
seed cities tie
as editor
POST /office/articles headline.ko="교류가 다시 열렸다" headline.en="The exchange is open again" \
	body.ko="첫 문장." body.en="The first sentence." ties=$tie:dongpu slug=open-again
303 /office/articles/
keep article = location
as guest
# Before publication there is nothing.
GET /ko/news/feed.atom
200 has "<feed xmlns=" lacks "<entry" sends Content-Type has "application/atom+xml"
GET /ko/news/open-again/kit.zip
404
as editor
GET /ko/news/open-again/kit.zip
200 sends Content-Type has "application/zip" sends Cache-Control has "no-store"
GET /office/articles/$article
200 has "kit.zip" lacks "/press\""
POST /office/articles/$article/state state=published
303
as guest
GET /ko/news/feed.atom
200 has "교류가 다시 열렸다" has "xml:lang=\"ko\"" has "urn:uuid:" sends Cache-Control has "max-age"
GET /en/news/feed.rss
200 has "The exchange is open again" has "<guid isPermaLink=\"false\">" sends Content-Type has "application/rss+xml"
GET /en/news/feed.json
200 json version has "jsonfeed.org/version/1.1" json items.0.title has "open again" sends Content-Type has "application/feed+json"
GET /en/ties/dongpu/feed.atom
200 has "open again"
GET /en/ties/dongpu/feed.rss
200 has "open again"
GET /en/ties/dongpu/feed.json
200 has "open again"
GET /en/ties/nowhere/feed.json
404
GET /en/news/open-again/kit.zip
200 sends Content-Disposition has "open-again.zip"
GET /en/news/open-again
200 has "feed.atom" has "hreflang=\"x-default\"" has "og:locale:alternate"
GET /sitemap.xml
200 has "<sitemapindex" has "/sitemap-news.xml"
GET /sitemap-pages.xml
200 has "/ko/ties/dongpu" has "hreflang=\"x-default\""
GET /sitemap-news.xml
200 has "/ko/news/open-again"
GET /news-sitemap.xml
200 has "<news:title>교류가 다시 열렸다"
GET /robots.txt
200 has "Disallow: /office/" has "Sitemap: "
# Staff see what would be sent; without a mail server nothing is.
as editor
POST /office/journalists name="Jo Reporter" mail=jo@example.org language=en state=on
422 field agreed = journalist.wrong-agreed field agreed_how = journalist.wrong-agreed
POST /office/journalists name="Jo Reporter" mail=jo@example.org language=en state=on agreed=2026-01-02 agreed_how="By letter"
303 /office/journalists/
keep jo = location
GET /office/articles/$article/press
200 has "Jo Reporter" has "open-again" lacks "jo@example.org"
POST /office/articles/$article/press
409
POST /office/journalists/$jo/invite
409
GET /office/articles/$article
200 has "/press\""
as officer
GET /office/journalists
404
POST /office/articles/$article/press
403
# The press list is nobody's to see, and its links cannot be guessed.
as guest
GET /en/press-list/$jo/0123456789abcdef0123456789abcdef
404
POST /en/press-list/$jo/0123456789abcdef0123456789abcdef what=leave
404
JSON GET /api/v1/journalists
404
# With a mail server letters go out, once; they are waited for no more.
mail
as editor
POST /office/articles/$article/press
303 /office/articles/
JSON POST /office/articles/$article/press {}
200 json letters = 0
POST /office/journalists name="Wait Er" mail=wait@example.org language=en
303 /office/journalists/
keep wait = location
GET /office/journalists/$wait
200 has "/invite"
POST /office/journalists/$wait/invite
303
# Who is asked agrees by their own link, and leaves by it.
list-link $wait
as guest
GET $link
200 has "Would you like" has "noindex"
tokenless
POST $link what=join
200 has "You are sent press letters"
tokenless
POST $link List-Unsubscribe=One-Click
200 has "no more press letters"
as editor
GET /office/articles/$article/press
200 lacks "Wait Er"
# Taken back, it leaves a grave in Atom and nothing elsewhere.
as editor
POST /office/articles/$article/state state=recalled reason.en="Not confirmed"
303
as guest
GET /en/news/feed.atom
200 has "<at:deleted-entry" has "Not confirmed" lacks "<entry"
GET /en/news/feed.json
200 lacks "open again"
GET /en/news/open-again/kit.zip
404
