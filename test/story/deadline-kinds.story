# Rules also watch over agreements, gifts, letters and promises, and working days are those of their country
seed cities tie
as officer
POST /office/rules name.en="Answer the letter" applies=letter class=any counted_from=begin days=10 counting=working country=KR source.en="Our own rule" active=true
303
POST /office/rules name.en="Declare the gift" applies=gift class=any counted_from=begin days=0 counting=calendar source.en="Act" active=true
303
POST /office/rules name.en="Look at it again" applies=promise class=any counted_from=end days=-30 counting=calendar source.en="Our own rule" active=true
303
POST /office/rules name.en="Report the signing" applies=agreement class=any counted_from=begin days=50 counting=calendar source.en="Ordinance" active=true
303
POST /office/rules name.en="Switched off" applies=letter class=any counted_from=begin days=1 counting=calendar source.en="None" active=false
303
POST /office/letters subject.en="Come and see us" tie=$tie:dongpu direction=in type=invitation on=2026-09-14 state=received reply=owed-by-us received=2026-09-18
303 /office/letters/
keep letter = location
# Chuseok, 24 to 26 September 2026, is not counted; Foundation Day is made up for.
JSON GET /api/v1/letters/$letter/deadlines
200 json items.0.on = "2026-10-07" json items.0.why = "within 10 working days (South Korea) of receipt (18 Sept 2026)" json items.1 absent
POST /office/gifts item.en="A vase" tie=$tie:dongpu direction=received on=2026-11-01
303 /office/gifts/
keep gift = location
JSON GET /api/v1/gifts/$gift/deadlines
200 json items.0.on = "2026-11-01" json items.0.why = "on receipt (1 Nov 2026)"
POST /office/gifts/$gift declared=2026-11-03 _revision=1
303
JSON GET /api/v1/gifts/$gift/deadlines
200 json items.0.state = "done-late"
POST /office/promises text.en="Ten homes" tie=$tie:dongpu side=ours owner=Kim on=2026-10-01 due=2027-03-31
303 /office/promises/
keep promise = location
JSON GET /api/v1/promises/$promise/deadlines
200 json items.0.on = "2027-03-01" json items.0.off = "March First Day"
# A gift that was given away asks for nothing.
POST /office/gifts item.en="A pen" tie=$tie:dongpu direction=given on=2026-11-01
303 /office/gifts/
keep pen = location
JSON GET /api/v1/gifts/$pen/deadlines
200 json items.0 absent
JSON GET /api/v1/cities/haneul/deadlines
200 json items.0 absent
# A day that the government has made a holiday moves what is counted.
POST /office/holidays name.en="Made a holiday" country=KR on=2026-09-28 type=holiday
303
JSON GET /api/v1/letters/$letter/deadlines
200 json items.0.on = "2026-10-08"
GET /office/deadlines
200 has "Answer the letter" lacks "Switched off" lacks "Declare the gift"
