# One's own account: password, second step, tokens
seed cities
as kim officer
GET /office/account
200 has "kim"
POST /office/account/password login=kim password="not my password" new="another long password"
422 says sign-in.wrong
POST /office/account/password login=kim password="correct horse battery" new=short
422 field new = password.short
POST /office/account/password login=kim password="correct horse battery" new="another long password"
303 /office/account?done=password
GET /office/account?done=password
200 has "Your password was changed"
# A token is shown once, and opens the API.
POST /office/account/token
422 field label = error.required
POST /office/account/token label="my script"
200 has "gyoryu_" has "my script"
keep token = after "class=\"key\">gyoryu_"
GET /office/account
200 has "my script" lacks "gyoryu_$token"
keep id = after "name=\"token\" value=\""
as stranger
header Authorization: Bearer gyoryu_$token
JSON POST /api/v1/cities {"name": {"en": "By script"}, "country": "KR"}
201
as kim
POST /office/account/token-end token=$id
303
as stranger
header Authorization: Bearer gyoryu_$token
JSON POST /api/v1/cities {"name": {"en": "By script"}, "country": "KR"}
401 says error.token
# The second step.
as kim
GET /office/account
200
keep key = after "class=\"key\">"
keep sealed = after "name=\"key\" value=\""
POST /office/account/totp-on key=$sealed code=000000
422 field code = sign-in.code-wrong
keep code = totp $key
POST /office/account/totp-on key=$sealed code=$code
303 /office/account?done=totp-on
POST /office/sign-out
303
POST /office/sign-in login=kim password="another long password"
422 field code = sign-in.code-needed
POST /office/sign-in login=kim password="another long password" code=$code
422 field code = sign-in.code-wrong
keep code = totp $key 1
POST /office/sign-in login=kim password="another long password" code=$code
303 /office/
POST /office/account/totp-off login=kim password="another long password" code=000000
422 field code = sign-in.code-wrong
as lee officer
GET /office/account
200
keep key = after "class=\"key\">"
keep sealed = after "name=\"key\" value=\""
keep code = totp $key -1
POST /office/account/totp-on key=$sealed code=$code
303
# Another key does not take its place without the password.
POST /office/account/totp-on key=$sealed code=$code
409
keep code = totp $key
POST /office/account/totp-off login=lee password="correct horse battery" code=$code
303
POST /office/sign-out
303
POST /office/sign-in login=lee password="correct horse battery"
303
