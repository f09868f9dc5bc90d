# Where an office asks for it, what is published and signed was seen by two
seed cities tie
as admin
POST /office/offices name.en=Office approval=true
303
as writer editor
POST /office/articles headline.en="Spring visit" body.en="They came." state=published
422 field state = error.not-yours
POST /office/articles headline.en="Spring visit" body.en="They came."
303
keep article = location
GET /office/articles/$article
200 has "Ask for approval"
POST /office/articles/$article/ask note="For Monday."
303 /office/articles/$article
GET /office/articles/$article
200 has "Waiting for approval, asked by writer on" lacks "/ask\""
POST /office/articles/$article/ask
409 says approval.waits
POST /office/articles/$article/state state=published
422 field state = approval.needed
JSON GET /api/v1/approvals
200 json items.0.state = "asked" json items.0.step = "article-published" json items.0.asker = "writer"
keep asked = json items.0.id
GET /office/approvals/$asked
200 has "For Monday." has "Take the request back" lacks "/grant\""
POST /office/approvals/$asked/grant
403
JSON POST /api/v1/approvals {"step": "article-published", "subject": "x", "state": "granted"}
403
# The record went on: what was asked for is not what stands there now.
POST /office/articles/$article body.en="They came on Monday." _revision=1
303
as head approver
GET /office/approvals/$asked
200 has "Spring visit" has "/grant\"" has "/refuse\""
POST /office/approvals/$asked/grant
409 says approval.changed-since
as writer
GET /office/articles/$article
200 has "/ask\""
POST /office/articles/$article/ask
303
JSON GET /api/v1/approvals?f.state=asked
200 json items.1 absent
keep asked = json items.0.id
# Refusing needs a reason; then it is over.
as head
POST /office/approvals/$asked/refuse
422 field why = approval.why-needed
POST /office/approvals/$asked/refuse why="The date is wrong."
303 /office/approvals/$asked
GET /office/approvals/$asked
200 has "The date is wrong." lacks "/grant\""
POST /office/approvals/$asked/grant
409 says approval.decided-already
# Taken back by who asked, and by nobody else.
as writer
JSON POST /office/articles/$article/ask {"note": "Again."}
201 json state = "asked"
keep asked = json id
as head
POST /office/approvals/$asked/withdraw
403 says approval.not-own
as writer
POST /office/approvals/$asked/withdraw
303
JSON POST /office/articles/$article/ask {}
201
keep asked = json id
# Granted: published by the approver, who writes no articles.
as guest
GET /en/news/spring-visit
404
as head
GET /office/articles/$article/edit
403
POST /office/approvals/$asked/grant
303
JSON GET /api/v1/approvals/$asked
200 json state = "granted" json decider = "head"
GET /office/articles/$article/history
200 has "Changed by head"
as guest
GET /en/news/spring-visit
200 has "They came on Monday."
as writer
POST /office/articles/$article/ask
409 says approval.not-asked-for
POST /office/articles/$article body.en="They came on a Monday." _revision=3
422 field state = approval.held
# Nobody grants their own asking, approver or not.
as both editor approver
POST /office/articles headline.en="Own story" body.en="So."
303
keep own = location
JSON POST /office/articles/$own/ask {}
201
keep asked = json id
POST /office/approvals/$asked/grant
403 says approval.own
# An approver who writes it may publish at once.
POST /office/articles/$own/state state=published
303
# A letter is signed so; what has no gate cannot be asked for.
as kim officer
POST /office/letters subject.en=Hello tie=$tie:dongpu direction=out type=thanks on=2026-01-05 state=signed
422 field state = approval.needed
POST /office/letters subject.en=Hello tie=$tie:dongpu direction=out type=thanks on=2026-01-05 state=draft
303
keep letter = location
POST /office/letters/$letter/ask
303
POST /office/cities/$city:dongpu/ask
404
as reader
POST /office/letters/$letter/ask
403
# Not fit for it: the approver is told what is wrong.
as writer
POST /office/articles headline.en="Empty"
303
keep empty = location
JSON POST /office/articles/$empty/ask {}
201
keep asked = json id
as head
JSON POST /office/approvals/$asked/grant {}
422 field body = article.wrong-body
# The gate is no affair of a partner, who reads what was shared with them.
as kim
POST /office/letters subject.en=Shared tie=$tie:dongpu direction=out type=thanks on=2026-01-05 state=draft shared=true
303
keep shared = location
as friend partner
GET /office/letters/$shared
404
as admin
POST /office/accounts/$account:friend _revision=1 ties=$tie:dongpu
303
as friend
GET /office/letters/$shared
200 has "Shared" lacks "/ask\""
# Where it is switched off, nobody asks.
as admin
JSON GET /api/v1/offices
200
keep office = json items.0.id
POST /office/offices/$office _revision=1 approval=false
303
as writer
POST /office/articles/$empty body.en="Now there is." _revision=1
303
POST /office/articles/$empty/state state=published
303
