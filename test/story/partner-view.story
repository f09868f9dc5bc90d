# A partner city's officer has a desk of what is shared with them, in their language, and settles their own promises
seed cities tie people
keep tie = "$tie:dongpu"
as admin
POST /office/cities name.en=Seopo country=CN level=city slug=seopo
303
POST /office/ties members=$city:haneul members=$city:seopo tier=friendship label.en="Haneul and Seopo" slug=seopo
303
keep other = "$tie:seopo"
as officer
POST /office/exchanges name.zh="市长来访" type=visit-in on=2031-05 ties=$tie shared=true notes="our notes" \
	members.0.person=$person:clerk members.0.role=secretary members.1.person=$person:mayor members.1.role=head
303 /office/exchanges/
keep shared = location
POST /office/exchanges name.zh="内部预演" type=meeting on=2031-06 ties=$tie
303 /office/exchanges/
keep kept = location
POST /office/exchanges name.zh="西浦来访" type=visit-in on=2031-07 ties=$other shared=true
303
POST /office/promises text.zh="推荐友好学校" tie=$tie side=theirs partner_owner=王 on=2024-11-07 due=2025-03 shared=true
303 /office/promises/
keep theirs = location
POST /office/promises text.zh="恢复互派" tie=$tie side=both owner=Kim partner_owner=王 on=2024-11-07 shared=true
303 /office/promises/
keep both = location
POST /office/promises text.zh="企业名单" tie=$tie side=ours owner=Kim on=2024-11-07 due=2031-03 shared=true
303 /office/promises/
keep ours = location
POST /office/promises text.zh="未共享的承诺" tie=$tie side=theirs partner_owner=王 on=2024-11-07
303 /office/promises/
keep secret = location
POST /office/promises text.zh="公开的承诺" tie=$tie side=theirs partner_owner=王 on=2024-11-07 public=true
303 /office/promises/
keep public = location
POST /office/promises text.zh="西浦的承诺" tie=$other side=theirs partner_owner=李 on=2024-11-07 shared=true
303 /office/promises/
keep foreign = location
POST /office/letters subject.zh="提案函" tie=$tie direction=out type=proposal on=2026-01-05 state=sent reply=owed-by-them shared=true \
	signatory=$person:clerk signed_as.zh="科长" reply_by=2031-01
303 /office/letters/
keep letter = location
POST /office/letters subject.zh="未共享的函" tie=$tie direction=in type=proposal on=2026-01-05 state=received reply=owed-by-us
303
POST /office/plans year=2031 tie=$tie state=proposed shared=true activities.0.activity.zh="学生画展" activities.0.exchange=$kept
303 /office/plans/
# Who has no tie yet is told whom to ask.
as friend partner
GET /office/
200 has "Nothing is shared with you yet" lacks "市长来访" lacks "Coming exchanges"
GET /office/ties/$tie/handover
404
as admin
POST /office/accounts/$account:friend _revision=1 ties=$tie language=zh
303
as friend
GET /office/
200 has "lang=\"zh-Hans\"" has "市长来访" has "与您共享的计划交流" lacks "内部预演" lacks "西浦来访" \
	has "推荐友好学校" has "贵方于2024" has "已逾期" lacks "王五" has "恢复互派" has "双方于2024" \
	has "未定期限" has "企业名单" lacks "未共享的承诺" lacks "西浦的承诺" has "提案函" has "等待贵方答复" \
	lacks "未共享的函" has "2031年交流计划" has "/office/ties/$tie" lacks "/office/radar" lacks "/office/expenses" \
	lacks "/office/rules" has "/office/people" has "/office/letters" lacks "/new\"" queries <= 120
# Records that are shared; people who are not public are not shown.
GET /office/exchanges/$shared
200 has "市长来访" has "未公开" has "Kim Mayor" lacks "Lee Clerk" lacks "이주무" lacks "our notes" lacks "/history" \
	lacks "/edit" lacks "$person:clerk" has "本记录中的“我方”指"
GET /office/letters/$letter
200 has "提案函" has "科长" has "未公开" lacks "Lee Clerk" lacks "이주무" lacks "$person:clerk"
GET /office/exchanges/$kept
404
GET /office/promises/$secret
404
GET /office/promises/$foreign
404
GET /office/people
200 has "Kim Mayor" lacks "Lee Clerk"
GET /office/people/$person:clerk
404
GET /office/people/$person:mayor
200 lacks "mayor@example.org" lacks "shellfish"
# Lists, files and searches hold no more.
GET /office/exchanges
200 has "市长来访" lacks "内部预演" lacks "西浦来访" lacks "/views" lacks "/import"
GET /office/exchanges.csv
200 has "市长来访" lacks "内部预演" lacks "Lee Clerk" lacks "our notes"
GET /office/exchanges.json
200 has "市长来访" lacks "内部预演" lacks "$person:clerk" lacks "our notes" lacks "officer"
GET /office/letters.json
200 has "提案函" lacks "$person:clerk" lacks "未共享的函" lacks "officer"
GET /office/people.json
200 has "Kim Mayor" lacks "Lee Clerk" lacks "M12345678"
GET /office/search?q=来访
200 has "市长来访" has "$shared" lacks "西浦来访"
GET /office/search?q=Clerk
200 lacks "Lee Clerk"
GET /office/search?q=notes
200 lacks "our notes"
# Of another's tie there is the public page, and no ledger.
GET /office/ties
200 has "/office/ties/$tie" has "/zh/ties/seopo" lacks "/office/ties/$other"
GET /office/ties/$tie
200 has "本记录中的“我方”指" has "市长来访" has "学生画展" lacks "内部预演" lacks "$kept" lacks "Lee Clerk"
GET /office/ties/$other
404
GET /office/ties/$other/handover
404
# The hand-over is the partner's, in their language, whatever is asked for.
GET /office/ties/$tie/handover?for=Park
200 has "交流情况说明" has "企业名单" lacks "未共享的承诺" lacks "Park" lacks "for_partner\" value" lacks "Lee Clerk"
GET /office/ties/$tie/handover.pdf
200 has "%PDF"
JSON GET /api/v1/ties/$tie/handover
200 has "交流情况说明" lacks "未共享的承诺" lacks "Lee Clerk"
# The public pages and calendars tell them nothing else.
GET /zh/calendar.ics
200 lacks "内部预演" lacks "西浦来访"
GET /zh/ties/dongpu
200 lacks "内部预演" lacks "Lee Clerk" lacks "our notes"
GET /zh/statistics
200 lacks "Lee Clerk"
GET /office/account
200 has "对方城市负责人" has "/office/people" lacks "/office/jobs"
GET /office/sign-in
303 /office/
# The office's own pages stay shut.
GET /office/ties/$tie/record
403
GET /office/exchanges/$shared/history
403
GET /office/promises/$theirs/edit
403
GET /office/exchanges/new
403
GET /office/calendar
403
GET /office/radar
403 has "没有执行此操作的权限" has "/office/letters"
GET /office/statistics
403
GET /office/jobs
403
GET /office/exchanges/import
403
GET /office/accounts
404
GET /office/expenses
404
GET /office/rules
404
# They write nothing, and are told so.
POST /office/exchanges name.zh="访问" type=meeting on=2031 ties=$tie shared=true
403 has "无权" lacks "访问</h1>"
POST /office/exchanges/$shared _revision=1 shared=false
403
POST /office/exchanges/$shared/hide
403
POST /office/promises/$theirs _revision=1 state=dropped evidence.zh="不做了"
403
POST /office/promises/$ours/hide
403
POST /office/ties/$tie/state state=ended
403
POST /office/exchanges/$shared/checked field=name lang=zh
403
POST /office/exchanges/bulk do=hide id=$shared
403
POST /office/exchanges/views name=x
403
# But that a promise of their side was kept, with how one knows.
GET /office/promises/$ours
200 lacks "/kept"
GET /office/promises/$theirs
200 has "/kept" has "标记为已完成"
POST /office/promises/$theirs/kept evidence=" "
422 has "推荐友好学校"
POST /office/promises/$theirs/kept evidence="已寄送三所学校的名单"
303 /office/promises/$theirs
GET /office/promises/$theirs
200 has "已寄送三所学校的名单" lacks "/kept"
POST /office/promises/$theirs/kept evidence="再次"
409 has "该承诺已经了结"
POST /office/promises/$both/kept evidence="已商定"
303
POST /office/promises/$ours/kept evidence="x"
403 has "您不能标记此承诺"
POST /office/promises/$public/kept evidence="x"
403
POST /office/promises/$secret/kept evidence="x"
404
POST /office/promises/$foreign/kept evidence="x"
404
GET /office/
200 lacks "推荐友好学校" has "企业名单"
as officer
GET /office/promises/$theirs/history
200 has "friend" has "已寄送三所学校的名单"
POST /office/promises/$ours/kept evidence="x"
403
as guest
GET /office/exchanges/$shared
303 /office/sign-in
POST /office/promises/$both/kept evidence="x"
401
# The same holds for their programs.
as admin
POST /office/accounts login=machine called=machine roles=partner language=zh ties=$tie active=true
303
as machine token partner
JSON GET /api/v1/exchanges
200 json items.0.title = "市长来访" json items.1 absent lacks "$person:clerk" lacks "Lee Clerk" lacks "officer" lacks "our notes"
JSON GET /api/v1/letters
200 has "提案函" lacks "未共享的函" lacks "$person:clerk" lacks "officer"
JSON GET /api/v1/people
200 has "Kim Mayor" lacks "Lee Clerk" lacks "mayor@example.org"
JSON GET /api/v1/people/$person:clerk
404
JSON GET /api/v1/search?q=来访
200 has "$shared" lacks "西浦来访"
JSON GET /api/v1/promises
200 has "企业名单" lacks "未共享的承诺" lacks "西浦的承诺"
JSON GET /api/v1/ties/$tie/ledger
200 has "市长来访" lacks "内部预演" lacks "Lee Clerk" lacks "$person:clerk"
JSON GET /api/v1/ties/$other/ledger
404
JSON GET /api/v1/expenses
404
JSON POST /api/v1/exchanges {"name": {"zh": "访问"}, "type": "meeting", "on": "2031", "shared": true}
403
JSON GET /api/v1/exchanges?f.shared=true
200 json items.1 absent
