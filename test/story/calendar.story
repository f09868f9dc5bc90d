# The calendar is a list, a month and a year; the office's has what is due, too
seed cities tie
as officer
POST /office/exchanges name.en="Spring visit" type=visit-in state=planned on=2027-04-05/2027-04-07 ties=$tie:dongpu public=true
303
POST /office/exchanges name.en="Some day in May" type=talks state=planned on=2027-05 ties=$tie:dongpu public=true
303
POST /office/exchanges name.en="Kept to ourselves" type=talks state=planned on=2027-04-20 ties=$tie:dongpu
303
POST /office/promises text.en="Ten homes" tie=$tie:dongpu side=ours owner=Kim on=2026-10-01 due=2027-04-30
303
POST /office/letters subject.en="Come and see us" tie=$tie:dongpu direction=in type=invitation on=2027-03-14 state=received reply=owed-by-us reply_by=2027-04-15
303
POST /office/plans year=2027 tie=$tie:dongpu state=draft activities.0.activity.en="Choir" activities.0.quarter=second
303
GET /office/calendar?month=2027-04
200 has "Spring visit" has "Kept to ourselves" has "Ten homes" has "Come and see us" has "Choir"
has "Qingming Festival" has "Falls on Qingming Festival (China)" has "<caption>April 2027</caption>"
GET /office/calendar?view=year&year=2027
200 has "Some day in May" has "22 years since the tie began" has "Choir"
GET /office/calendar?view=list
200
GET /office/calendar
200 has "<table class=\"month\">"
as guest
GET /en/calendar?view=month&month=2027-04
200 has "Spring visit" lacks "Kept to ourselves" lacks "Ten homes" has "Falls on Qingming Festival (China)"
has "view=month&month=2027-03" has "view=month&month=2027-05" has "<th scope=\"col\"><abbr title=\"Monday\">Mon</abbr></th>" queries <= 60
GET /en/calendar?view=month&month=2027-05
200 has "Without a fixed day" has "Some day in May" has "Labour Day"
GET /en/calendar?view=year&year=2027
200 has "Some day in May" has "Spring visit" has "Chuseok" has "Mid-Autumn Festival" queries <= 60
GET /ko/calendar?view=month&month=2027-02
200 has "설날 대체공휴일" has "춘절" has "<caption>2027년 2월</caption>"
GET /ja/calendar?view=month&month=2026-09
200 has "秋夕" has "中秋節"
GET /en/calendar
200 has "Coming up" has "Falls on Qingming Festival (China)"
GET /en/calendar?view=month&month=2027-13
422
GET /en/calendar?view=year&year=soon
422
header Accept: application/json
GET /en/calendar?view=month&month=2027-04
200 json of_month.title = "April 2027" json of_month.weeks.1.days.0.entries.0.name.text = "Spring visit"
GET /office/calendar
303 /office/sign-in
