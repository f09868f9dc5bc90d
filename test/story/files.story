# A picture is kept once, shown to all who may see its article, and says what is on it
seed cities tie
as editor
POST /office/articles headline.en="A picture" body.en="Text." picture=@demo/picture.png
422 field picture_credit = article.wrong-credit field picture_alt = article.wrong-alt
file virus.exe cp949
|그림이 아니다
POST /office/articles headline.en="A picture" body.en="Text." picture=@virus.exe
422 field picture = error.file-kind has "A picture"
file nothing.png utf-8
POST /office/articles headline.en="A picture" body.en="Text." picture=@nothing.png
422 field picture = error.file-empty
file letter.txt
|Only words
POST /office/articles headline.en="A picture" body.en="Text." picture=@letter.txt \
	picture_credit.en="The office" picture_alt.en="Two hills"
422 field picture = article.wrong-picture
POST /office/articles headline.en="A picture" body.en="Text." picture=@demo/picture.png \
	picture_credit.en="The office" picture_alt.en="Two hills"
303 /office/articles/
keep article = location
JSON GET /api/v1/articles/$article
200 json picture.type = image/png json picture.name = picture.png
keep digest = json picture.digest
GET /files/$digest/picture.png
200 sends Content-Type = image/png
# While it is a draft, the picture is staff's.
as guest
GET /files/$digest/picture.png
404
as editor
POST /office/articles/$article/state state=published
303
as guest
GET /en/news/a-picture
200 has "/files/$digest/picture.png" has "alt=\"Two hills\"" has "The office"
GET /files/$digest/picture.png
200 sends Content-Type = image/png sends Cache-Control has ""
GET /files/0000000000000000000000000000000000000000000000000000000000000000/picture.png
404
# A size is the picture itself until a job has drawn it.
GET /files/$digest/picture.png?w=480&as=webp
200 sends Content-Type = image/png sends Cache-Control = "private, max-age=60"
work
GET /files/$digest/picture.png?w=480&as=webp
200 sends Content-Type = image/webp sends Cache-Control = "public, max-age=86400"
GET /files/$digest/picture.png?w=480
200 sends Content-Type = image/jpeg
GET /files/$digest/picture.png?w=481
200 sends Content-Type = image/png
GET /en/news/a-picture
200 has "w=480&amp;as=webp 480w" has "w=960 960w"
