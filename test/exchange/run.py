#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
Files of translators through another program's hands: the translate-toolkit
reads what we write, changes it, and we read what it writes.  XLIFF 2, which it
does not know, is held to the OASIS schema and edited as any XML.

	test/exchange/run.py TRY-EXCHANGE
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

from lxml import etree
from translate.storage import tbx, tmx, xliff

program = sys.argv[1]
shared = os.environ.get('GYORYU_SHARED', '')
failed = False

PAIRS = [
    {'from': 'ko', 'to': 'en', 'source': '두 도시는 <친구>다 & 이웃이다.',
     'target': 'The two cities are <friends> & neighbours.',
     'who': '번역가', 'field': 'body'},
    {'from': 'ko', 'to': 'en', 'source': '"둘째"  줄\n셋째\t줄',
     'target': "the 'second'  line\nthird\tline"},
]
TEXTS = [
    {'field': 'title', 'place': 0, 'of': 'aa11', 'source': '제목 <1> & 2',
     'target': 'Title <1> & 2', 'state': 3},
    {'field': 'body', 'place': 0, 'of': 'bb22', 'source': '첫 글.',
     'gap': '## ', 'state': 0, 'note': '짧게'},
    {'field': 'body', 'place': 1, 'of': 'cc33', 'source': '둘째 글.',
     'target': 'The second.', 'state': 1, 'gap': '\n\n'},
]
TERMS = [
    {'id': 't1', 'subject': 'press', 'definition': '도시의 <이름>',
     'forms': [{'lang': 'ko', 'text': '가온시', 'status': 0},
               {'lang': 'en', 'text': 'Gaon & City', 'status': 0}]},
    {'id': 't2', 'subject': 'law', 'definition': '',
     'forms': [{'lang': 'ko', 'text': '조례', 'status': 0},
               {'lang': 'en', 'text': 'ordinance', 'status': 0},
               {'lang': 'en', 'text': 'bylaw', 'status': 1},
               {'lang': 'en', 'text': 'rule', 'status': 2}]},
]


def so(good, what, why=''):
    global failed
    if not good:
        failed = True
        for line in str(why).splitlines()[:12]:
            print('#', line)
    print('ok' if good else 'not ok', what, flush=True)


def run(way, kind, data):
    done = subprocess.run([program, way, kind], input=data,
                          capture_output=True, timeout=60)
    return done.stdout if done.returncode == 0 else None


def write(kind, rows):
    return run('write', kind, json.dumps(rows).encode())


def read(kind, data):
    out = run('read', kind, data)
    return None if out is None else json.loads(out)


def only(rows, *names):
    return [{n: r.get(n) for n in names} for r in rows or []]


def memory():
    ours = write('tmx', PAIRS)
    store = tmx.tmxfile(io.BytesIO(ours), 'ko', 'en')
    so([(u.source, u.target) for u in store.units] ==
       [(p['source'], p['target']) for p in PAIRS],
       'the toolkit reads our TMX', ours.decode())
    store.units[0].target = 'Changed <b>here</b>.'
    store.addtranslation('넷째', 'ko', 'The fourth', 'en')
    back = read('tmx', bytes(store))
    so(only(back, 'source', 'target') ==
       [{'source': PAIRS[0]['source'], 'target': 'Changed <b>here</b>.'},
        {'source': PAIRS[1]['source'], 'target': PAIRS[1]['target']},
        {'source': '넷째', 'target': 'The fourth'}],
       'we read the TMX that it writes', back)
    so(back and back[0].get('who') == '번역가' and
       back[0].get('field') == 'body',
       'what we alone know comes through it', back)
    fresh = tmx.tmxfile(sourcelanguage='ko', targetlanguage='en')
    fresh.addtranslation('가', 'ko', 'a', 'en')
    so(only(read('tmx', bytes(fresh)), 'from', 'to', 'source', 'target') ==
       [{'from': 'ko', 'to': 'en', 'source': '가', 'target': 'a'}],
       'we read a TMX that it has made, with its document type',
       bytes(fresh).decode())
    dtd = os.path.join(shared, 'data/xliff-tmx/tmx/tmx14.dtd')
    with open(dtd, 'rb') as file:
        rules = etree.DTD(file)
    so(rules.validate(etree.fromstring(ours)),
       'our TMX is valid by its DTD', rules.error_log)


def record_old():
    ours = write('xliff12', TEXTS)
    store = xliff.xlifffile.parsestring(ours)
    units = [u for u in store.units if not u.isheader()]
    so([(u.source, u.target) for u in units] ==
       [(t['source'], t.get('target')) for t in TEXTS],
       'the toolkit reads our XLIFF 1.2', ours.decode())
    units[1].target = 'The first.'
    back = read('xliff', bytes(store))
    names = ('field', 'place', 'of', 'source')
    so(only(back, *names) == only(TEXTS, *names) and
       back[1].get('target') == 'The first.',
       'we read the XLIFF that it writes, place by place',
       bytes(store).decode())


def record():
    ours = write('xliff', TEXTS)
    folder = os.path.join(shared, 'data/xliff-tmx/xliff22-schemas')
    with tempfile.NamedTemporaryFile(suffix='.xlf') as file:
        # The schema is that of 2.2, of which 2.0 is a part.
        file.write(ours.replace(b'document:2.0', b'document:2.2')
                   .replace(b'version="2.0"', b'version="2.2"'))
        file.flush()
        done = subprocess.run(
            ['xmllint', '--nonet', '--noout', '--schema',
             'xliff_core_2.2.xsd', file.name], cwd=folder,
            env={**os.environ, 'XML_CATALOG_FILES': 'catalog.xml'},
            capture_output=True, text=True)
    so(done.returncode == 0, 'our XLIFF 2 is valid by the schema',
       done.stderr + ours.decode())
    tree = etree.fromstring(ours)
    space = '{urn:oasis:names:tc:xliff:document:2.0}'
    for segment in tree.iter(space + 'segment'):
        if segment.find(space + 'target') is None:
            etree.SubElement(segment, space + 'target').text = 'The first.'
            segment.set('state', 'translated')
    back = read('xliff', etree.tostring(tree, encoding='utf-16'))
    names = ('field', 'place', 'of', 'source')
    so(only(back, *names) == only(TEXTS, *names) and
       back[1]['target'] == 'The first.' and back[1]['state'] == 1,
       'it comes back from other hands, in another encoding too', back)


def terms():
    ours = write('martif', TERMS)
    store = tbx.tbxfile(io.BytesIO(ours), 'ko', 'en')
    so([(u.getid(), u.source, u.target) for u in store.units] ==
       [('t1', '가온시', 'Gaon & City'), ('t2', '조례', 'ordinance')],
       'the toolkit reads our terms', ours.decode())
    unit = store.addsourceunit('시장')
    unit.target = 'mayor'
    back = read('terms', bytes(store))
    so(only(back, 'forms')[:2] == only(TERMS, 'forms') and
       # It has languages of its own choice for a new one.
       [f['text'] for f in back[2]['forms']] == ['시장', 'mayor']
       if back else False,
       'we read the terms that it writes', back or bytes(store).decode())
    etree.fromstring(write('tbx', TERMS))
    so(only(read('terms', write('tbx', TERMS)), 'id', 'subject', 'forms') ==
       only(TERMS, 'id', 'subject', 'forms'),
       'terms of the newer TBX come back')
    sheet = write('csv', TERMS)
    rows = list(csv.DictReader(io.StringIO(sheet.decode('utf-8-sig'))))
    so([(r['id'], r['ko'], r['en']) for r in rows] ==
       [('t1', '가온시', 'Gaon & City'),
        ('t2', '조례', 'ordinance|bylaw|!rule')],
       'a sheet of terms is read as one', sheet.decode())
    so(read('terms', sheet) is not None and
       only(read('terms', sheet), 'id', 'forms') ==
       only(TERMS, 'id', 'forms'), 'and comes back')


memory()
record_old()
record()
terms()
sys.exit(failed)
