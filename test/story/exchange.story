# A visit has its days, its stops with local times, and who was there
seed cities tie people
as officer
POST /office/exchanges name.en="Autumn visit" type=visit-out state=planned on=2024-11-07/2024-11-08 \
	ties=$tie:dongpu public=true \
	itinerary.0.on=2024-11-07 itinerary.0.start=9:00
422 field itinerary.0.start = exchange.wrong-time has "9:00"
POST /office/exchanges name.en="Autumn visit" type=visit-out state=planned on=2024-11-07/2024-11-08 \
	itinerary.0.on=2024-11-07 itinerary.0.start=11:00 itinerary.0.end=10:00
422 field itinerary.0.end = exchange.wrong-hours
POST /office/exchanges name.en="Autumn visit" type=visit-out state=planned on=2024-11-07/2024-11-08 \
	itinerary.0.on=2024-11-09
422 field itinerary.0.on = exchange.wrong-day
POST /office/exchanges name.en="Autumn visit" type=visit-out state=planned on=2024-11-07/2024-11-08 \
	ties=$tie:dongpu public=true ours=6 place.en=Dongpu \
	itinerary.0.on=2024-11-07 itinerary.0.start=09:30 itinerary.0.venue.en="City hall" \
	itinerary.1.on=2024-11-08 itinerary.1.start=10:00 itinerary.1.venue.en="The university" \
	members.0.person=$person:mayor members.0.role=head
303 /office/exchanges/
keep visit = location
GET /office/exchanges/$visit
200 has "Autumn visit" has "City hall" has "The university" has "09:30" has "Kim Mayor"
as guest
GET /en/ties/dongpu
200 has "Autumn visit" has "The university"
# A row that is ticked goes, and the others stay.
as officer
GET /office/exchanges/$visit/edit
200 has "City hall"
JSON GET /api/v1/exchanges/$visit
200 json itinerary.1.venue.texts.en.segments.0.text = "The university"
keep row0 = json itinerary.0.id
keep row1 = json itinerary.1.id
POST /office/exchanges/$visit _revision=1 itinerary.0.id=$row0 itinerary.0._remove=1 \
	itinerary.1.id=$row1 itinerary.1.on=2024-11-08 itinerary.1.start=10:00
303
JSON GET /api/v1/exchanges/$visit
200 json itinerary.0.id = $row1 json itinerary.1 absent json name.texts.en.segments.0.text = "Autumn visit"
# What is not public is nobody's to see.
POST /office/exchanges/$visit _revision=2 public=false
303
as guest
GET /en/ties/dongpu
200 lacks "Autumn visit"
JSON GET /api/v1/exchanges/$visit
404
