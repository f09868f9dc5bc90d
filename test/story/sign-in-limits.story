# Who tries too many passwords has to wait, even with the right one
# A try that failed with the store counts too.
faultless
seed cities
as kim officer
POST /office/sign-out
303
as guest
GET /office/sign-in
200
POST /office/sign-in login=kim password=wrong-one-here
422 says sign-in.wrong
POST /office/sign-in login=kim password=wrong-one-here
422
POST /office/sign-in login=kim password=wrong-one-here
422
POST /office/sign-in login=kim password=wrong-one-here
422
POST /office/sign-in login=kim password=wrong-one-here
422
POST /office/sign-in login=kim password="correct horse battery"
429 says sign-in.wait sends Retry-After has ""
POST /office/sign-in login=Kim password="correct horse battery"
429
# Others are not kept out by it.
as lee officer
GET /office/
200
