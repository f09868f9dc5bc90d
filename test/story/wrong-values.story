# Whatever is wrong with a field is said beside it, and what was typed is kept
seed cities tie
as officer
POST /office/cities
422 field name = error.required field country = error.required
POST /office/cities name.ko=가시 country=XX
422 field country = error.not-a-country
POST /office/cities name.ko=가시 country=KR population=many
422 field population = error.not-number has "value=\"many\"" has "value=\"가시\""
POST /office/cities name.ko=가시 country=KR population=-1
422 field population = error.too-small has "value=\"-1\""
POST /office/cities name.ko=가시 country=KR population=99999999999999999999
422 has "99999999999999999999"
POST /office/cities name.ko=가시 country=KR area=1.234
422 field area = error.too-fine has "1.234"
POST /office/cities name.ko=가시 country=KR population_on=2024-13
422 field population_on = error.not-a-date has "2024-13"
POST /office/cities name.ko=가시 country=KR population_on=2024-11-08/2024-11-07
422 field population_on = error.dates-turned has "Population as of: The end"
POST /office/exchanges name.en=x type=visit-out on="2024. 11. 7. ~ 8." itinerary.0.on=2024.11.7. itinerary.0.start=10:00 itinerary.0.end=09:00
422 field itinerary.0.end = exchange.wrong-hours has "Itinerary 1, Until: "
POST /office/cities name.ko=가시 country=KR place.lat=91 place.lon=0
422 field place = error.not-a-place has "91"
POST /office/cities name.ko=가시 country=KR place.lat=37
422 field place = error.not-a-place
POST /office/cities name.ko=가시 country=KR web=javascript:alert(1)
422 field web = error.not-a-web
POST /office/cities name.ko=가시 country=KR slug="Not A Slug"
422 field slug = error.not-a-slug has "Not A Slug"
POST /office/cities name.ko=가시 country=KR slug=dongpu
422 field slug = error.taken
POST /office/cities name.ko=가시 country=KR level=planet
422 field level = error.not-a-choice
POST /office/cities name.ko=가시 country=KR zone=Mars/Olympus
422 field zone = office.wrong-zone has "Mars/Olympus"
POST /office/cities name.ko=가시 country=KR wikidata=Q12345678901234567890123456
422 field wikidata = error.too-long
POST /office/cities name.ko=가시 country=KR names.0.language=zh
422 field names.0.form = error.required
POST /office/cities name.ko=가시 country=KR names.0.language=n! names.0.form=x
422 field names.0.language = error.not-a-language
POST /office/people name.ko=사람 mail=not-a-mail
422 field mail = error.not-a-mail has "not-a-mail"
POST /office/people name.ko=사람 phone=call-me
422 field phone = error.not-a-phone has "call-me"
POST /office/ties tier=sister members=$city:haneul members=01890000-0000-7000-8000-000000000000
422 field members.1 = error.not-there
POST /office/ties tier=sister members=$city:haneul members=nonsense
422 field members.1 = error.not-there
POST /office/cities name.ko=가시 country=KR colour=red
422 field colour = error.unknown-field
POST /office/cities name.ko=가시 country=KR id=5
422 field id = error.unknown-field
POST /office/ties tier=sister members=$city:haneul members=$city:dongpu state=ended
422 field state = error.not-yours
# HTML in a name is text.
POST /office/cities name.ko=<script>alert(1)</script> country=XX
422 lacks "<script>alert(1)</script>" has "&lt;script&gt;"
# Nothing of all this was kept.
JSON GET /api/v1/cities
200 json items.2 absent
