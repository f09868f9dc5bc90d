# The glossary goes out as TBX and as a sheet, and comes back; what is there already is left
seed cities
as officer
POST /office/terms name.ko="예방" name.en="courtesy call" use=translate
303
GET /office/terms/file
200 has "/office/terms.tbx"
GET /office/terms.tbx
200 has "courtesy call" has "예방" has "<tbx"
GET /office/terms.tbx?old=1
200 has "martif" has "courtesy call"
GET /office/terms/sheet.csv
200 has "courtesy call"
file more.tbx
|<?xml version="1.0" encoding="UTF-8"?>
|<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>t</p></sourceDesc></fileDesc></tbxHeader><text><body>
|<conceptEntry id="c1"><langSec xml:lang="ko"><termSec><term>예방</term></termSec></langSec><langSec xml:lang="en"><termSec><term>courtesy visit</term></termSec></langSec></conceptEntry>
|<conceptEntry id="c2"><langSec xml:lang="ko"><termSec><term>자매결연</term></termSec></langSec><langSec xml:lang="en"><termSec><term>sister-city tie</term></termSec></langSec></conceptEntry>
|</body></text></tbx>
POST /office/terms/file file=@more.tbx
200 has "There already"
GET /office/terms
200 has "sister-city tie" lacks "courtesy visit"
file bad.tbx
|<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><tbx>&a;</tbx>
POST /office/terms/file file=@bad.tbx
422
POST /office/terms/file
422
as reader
GET /office/terms/file
200 lacks "type=\"file\""
POST /office/terms/file file=@more.tbx
403
