# One says where mail goes and how often, for oneself
seed cities
as guest
POST /office/account/notices mail=kim@example.org notices=digest
401
as kim officer
GET /office/account
200 has "This server sends no mail at present" has "A daily digest"
# Not without an address, nor with what is none, nor a choice that there is not.
POST /office/account/notices mail= notices=digest
422 field mail = error.required
POST /office/account/notices mail="no address" notices=once
422 field mail = error.not-a-mail has "value=\"no address\""
POST /office/account/notices mail="kim@example.org\nBcc: all@example.org" notices=once
422 field mail = error.not-a-mail
POST /office/account/notices mail=kim@example.org notices=hourly
422
POST /office/account/notices mail=kim@example.org notices=digest
303 /office/account?done=notices
GET /office/account?done=notices
200 has "Your choice of notices was saved" has "value=\"kim@example.org\"" has "value=\"digest\" selected"
# It is personal: an administrator sees it, and that is noted; others do not.
as admin
GET /office/accounts/$account:kim
200 has "kim@example.org" has "A daily digest"
readings $account:kim >= 1
as lee officer
GET /office/accounts/$account:kim
404
# And switched off again.
as kim
POST /office/account/notices mail= notices=none
303
GET /office/account
200 lacks "kim@example.org" has "value=\"none\" selected"
