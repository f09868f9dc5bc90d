# A comment and the use of its number are one act: where it fails, both are undone
seed cities tie translated
keep article = "$article:letters"
as chief admin
POST /office/offices name.en="Haneul Exchange" zone=Asia/Seoul comments=none
303
as guest
keep sealed = number $article
keep digits = digits $sealed $article
POST /en/news/letters/comments nickname=Mina password=four text="Whole or not at all" sealed=$sealed number=$digits
303 /en/news/letters
GET /en/news/letters
200 has "Whole or not at all"
