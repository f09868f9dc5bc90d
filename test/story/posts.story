# A post has its title once in each language and one holder at a time; what is dated bears the title of its day
seed cities tie people
as officer
POST /office/posts name.en="Mayor of Haneul" name.ko=하늘시장 name.zh=天空市市长 public=true
422 field city = post.wrong-where
POST /office/posts name.en="Mayor of Haneul" name.ko=하늘시장 name.zh=天空市市长 public=true city=$city:haneul precedence=1
303 /office/posts/
keep post = location
POST /office/people name.en="Ahn First" public=true posts.0.post=$post posts.0.held=2014-07-01/2022-06-30 \
	names.0.language=en names.0.form="AHN FIRST" names.0.kind=passport
303 /office/people/
keep first = location
POST /office/people name.en="Bae Second" public=true posts.0.post=$post posts.0.held=2022-01/..
422 field posts.0.held = person.wrong-held has "Ahn First" has "/office/people/$first/edit#f-posts"
POST /office/people name.en="Bae Second" public=true posts.0.held=2022-07-01/..
422 field posts.0.post = person.wrong-post
POST /office/people name.en="Bae Second" public=true posts.0.post=$post posts.0.held=2010/2015 \
	posts.1.post=$post posts.1.held=2012/..
422 field posts.1.held = person.wrong-twice
POST /office/people name.en="Bae Second" public=true posts.0.title.en=Councillor posts.0.held=2018/2022-06 \
	posts.1.post=$post posts.1.held=2022-07-01/..
303 /office/people/
keep second = location
JSON GET /office/people/$second
200 json names_called.forms.0.title = 하늘시장
GET /office/people/$second
200 has "Councillor" has "Mayor of Haneul" has "하늘시장" has "天空市市长"
GET /office/posts/$post
200 has "Ahn First" has "Bae Second"
# A letter of 2019 and a visit of 2019 keep the titles of 2019.
POST /office/letters subject.en="Greetings" tie=$tie:dongpu direction=out type=notice on=2019-03-02 state=sent \
	reply=none signatory=$second addressee=$first
303 /office/letters/
keep letter = location
JSON GET /office/letters/$letter
200 json party.lines.0.name = "Bae Second" json party.lines.0.title = Councillor \
	json party.lines.1.title = "Mayor of Haneul" json party.lines.1.passport = "AHN FIRST"
POST /office/letters/$letter signed_as.en="On behalf of the mayor" _revision=1
303 /office/letters/
GET /office/letters/$letter
200 has "On behalf of the mayor" has "2 March 2019"
POST /office/exchanges name.en="Visit" type=visit-in on=2023-05-02/2023-05-03 members.0.person=$second members.0.role=host
303 /office/exchanges/
keep visit = location
JSON GET /office/exchanges/$visit
200 json party.lines.0.title = "Mayor of Haneul" json party.lines.0.label = Host
as reader
JSON GET /office/letters/$letter
200 json party.lines.1.passport = ""
# The public sees the post, and who holds it.
as guest
JSON GET /api/v1/posts/$post
200 json title = 하늘시장 json precedence = 1
