# A tie goes from state to state by acts, each with its day and its reason
seed cities tie
keep tie = "$tie:dongpu"
as reader
GET /office/ties/$tie/state
403
POST /office/ties/$tie/state state=suspended on=2020 reason=x
403
as editor
POST /office/ties/$tie/check on=2025-12-10 finding=x
403
as officer
# Only what may follow is offered.
GET /office/ties/$tie/state
200 has "s-suspended" has "s-dormant" has "s-ended" lacks "s-candidate" lacks "s-intent" lacks "s-resumed"
POST /office/ties/$tie/state state=resumed on=2024
422 field state = tie.wrong-order
POST /office/ties/$tie/state state=candidate on=2024
422 field state = tie.wrong-order
POST /office/ties/$tie/state state=asleep on=2024
422 field state = error.not-a-choice
POST /office/ties/$tie/state on=2024
422 field state = error.required
POST /office/ties/$tie/state state=dormant
422 field on = error.required
POST /office/ties/$tie/state state=dormant on=yesterday
422 field on = error.not-a-date has "yesterday"
POST /office/ties/$tie/state state=dormant on=2999
422 field on = tie-act.wrong-future
# An act before the one that it would have to follow.
POST /office/ties/$tie/state state=suspended on=2001 reason="Too early"
422 field state = tie.wrong-order
POST /office/ties/$tie/state state=suspended on=2020~
422 field reason = tie.wrong-reason
POST /office/ties/$tie/state state=suspended on=2020~ reason="The pandemic" grounds=disaster
303 /office/ties/$tie
GET /office/ties/$tie
200 has "Suspended" has "The pandemic" has "Disaster or epidemic"
# To end it needs both grounds and reason.
POST /office/ties/$tie/state state=ended on=2024-01
422 field reason = tie.wrong-reason field grounds = tie.wrong-grounds
POST /office/ties/$tie/state state=ended on=2024-01 reason="Nobody came"
422 field grounds = tie.wrong-grounds
POST /office/ties/$tie/state state=resumed on=2024-11-07 reason="By invitation" source="The press"
303
as guest
GET /en/ties/dongpu
200 has "By invitation" has "The press"
# The form and programs cannot write them.
as officer
POST /office/ties/$tie _revision=3 states.0.state=sister states.0.on=1999
422 field states = error.not-yours
as program token officer
JSON PATCH /api/v1/ties/$tie {"revision": 3, "states": []}
422 field states = error.not-yours
JSON POST /api/v1/ties/$tie/state {"state": "dormant"}
422 field on = error.required
JSON POST /api/v1/ties/$tie/state {"state": "dormant", "on": "2026-01"}
200 json state = dormant json revision = 4
JSON POST /api/v1/ties/$tie/check {"on": "2026-02-01", "finding": "Nothing happened", "review": "2027-02-01"}
200 json review = 2027-02-01
# A yearly check.
as officer
GET /office/ties/$tie/check
200 has "Finding"
POST /office/ties/$tie/check on=2025-12-10
422 field finding = error.required
POST /office/ties/$tie/check on=2025-12-10 finding="All is being done" review=someday
422 field review = error.not-a-date has "All is being done"
POST /office/ties/$tie/check on=2025-12-10 finding="All is being done" review=2026-12-10
303 /office/ties/$tie
GET /office/ties/$tie
200 has "All is being done"
# A promise is begun with what is known filled in.
GET /office/promises/new?tie=$tie&side=ours
200 has "value=\"$tie\" selected" has "value=\"ours\" selected"
GET /office/ties/$tie/history
200 has "By invitation"
