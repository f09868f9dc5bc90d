# Who works in another language than the one that was given sets it oneself
seed cities
as guest
POST /office/account/language language=ja
401
as kim officer
GET /office/account
200 has "Language of pages and mails" has "lang=\"ja\""
# None that there is not, and none at all is no choice.
POST /office/account/language language=xx
422 field language = error.not-a-language
POST /office/account/language language=ja
303 /office/account?done=language
GET /office/account?done=language
200 has "言語を変更しました" has "value=\"ja\" lang=\"ja\" selected"
POST /office/account/language language=en
303
GET /office/account
200 has "Language of pages and mails"
