# A person sets a password by a link, once, and is in
seed cities
as admin
POST /office/accounts login=newone called="Park Dami" roles=officer language=zh
303
keep id = "$account:newone"
GET /office/accounts/$id
200 has "/office/accounts/$id/invite" has "Make an invitation link"
POST /office/accounts/$id/invite
200 has "/office/welcome/" has "Give this link to Park Dami" has ">Park Dami</a>"
keep link = after "/office/welcome/"
GET /office/accounts/$id
200 lacks "$link"
# Only administrators make one.
as officer
POST /office/accounts/$id/invite
403
# The person's own language, unless they choose another.
as guest
from 203.0.113.9
GET /office/welcome/$link
200 has "newone" has "设置密码"
header Accept-Language: ja
GET /office/welcome/$link
200 has "设置密码"
GET /office/welcome/$link?lang=en
200 has "Set the password"
POST /office/welcome/$link new=short
422 field new = password.short
POST /office/welcome/$link new="a long new password"
303 /office/
GET /office/?lang=en
200
# It is used up.
as stranger
from 203.0.113.10
GET /office/welcome/$link?lang=en
410 says invitation.used
POST /office/welcome/$link new="yet another password"
410 says invitation.used
JSON GET /office/welcome/$link
404 says invitation.used
GET /office/welcome/wrong?lang=en
404 says invitation.wrong
# For a forgotten password: a new link puts the older one out, and whoever
# was in is out, programs too.
as admin
POST /office/accounts/$id/invite
200
keep older = after "/office/welcome/"
POST /office/accounts/$id/invite
200
keep newer = after "/office/welcome/"
as guest
POST /office/account/token label=script
200 has "gyoryu_"
keep token = after "class=\"key\">gyoryu_"
as stranger
GET /office/welcome/$older?lang=en
410 says invitation.over
POST /office/welcome/$newer new="a third long password"
303 /office/
as guest
GET /office/
303 /office/sign-in
as stranger
header Authorization: Bearer gyoryu_$token
JSON GET /api/v1/cities
401 says error.token
# An account that is switched off is nobody's to enter.
as admin
POST /office/accounts/$id/invite
200
keep last = after "/office/welcome/"
POST /office/accounts/$id _revision=1 active=false
303
POST /office/accounts/$id/invite
409 says invitation.closed
as stranger
GET /office/welcome/$last?lang=en
404 says invitation.wrong
# A second step stays asked for, unless the administrator ends it.
as lee officer
GET /office/account
200
keep key = after "class=\"key\">"
keep sealed = after "name=\"key\" value=\""
keep code = totp $key
POST /office/account/totp-on key=$sealed code=$code
303
as admin
POST /office/accounts/$account:lee/invite
200
keep link = after "/office/welcome/"
as stranger
POST /office/welcome/$link new="a fourth long password"
303 /office/sign-in
as admin
POST /office/accounts/$account:lee/invite totp=1
200
keep link = after "/office/welcome/"
as stranger
POST /office/welcome/$link new="a fifth long password"
303 /office/
faultless
# Guessing is slowed down.
as stranger
from 198.51.100.7
GET /office/welcome/a
404
GET /office/welcome/b
404
GET /office/welcome/c
404
GET /office/welcome/d
404
GET /office/welcome/e
404
GET /office/welcome/f
404
GET /office/welcome/g
404
GET /office/welcome/h
404
GET /office/welcome/i
404
GET /office/welcome/j
404
GET /office/welcome/k
404
GET /office/welcome/l
404
GET /office/welcome/m
404
GET /office/welcome/n
404
GET /office/welcome/o
404
GET /office/welcome/p
404
GET /office/welcome/q
404
GET /office/welcome/r
404
GET /office/welcome/s
404
GET /office/welcome/t
404
GET /office/welcome/u
429 says sign-in.wait
