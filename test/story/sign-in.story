# One signs in with name and password, and out again
seed cities
as guest
GET /office/
303 /office/sign-in?next=/office/
GET /office/sign-in?next=/office/ties
200 has "next"
as kim officer
GET /office/
200 has "kim" has "Desk" has "Sign out"
GET /office/sign-in
303 /office/
POST /office/sign-out
303 /en/
GET /office/
303 /office/sign-in
GET /office/sign-in
200
POST /office/sign-in login=kim password="wrong wrong wrong"
422 says sign-in.wrong has "value=\"kim\"" lacks "wrong wrong"
POST /office/sign-in login=nobody password="wrong wrong wrong"
422 says sign-in.wrong
POST /office/sign-in login=kim
422 field password = sign-in.password-needed
POST /office/sign-in password=x
422 field login = sign-in.login-needed
POST /office/sign-in login=KIM password="correct horse battery" next=/office/ties
303 /office/ties
GET /office/ties
200
