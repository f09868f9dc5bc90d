# Two editors of one record see both texts, and neither loses any
seed cities tie
keep tie = "$tie:dongpu"
as kim officer
GET /office/ties/$tie/edit
200 has "name=\"_revision\" value=\"1\""
as lee officer
GET /office/ties/$tie/edit
200
POST /office/ties/$tie _revision=1 notes="Lee was here" review=2026-05
303
as kim
POST /office/ties/$tie _revision=1 notes="Kim was here"
409 field notes = error.changed-meanwhile has "<ins>Lee" has "<ins>Kim" has "Kim was here" has "밖에 보이지 않는 메모" \
	has "Someone else was quicker" has "name=\"_revision\" value=\"2\""
# Nothing was saved yet.
JSON GET /api/v1/ties/$tie
200 json notes = "Lee was here" json revision = 2
# Sent again upon what stands now, it holds.
POST /office/ties/$tie _revision=2 notes="Lee and Kim were here" review=2026-05
303
JSON GET /api/v1/ties/$tie
200 json notes = "Lee and Kim were here" json revision = 3 json review = 2026-05
# Two who change different fields do not meet.
as lee
POST /office/ties/$tie _revision=3 review=2027 notes="Lee and Kim were here"
303
as kim
POST /office/ties/$tie _revision=3 review=2026-05 notes="Only the notes"
303
JSON GET /api/v1/ties/$tie
200 json notes = "Only the notes" json review = 2027 json revision = 5
# Nor two languages of one text.
as lee
POST /office/ties/$tie _revision=5 label.ko="하늘–동푸 자매결연" label.en="By Lee"
303
as kim
POST /office/ties/$tie _revision=5 label.ko="김이 씀" label.en="Haneul–Dongpu sister cities"
303
JSON GET /api/v1/ties/$tie
200 json label.texts.en.segments.0.text = "By Lee" json label.texts.ko.segments.0.text = "김이 씀"
