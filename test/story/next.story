# Signing in leads to a page of this server and nowhere else
seed cities
as kim officer
POST /office/sign-out
303
GET /office/sign-in?next=https://evil.example/
200 lacks "evil.example"
POST /office/sign-in login=kim password="correct horse battery" next=https://evil.example/
303 /office/
POST /office/sign-out
303
POST /office/sign-in login=kim password="correct horse battery" next=//evil.example/
303 /office/
POST /office/sign-out
303
POST /office/sign-in login=kim password="correct horse battery" "next=/\\evil.example"
303 /office/
POST /office/sign-out
303
POST /office/sign-in login=kim password="correct horse battery" next=/office/cities
303 /office/cities
