# A name has its forms in each language; a locked one is to be used as it stands, and any form finds the record
seed cities tie
as officer
GET /office/cities/$city:dongpu
200 has "동푸시" has "Locked" has "Tungpoo" has "Variant"
JSON GET /office/cities/$city:dongpu
200 json names_called.forms.0.form = 동푸시 json names_called.forms.0.locked = true json names_called.forms.2.form = 东浦市
keep row = json names_called.forms.0.row
# What is refused, at its row.
POST /office/cities name.en="Elsewhere" country=KR \
	names.0.language=en names.0.form="Elsewhere" names.0.kind=passport \
	names.1.language=qx names.1.form="Aliud" \
	names.2.language=ko names.2.form=딴시 names.3.language=ko names.3.form=다른시 \
	wikidata=42 geonames=one
422 field names.0.form = names.wrong-passport field names.1.language = names.wrong-language \
	field names.3.valid = names.wrong-clash has "딴시" \
	field wikidata = city.wrong-wikidata field geonames = city.wrong-geonames
# Locked: the text stays; unlocking asks why, and history keeps it.
JSON PATCH /api/v1/cities/$city:dongpu {"revision": 1, "names": [{"id": "$row", "form": "동포시"}]}
422 field names.0.form = names.wrong-locked has "동푸시"
POST /office/cities/$city:dongpu/names/unlock row=$row
422 says names.wrong-reason
POST /office/cities/$city:dongpu/names/unlock row=none reason="A mistake"
404
POST /office/cities/$city:dongpu/names/unlock row=$row reason="The city changed its spelling"
303 /office/cities/
GET /office/cities/$city:dongpu/history
200 has "The city changed its spelling"
POST /office/cities/$city:dongpu/names/lock row=$row reason="Settled by letter"
303 /office/cities/
JSON GET /office/cities/$city:dongpu
200 json names_called.forms.0.locked = true
as reader
POST /office/cities/$city:dongpu/names/unlock row=$row reason="Only looking"
403
# Any form finds it: as it was met, in another script, as a reading.
JSON GET /office/cities/find?q=tungpoo
200 json results.0.value = $city:dongpu json results.0.matched = Tungpoo
JSON GET /office/cities/find?q=동포
200 json results.0.value = $city:dongpu json results.0.matched = 동포
JSON GET /office/cities/find?q=東浦
200 json results.0.matched = 东浦市
JSON GET /office/cities/find?q=nowhere
200 json results.0 absent
JSON GET /office/cities/find?q=
422 field q = error.required
JSON GET /api/v1/search?q=Tungpoo
200 json results.0.id = $city:dongpu
as guest
GET /office/cities/find?q=동포
303 /office/sign-in
