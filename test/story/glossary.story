# The office keeps a glossary; a set of terms comes with the program
seed cities tie
as officer
GET /office/terms
200 has "Glossary"
GET /office/terms/new
200 has "Form to be used" has "Do not translate"
POST /office/terms use=translate
422 field name = error.required
# What is to be used, and what is not.
POST /office/terms name.ko=예방 name.en="courtesy call" name.zh=拜会 use=translate locked=true \
	forms.0.language=en forms.0.form="visit of courtesy" forms.0.use=admitted \
	forms.1.language=en forms.1.form="etiquette visit" forms.1.use=forbidden \
	subject=protocol part=noun definition.en="A polite visit to the head of a body"
303 /office/terms/
keep term = location
GET /office/terms/$term
200 has "courtesy call" has "etiquette visit" has "Also right" has "Not to be used"
POST /office/terms name.ko=답방 name.en="return visit" use=translate \
	forms.0.language=en forms.0.form="return visit" forms.0.use=admitted
422 field forms.0.form = term.wrong-same
# Wording that one partner minds.
POST /office/terms name.ko=동해 name.en="East Sea" use=sensitive tie=$tie:dongpu note.en="Ask before printing"
303 /office/terms/
GET /office/terms?f.use=sensitive
200 has "East Sea" lacks "courtesy call"
GET /office/terms?q=courtesy
200 has "courtesy call"
JSON GET /api/v1/terms?f.use=translate
200 json items.0.name.texts.en.segments.0.text = "courtesy call" json items.1 absent
# The terms that come with the program, once.
GET /office/rules/samples
200 has "115 terms of exchange work"
POST /office/rules/samples sets=glossary
303 /office/rules/samples
GET /office/terms?f.subject=protocol
200 has "order of precedence"
POST /office/rules/samples sets=glossary
303
JSON GET /api/v1/terms?f.subject=trip
200 json items.6.id has "0189" json items.7 absent
# No reader of the public pages sees it.
as guest
JSON GET /api/v1/terms
404
GET /office/terms
303 /office/sign-in
