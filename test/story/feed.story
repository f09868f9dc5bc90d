# Calendars can be subscribed to: the public's by all, one's own at a secret address
seed cities tie
as kim officer
POST /office/exchanges name.en="Spring visit" type=visit-in state=planned on=2027-04-20/2027-04-23 ties=$tie:dongpu public=true place.en=Haneul
303
POST /office/exchanges name.en="Kept to ourselves" type=talks state=planned on=2027-04-20 ties=$tie:dongpu
303
POST /office/rules name.en="Ask for the rooms" applies=visit-in class=any counted_from=begin days=-20 counting=calendar source.en="Our own rule" active=true
303
as guest
GET /en/calendar.ics
200 has "BEGIN:VCALENDAR" has "SUMMARY:Spring visit" has "DTSTART;VALUE=DATE:20270420" has "DTEND;VALUE=DATE:20270424" lacks "Kept to ourselves" lacks "Ask for the rooms"
sends Content-Type has "text/calendar" sends Cache-Control has "max-age"
GET /ko/ties/dongpu/calendar.ics
200 has "SUMMARY:Spring visit"
GET /ko/ties/nowhere/calendar.ics
404
# One's own: with what is not public, and with deadlines.
as kim
GET /office/account
200 has "Make a secret address"
POST /office/account/feed
200 has "/feeds/"
keep token = after "/feeds/"
GET /office/account
200 has "Replace it by a new one" lacks "/feeds/"
as guest
GET /feeds/$token
200 has "SUMMARY:Spring visit" has "Kept to ourselves" has "Deadline: Ask for the rooms" has "DTSTART;VALUE=DATE:20270331"
sends Cache-Control has "no-store" sends Content-Type has "text/calendar"
GET /feeds/nobody-knows-this-one.ics
404
# A new address puts the old one out; and it can be ended.
as kim
POST /office/account/feed
200
keep other = after "/feeds/"
as guest
GET /feeds/$token
404
GET /feeds/$other
200
as kim
POST /office/account/feed-end
303 /office/account?done=feed-end
GET /office/account?done=feed-end
200 has "no longer works" has "Make a secret address"
as guest
GET /feeds/$other
404
