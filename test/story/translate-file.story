# A record's texts go out as XLIFF and TMX and come back; what does not fit is told, and nothing signed is written over
seed cities tie
as editor
POST /office/articles headline.ko="협약" body.ko="두 도시는 협약을 맺었다. 학생들이 오갔다."
303 /office/articles/
keep article = location
POST /office/articles/$article/translate from=ko to=en at=headline.0 text="Agreement" act=sign
303
GET /office/articles/$article/translate.xlf?from=ko&to=en
200 sends Content-Type has "xliff" has "두 도시는 협약을 맺었다." has "Agreement" has "version=\"2.0\""
GET /office/articles/$article/translate.xlf?from=ko&to=en&version=1.2
200 has "version=\"1.2\""
GET /office/articles/$article/translate.tmx?from=ko&to=en
200 has "<tmx" has "Agreement" lacks "오갔다"
file back.tmx
|<?xml version="1.0" encoding="UTF-8"?>
|<tmx version="1.4"><header srclang="ko" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="t" creationtoolversion="1"/><body>
|<tu><tuv xml:lang="ko"><seg>두 도시는 협약을 맺었다.</seg></tuv><tuv xml:lang="en"><seg>The two cities signed an agreement.</seg></tuv></tu>
|<tu><tuv xml:lang="ko"><seg>협약</seg></tuv><tuv xml:lang="en"><seg>Convention</seg></tuv></tu>
|<tu><tuv xml:lang="ko"><seg>없는 문장.</seg></tuv><tuv xml:lang="en"><seg>Not there.</seg></tuv></tu>
|</body></tmx>
POST /office/articles/$article/translate/tmx from=ko to=en file=@back.tmx
200 has "Taken" has "Signed off meanwhile" has "No such sentence here" has "Not there."
GET /office/articles/$article/translate?from=ko&to=en
200 has "The two cities signed an agreement." has "Agreement" lacks "Convention"
file other.xlf
|<?xml version="1.0"?>
|<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ko" trgLang="en"><file id="f"><unit id="u"><segment><source>다른 글</source><target>Another</target></segment></unit></file></xliff>
POST /office/articles/$article/translate/xliff from=ko to=en file=@other.xlf
422
file hostile.xlf
|<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
|<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ko" trgLang="en"><file id="f"><unit id="u"><segment><source>&b;</source></segment></unit></file></xliff>
POST /office/articles/$article/translate/xliff from=ko to=en file=@hostile.xlf
422
POST /office/articles/$article/translate/xliff from=ko to=en
422
as reader
POST /office/articles/$article/translate/xliff from=ko to=en file=@other.xlf
403
# A file of this very text comes back, taken where the source is the same.
file one.jsonl
|{"kind": "article", "id": "01890000-0000-7000-8000-0000000000aa", "slug": "letters", "headline": {"ko": "편지가 오갔다"}, "lead": {"ko": "오늘의 일"}}
import article @one.jsonl
told 1 0
file back.xlf
|<?xml version="1.0" encoding="UTF-8"?>
|<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ko" trgLang="en">
|<file id="article-01890000-0000-7000-8000-0000000000aa" xml:space="preserve" canResegment="no">
|<unit id="headline"><segment id="0-f75b6d77793f5efe"><source>편지가 오갔다</source><target>Letters were exchanged</target></segment></unit>
|<unit id="lead"><segment id="0-0000000000000000"><source>어제의 일</source><target>Of yesterday</target></segment></unit>
|</file></xliff>
as editor
POST /office/articles/01890000-0000-7000-8000-0000000000aa/translate/xliff from=ko to=en file=@back.xlf
200 has "Taken" has "The source has changed since" has "Of yesterday"
GET /office/articles/01890000-0000-7000-8000-0000000000aa/translate?from=ko&to=en
200 has "Letters were exchanged" has "Unchecked" lacks "Of yesterday"
