# What was kept long enough is shown, and goes when somebody says so
seed cities tie people
as officer
POST /office/retentions name.en=x applies=letter years=1 act=erase source.en=x
403
GET /office/retentions/due
403
POST /office/retentions/run
403
as admin
GET /office/retentions/due
200 has "Nothing has been kept too long."
POST /office/retentions name.en="Letters" applies=letter counted_from=nothing years=5 act=erase source.en="Plan 3"
422 field counted_from = retention.wrong-from
POST /office/retentions name.en="Letters" applies=letter counted_from=on act=erase source.en="Plan 3"
422 field years = retention.wrong-period
POST /office/retentions name.en="Letters" applies=letter counted_from=on years=5 act=clear source.en="Plan 3"
422 field act = retention.nothing-personal
POST /office/retentions name.en="Letters" applies=letter counted_from=on years=5 act=erase only_when=state=lost source.en="Plan 3"
422 field only_when = retention.wrong-when
POST /office/retentions name.en="Letters" applies=letter counted_from=on years=5 act=erase only_when=state=received source.en="Plan 3"
303
POST /office/letters subject.en="Old hello" tie=$tie:dongpu direction=in type=thanks on=2015 state=received
303
keep old = location
POST /office/letters subject.en="New hello" tie=$tie:dongpu direction=in type=thanks on=2999-01-05 state=received
303
POST /office/letters subject.en="Our hello" tie=$tie:dongpu direction=out type=thanks on=2015-02 state=sent
303
GET /office/retentions/due
200 has "Old hello" lacks "New hello" lacks "Our hello" has "Plan 3"
keep pick = after "name=\"pick\" value=\""
# Looked at, or nothing goes.
POST /office/retentions/run pick=$pick
422 field sure = retention.be-sure
POST /office/retentions/run sure=1
422 field pick = retention.none-ticked
POST /office/retentions/run sure=1 pick=$pick pick=nonsense
409 says retention.not-due
GET /office/letters/$old
200 has "Old hello"
POST /office/retentions/run sure=1 pick=$pick
303 /office/retentions/due?done=1
GET /office/retentions/due?done=1
200 has "1 record was dealt with." lacks "Old hello"
GET /office/letters/$old
200 lacks "Old hello"
GET /office/letters/$old/history
200 has "Content erased by admin"
# What is kept for good is never offered.
POST /office/retentions name.en="Papers" applies=document counted_from=on years=1 act=hide source.en="Plan 4"
303
keep papers = location
file one
|a text
POST /office/documents name.en="Old report" type=report on=2010-03-01 file=@one
303
keep report = location
POST /office/documents name.en="Old agreement" type=agreement on=2010-03-01 file=@one
303
POST /office/documents name.en="Old minutes" type=minutes on=2010-03-01 keep=for-good file=@one
303
POST /office/documents name.en="Old plan" type=plan on=2010-03-01 keep=thirty-years file=@one
303
GET /office/retentions/due
200 has "Old report" lacks "Old agreement" lacks "Old minutes" lacks "Old plan"
header Accept: application/json
GET /office/retentions/due
200 json rules.0.rows.0.title = "Old report"
keep pick = json rules.0.rows.0.key
POST /office/retentions/run sure=1 pick=$pick
303
GET /office/documents/$report
200 has "Hidden"
# Personal data alone, out of history too; the rest stays.
POST /office/retentions name.en="Ages" applies=person counted_from=birth years=1 act=clear source.en=x
422 field counted_from = retention.wrong-from
POST /office/retentions/$papers _revision=1 active=false
303
POST /office/retentions name.en="Pictured" applies=document counted_from=on years=2 act=clear only_when=type=picture source.en="Plan 5"
303
keep rule = location
POST /office/documents name.en="Old picture" type=picture on=2012 file=@one \
	people.0.name=Jang people.0.consent=given
303
keep picture = location
GET /office/retentions/due
200 has "Old picture"
header Accept: application/json
GET /office/retentions/due
200 json rules.0.title = "Pictured" json rules.0.act = "clear"
keep pick = json rules.0.rows.0.key
POST /office/retentions/run sure=1 pick=$pick
303
GET /office/documents/$picture
200 has "Old picture" lacks "Jang"
GET /office/documents/$picture/history
200 has "Personal data cleared by admin" lacks "Jang"
GET /office/access
200 has "Personal data cleared" has "Pictured"
GET /office/retentions/due
200 lacks "Old picture"
# A rule that is switched off offers nothing.
POST /office/documents name.en="Other picture" type=picture on=2012 file=@one \
	people.0.name=Jang people.0.consent=given
303
GET /office/retentions/due
200 has "Other picture"
POST /office/retentions/$rule _revision=1 active=false
303
GET /office/retentions/due
200 lacks "Other picture"
