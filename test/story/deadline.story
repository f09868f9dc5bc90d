# Each member of a mixed delegation has the deadlines of their own class
seed cities tie people
as officer
GET /office/rules/samples
200 has "Korea: trips of council members (2025 model rule)" has "Unverified"
POST /office/rules/samples
422 field sets = rule-set.wrong-none
POST /office/rules/samples sets=kr-civil sets=kr-council
303 /office/rules/samples
GET /office/rules/samples
200 has "Taken in"
# Once is enough.
POST /office/rules/samples sets=kr-civil
303
JSON GET /api/v1/rules
200 json items.7.id has "0189" json items.8 absent
POST /office/people name.en="Park Chair" name.ko="박의장"
303
keep chair = location
POST /office/exchanges name.en="Spring visit" type=visit-out state=planned on=2027-04-20/2027-04-23 \
	ties=$tie:dongpu \
	members.0.person=$person:mayor members.0.class=elected-head members.0.role=head \
	members.1.person=$chair members.1.class=council \
	members.2.person=$person:clerk members.2.class=civil members.2.side=$city:haneul
303 /office/exchanges/
keep visit = location
JSON GET /api/v1/exchanges/$visit/deadlines
200 json items.0.on = "2027-03-06" json items.0.class = "council" json items.0.who.0 = "Park Chair"
json items.0.why = "45 days before departure (20 Apr 2027)"
json items.0.name = "Publish the plan on the website" json items.0.act_by = "5 Mar 2027" json items.0.off = "Saturday"
json items.1.on = "2027-03-16" json items.1.name = "Residents have had ten days to comment"
json items.2.on = "2027-03-21" json items.2.class = "council" json items.2.off = "Sunday"
json items.3.on = "2027-05-08" json items.3.class = "council" json items.3.why = "within 15 days of return (23 Apr 2027)"
json items.4.on = "2027-05-23" json items.4.class = "civil" json items.4.who.0 = "Lee Clerk"
json items.5.on = "2027-05-23" json items.5.class = "elected-head" json items.5.who.0 = "Kim Mayor"
json items.6.on = "2027-06-22" json items.6.class = "council" json items.7 absent
GET /office/exchanges/$visit
200 has "Publish the plan on the website" has "Park Chair" has "6 Mar 2027" has "Mark as done"
GET /office/deadlines
200 has "Spring visit" has "Publish the plan on the website" has "File and register the report of the trip"
GET /office/deadlines?class=civil&tie=$tie:dongpu
200 lacks "Publish the plan on the website" has "File and register the report of the trip"
# Done is done, on its day; and what is counted from it goes with it.
keep rule = "01890000-0000-7000-8000-000000902001"
POST /office/exchanges/$visit/filing rule=$rule on=soon
422 field on = deadline.wrong-day
POST /office/exchanges/$visit/filing rule=$rule on=2199-01-01
422 field on = deadline.wrong-future
POST /office/exchanges/$visit/filing on=2026-01-05
422 says deadline.wrong-rule
POST /office/exchanges/$visit/filing rule=$rule on=2026-01-05 note="On the city's page" next=/office/deadlines
303 /office/deadlines
JSON GET /api/v1/exchanges/$visit/deadlines
200 json items.0.on = "2026-01-15" json items.0.why has "was done" json items.0.is_late = true
json items.1.state = "done" json items.1.done = "2026-01-05"
JSON GET /api/v1/deadlines
200 json items.0.on = "2026-01-15" json items.1.on = "2027-03-21"
POST /office/exchanges/$visit/filing-undo rule=$rule
303 /office/exchanges/$visit
JSON GET /api/v1/exchanges/$visit/deadlines
200 json items.0.state = "open" json items.1.on = "2027-03-16"
# A date that is only a month gives an estimate.
POST /office/exchanges/$visit _revision=3 on=2027-05
303
JSON GET /api/v1/exchanges/$visit/deadlines
200 json items.0.on = "2027-03-17" json items.0.approximate = true json items.0.why has "May 2027"
# Those who may not write may look; others not even that.
as reader
GET /office/deadlines
200 lacks "Mark as done"
POST /office/exchanges/$visit/filing rule=$rule
403
GET /office/rules/samples
403
as guest
GET /office/deadlines
303 /office/sign-in
JSON GET /api/v1/exchanges/$visit/deadlines
401
