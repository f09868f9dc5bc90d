#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
What leaves the house, read by other people's programs: feeds by feedparser and
by the rules of rules.py, site maps, the head of pages, the press kit by
zipfile, press letters by a real SMTP server, pings by a hub.

	test/feeds/run.py

$GYORYU is the program, $GYORYU_SHARED where the validator's cases lie.
"""
import csv
import email
import email.policy
import html
import http.cookiejar
import http.server
import io
import json
import logging
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
import xml.etree.ElementTree as etree
import zipfile

import feedparser
from aiosmtpd.controller import Controller

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402

PROGRAM = os.environ.get('GYORYU', 'build/gyoryu')
CASES = os.path.join(os.environ.get('GYORYU_SHARED', '../shared'),
                     'data/feed-cases')
PASSWORD = 'correct horse battery'
ORIGIN = 'https://news.example.org'
LANGS = {'ko': 'ko', 'en': 'en', 'zh': 'zh-Hans', 'ja': 'ja'}
FORMS = {'atom': 'application/atom+xml', 'rss': 'application/rss+xml',
         'json': 'application/feed+json'}
SITEMAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}'
XHTML = '{http://www.w3.org/1999/xhtml}'
NEWS = '{http://www.google.com/schemas/sitemap-news/0.9}'
HOSTILE = '</script><script>alert(1)</script> & "A<B" ]]> \'q\' é 한 글'
logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')
home = tempfile.TemporaryDirectory(prefix='gyoryu-feeds-')
data = os.path.join(home.name, 'data')
failed = False


def so(that, sentence, *why):
    global failed
    if not that:
        failed = True
        for line in why:
            print('#', str(line)[:600].replace('\n', ' '))
    print('ok' if that else 'not ok', sentence, flush=True)
    return that


# ---- the program ----

def run(*words, **more):
    return subprocess.run([PROGRAM, *words, '--data', data],
                          capture_output=True, text=True, timeout=60, **more)


def must(*words, **more):
    done = run(*words, **more)
    if done.returncode != 0:
        sys.exit(f'# {words[0]}: {done.stderr}\nnot ok {words[0]} works')
    return done.stdout


class Server:
    def __init__(self, port):
        self.child = subprocess.Popen(
            [PROGRAM, 'serve', '--data', data, '--listen', '127.0.0.1:0',
             '--origin', ORIGIN, '--mail', f'smtp://127.0.0.1:{port}',
             '--mail-from', 'office@example.org'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.at = re.search(r'http://\S+', self.child.stdout.readline())[0]
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(30)
        self.child.stdout.close()

    def ask(self, path, body=None, guest=True, **headers):
        if path.startswith(ORIGIN):
            path = path[len(ORIGIN):]
        opener = urllib.request.build_opener() if guest else self.opener
        asked = urllib.request.Request(self.at + path, body, {
            'Origin': ORIGIN, **{k.replace('_', '-'): v
                                 for k, v in headers.items()}})
        try:
            got = opener.open(asked)
        except urllib.error.HTTPError as e:
            got = e
        got.body = got.read()
        return got

    def text(self, path, **more):
        return self.ask(path, **more).body.decode()

    def post(self, form, to, **fields):
        token = re.search(r'name="_csrf" value="([^"]*)"',
                          self.text(form, guest=False))
        fields['_csrf'] = token[1] if token else ''
        return self.ask(to, urllib.parse.urlencode(fields).encode(),
                        guest=False)

    def sign_in(self):
        # The session's cookie is for TLS, as the origin is.
        jar = next(h for h in self.opener.handlers if isinstance(
            h, urllib.request.HTTPCookieProcessor)).cookiejar
        jar.set_policy(http.cookiejar.DefaultCookiePolicy(
            secure_protocols=('http', 'https')))
        self.post('/office/sign-in', '/office/sign-in', login='kim',
                  password=PASSWORD)


def until(there, seconds=20):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if there():
            return True
        time.sleep(0.05)
    return False


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


# ---- the other ends ----

class Box:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(email.message_from_bytes(
            envelope.content, policy=email.policy.default))
        return '250 ok'


class Hub(http.server.BaseHTTPRequestHandler):
    heard = []
    says = 204

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        Hub.heard.append(urllib.parse.parse_qs(body.decode()))
        self.send_response(Hub.says)
        if Hub.says == 302:
            self.send_header('Location', f'{hub_at}/elsewhere')
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *words):
        pass


hub = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Hub)
threading.Thread(target=hub.serve_forever, daemon=True).start()
hub_at = f'http://127.0.0.1:{hub.server_port}'


# ---- what the office has ----

def words(origin='machine', by='engine', **texts):
    """Korean as it was written, others as they came."""
    return {'original': 'ko', **{
        lang: text if lang == 'ko' else {
            'text': text, 'origin': origin, 'by': by, 'from': 'ko'}
        for lang, text in texts.items()}}


def article(slug, hour, **more):
    return {'kind': 'article', 'slug': slug, 'state': 'published',
            'published': f'2026-01-15T{hour:02}:30:00+09:00[Asia/Seoul]',
            'ties': ['dongpu'], **more}


ARTICLES = [
    article('raw', 9, headline=words(ko='기계가 옮긴 기사', en='A machine’s text'),
            body=words(ko='첫 문장이다.', en='The first sentence.')),
    article('person', 10, headline=words('person', 'Lee', ko='사람이 옮긴 기사',
                                         en='A translator’s text'),
            body=words('person', 'Lee', ko='본문 [링크](/ko/ties) 끝.',
                       en='Body with a [link](/en/ties) of ours.'),
            byline={'ko': '홍길동', 'en': 'Hong'},
            lead={'ko': '요약 <b>글</b>', 'en': 'A lead with <b>marks</b>'}),
    article('hostile', 11, headline={'original': 'en', 'en': HOSTILE},
            body={'original': 'en', 'en': 'Text & <script>alert(1)</script> '
                  '[x](javascript:alert(1)) ![y](https://evil.example/y.png)'
                  '\n\n```\n]]>\n```'},
            desk={'original': 'en', 'en': '"><b>desk'}),
]


def office_make():
    must('init')
    must('user', 'add', 'kim', '--roles', 'editor admin officer',
         '--language', 'en', '--password-file', '/dev/stdin',
         input=PASSWORD + '\n')
    path = os.path.join(home.name, 'office.jsonl')
    with open(path, 'w') as out:
        for one in ARTICLES:
            print(json.dumps(one), file=out)
        print(json.dumps({'kind': 'journalist', 'name': 'Jo Reporter',
                          'medium': 'Daily', 'mail': 'jo@example.org',
                          'language': 'en', 'state': 'on', 'agreed':
                          '2026-01-02', 'agreed_how': 'by letter'}), file=out)
        print(json.dumps({'kind': 'journalist', 'name': 'Wait Er', 'mail':
                          'wait@example.org', 'language': 'ko'}), file=out)
        print(json.dumps({'kind': 'journalist', 'name': 'Left', 'mail':
                          'left@example.org', 'language': 'ko',
                          'state': 'left'}), file=out)
    must('import', 'test/story/seed/cities.jsonl', 'test/story/seed/tie.jsonl',
         path)


def hub_set(server):
    with sqlite3.connect(os.path.join(data, 'gyoryu.db')) as db:
        raw = db.execute('SELECT id FROM office').fetchone()[0]
    at = f'/office/offices/{uuid_of(raw)}'
    server.post(f'{at}/edit', at, hub=f'{hub_at}/hub', _revision='1')


# ---- what is told ----

# Elements that we never send, and what a document in general may not do.
NOT_OURS = re.compile(r'cloud|image|scheme|icon|logo|license|itunes|media:|'
                      r'blogChannel|creativeCommons|opml|outline|created|'
                      r'trackback|rdf|admin:|sy:|xhtml:|textInput|'
                      r'element:source|parent:source|generator|tag:bogus|'
                      r'attr:uri|element:b}|ContainsHTML|'
                      r'contributor|content,attr:type')
TRIED = set('DuplicateElement MissingElement InvalidRFC3339Date MissingHref '
            'InvalidRFC2822Date DuplicateAtomLink MissingAttribute NotBlank '
            'SecurityRisk InvalidURN DuplicateEntries InvalidNamespace '
            'SAXError InvalidLanguage InvalidMIMEType InvalidFullLink'.split())


def rules_are_right():
    """Each case about something that we send, by what it is made to show."""
    wrong, tried, sent = [], 0, ('atom/', 'rss20/')
    with open(os.path.join(CASES, 'index.csv'), newline='') as index:
        cases = list(csv.DictReader(index))
    for case in cases:
        no, name = re.match(r'(!?)(\w+)', case['expect']).groups()
        if name not in TRIED or NOT_OURS.search(case['expect']) or \
                not case['file'].startswith(sent):
            continue
        with open(os.path.join(CASES, 'cases', case['file']), 'rb') as f:
            found = rules.events(f.read())
        tried += 1
        # A bare entry with its author elsewhere is no feed of ours.
        if (name in found) == bool(no) and 'author_inherit' not in \
                case['file']:
            wrong.append((case['file'], case['expect'], found))
    so(tried > 100 and not wrong, 'the rules see what the validator’s cases '
       'were made to show', tried, *wrong)


def feeds_are_good(server):
    for lang, tag in LANGS.items():
        for path in 'news', 'ties/dongpu':
            for form, mime in FORMS.items():
                at = f'/{lang}/{path}/feed.{form}'
                got = server.ask(at)
                good = got.status == 200 and got.headers[
                    'Content-Type'] == f'{mime}; charset=utf-8'
                found = json_found(got.body) if form == 'json' else \
                    rules.events(got.body)
                so(good and not found, f'{at} breaks no rule', got.status,
                   got.headers['Content-Type'], found)
                link = got.headers['Link'] or ''
                if f'<{hub_at}/hub>; rel="hub"' not in link or \
                        f'<{ORIGIN}{at}>; rel="self"' not in link:
                    so(False, f'{at} names its hub', link)


def json_found(body):
    feed, wrong = json.loads(body), set()
    if feed['version'] != 'https://jsonfeed.org/version/1.1':
        wrong.add('version')
    if not all(isinstance(feed[k], str) for k in
               ('title', 'home_page_url', 'feed_url', 'language')):
        wrong.add('head')
    if len({i['id'] for i in feed['items']}) != len(feed['items']):
        wrong.add('DuplicateEntries')
    for item in feed['items']:
        if not (rules.is_3339(item['date_published']) and
                rules.is_3339(item['date_modified'])):
            wrong.add('InvalidRFC3339Date')
        if not item['url'].startswith(ORIGIN + '/'):
            wrong.add('InvalidFullLink')
        wrong |= rules.markup(item['content_html'])
    return wrong


def feeds_are_read(server):
    atom = feedparser.parse(server.ask('/en/news/feed.atom').body)
    rss = feedparser.parse(server.ask('/en/news/feed.rss').body)
    one = json.loads(server.ask('/en/news/feed.json').body)
    so(not atom.bozo and not rss.bozo and atom.version == 'atom10' and
       rss.version == 'rss20', 'feedparser opens both', atom.version,
       rss.version)
    hostile, person, raw = atom.entries
    so([e.link.rsplit('/', 1)[1] for e in atom.entries] ==
       ['hostile', 'person', 'raw'], 'the newest comes first')
    so(html.unescape(hostile.title) == HOSTILE and
       one['items'][0]['title'] == HOSTILE,
       'a hostile title arrives as it is, as text', hostile.title)
    so(person.published == '2026-01-15T01:30:00Z' and
       rss.entries[1].published == 'Thu, 15 Jan 2026 01:30:00 +0000' and
       person.published_parsed == rss.entries[1].published_parsed,
       'dates are read', person.published, rss.entries[1].published)
    so(person.link == f'{ORIGIN}/en/news/person' and
       f'href="{ORIGIN}/en/ties"' in person.content[0].value,
       'links are absolute, in the text too', person.content[0].value)
    so(raw.title == '[Machine translation] A machine’s text' and
       one['items'][2]['language'] == 'en-t-ko-t0-und' and
       'may contain errors' in raw.content[0].value and
       b'xml:lang="en-t-ko-t0-und"' in server.ask(
           '/en/news/feed.atom').body,
       'a machine’s text is marked as such', raw.title, one['items'][2])
    so('Machine' not in person.title and one['items'][1]['language'] == 'en',
       'a person’s is not')
    ja = json.loads(server.ask('/ja/news/feed.json').body)['items'][1]
    so(ja['language'] == 'ko' and ja['title'] == '사람이 옮긴 기사',
       'what there is in no such language comes as it was written', ja)
    ids = [json.loads(server.ask(f'/{x}/news/feed.json').body)['items'][1][
        'id'] for x in LANGS]
    tie = json.loads(server.ask('/en/ties/dongpu/feed.json').body)
    so(len(set(ids)) == 4 and tie['items'][1]['id'] == ids[1] and
       person.id == ids[1] == rss.entries[1].id,
       'an article has one id in a language, in every feed', ids)
    so(rss.entries[1].summary == 'A lead with &lt;b&gt;marks&lt;/b&gt;',
       'plain text is no markup in RSS', rss.entries[1].summary)


def feeds_are_asked_again(server):
    first = server.ask('/en/news/feed.atom')
    again = server.ask('/en/news/feed.atom', If_None_Match=first.headers[
        'ETag'])
    so(again.status == 304 and not again.body,
       'who has it already is told so', again.status)
    page = json.loads(server.ask('/en/news/feed.json?limit=2').body)
    rest = json.loads(server.ask(page['next_url']).body)
    so(len(page['items']) == 2 and len(rest['items']) == 1 and
       'next_url' not in rest, 'a feed goes on', page.get('next_url'))
    so(server.ask('/en/news/feed.json?limit=x&after=zz').status == 422,
       'a cursor that is none is refused')
    so(server.ask('/en/ties/nowhere/feed.atom').status == 404,
       'a tie that is not there has none')


def sitemaps_are_good(server):
    index = etree.fromstring(server.ask('/sitemap.xml').body)
    maps = [e.text for e in index.iter(SITEMAP + 'loc')]
    pages = {}
    for at in maps:
        root = etree.fromstring(server.ask(at).body)
        so(root.tag == SITEMAP + 'urlset' and len(root) < 50000,
           f'{at[len(ORIGIN):]} is a site map')
        for url in root:
            pages[url.find(SITEMAP + 'loc').text] = {
                (x.get('hreflang'), x.get('href'))
                for x in url.iter(XHTML + 'link')}
            last = url.find(SITEMAP + 'lastmod')
            if last is not None and not rules.is_3339(last.text):
                so(False, 'lastmod is a date', last.text)
    odd = [p for p, others in pages.items() if not all(
        pages.get(href) == others for tag, href in others
        if tag != 'x-default') or p not in {h for _, h in others} or
        'x-default' not in {t for t, _ in others}]
    so(not odd, 'each page names itself, all others and x-default, and they '
       'name it', *odd)
    wrong = [p for p, others in pages.items()
             if set(heads(server.text(p))) != others]
    so(not wrong, 'heads of pages say the same as the site map', *wrong)
    so(f'{ORIGIN}/en/news/person' in pages and
       f'{ORIGIN}/ko/news/raw' in pages and
       f'{ORIGIN}/en/news/raw' not in pages and
       f'{ORIGIN}/ja/news/person' not in pages,
       'only what people answer for has a page of its own')
    so('noindex' in server.text('/en/news/raw') and
       not heads(server.text('/en/news/raw')) and
       'noindex' not in server.text('/ko/news/raw'),
       'the rest asks not to be listed')
    robots = server.text('/robots.txt')
    so(f'Sitemap: {ORIGIN}/sitemap.xml' in robots, 'robots.txt names it')


def heads(page):
    return [(html.unescape(a), html.unescape(b)) for a, b in re.findall(
        r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page)]


def json_ld(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)'
                                r'</script>', page, re.S)[1])


def pages_say_what_they_are(server):
    page = server.text('/en/news/hostile')
    so(json_ld(page)['headline'] == HOSTILE and
       '<script>alert' not in page, 'a hostile title stays in its place')
    en = json_ld(server.text('/en/news/person'))
    ko = json_ld(server.text('/ko/news/person'))
    so(en['translationOfWork']['@id'] == ko['@id'] and
       ko['workTranslation'][0]['@id'] == en['@id'] and
       en['translator'] == {'@type': 'Person', 'name': 'Lee'} and
       en['author'][0]['name'] == 'Hong' and ko['inLanguage'] == 'ko',
       'original and translation name each other, and the translator', en)
    raw = json_ld(server.text('/en/news/raw'))
    so(raw['inLanguage'] == 'en-t-ko-t0-und' and 'translator' not in raw,
       'nobody answers for a machine’s text', raw)
    page = server.text('/en/news/person')
    so('property="og:locale" content="en_US"' in page or
       'property="og:locale" content="en_GB"' in page,
       'og:locale is there')
    so('property="og:locale:alternate" content="ko_KR"' in page and
       'article:modified_time' in page and f'title="News" href="{ORIGIN}/en/'
       'news/feed.atom"' in page, 'so are the other languages, dates, feeds')
    so(f'{ORIGIN}/en/ties/dongpu/feed.rss' in server.text('/en/ties/dongpu'),
       'a tie’s page names its own feeds')


def kit_is_good(server):
    got = server.ask('/ko/news/person/kit.zip')
    files = zipfile.ZipFile(io.BytesIO(got.body))
    names = files.namelist()
    so(got.status == 200 and files.testzip() is None and
       set(names) == {f'person/article.{x}' for x in (
           'ko.html', 'ko.txt', 'en.html', 'en.txt')} |
       {'person/credits.txt'}, 'the press kit holds every language', names)
    text = files.read('person/article.en.txt').decode()
    page = files.read('person/article.en.html').decode()
    so(text.startswith('A translator’s text\n') and 'Hong' in text and
       f'{ORIGIN}/en/news/person' in text, 'as text that is whole', text)
    so('its-person="Lee"' in page and 'lang="en"' in page,
       'as HTML that says whose it is', page)
    raw = zipfile.ZipFile(io.BytesIO(server.ask(
        '/en/news/raw/kit.zip').body)).namelist()
    so('raw/article.en.machine.txt' in raw, 'a machine’s text is named so',
       raw)
    so(server.ask('/ko/news/nothing/kit.zip').status == 404,
       'what is not there has none')


def article_id(slug):
    with sqlite3.connect(os.path.join(data, 'gyoryu.db')) as db:
        return uuid_of(db.execute('SELECT id FROM article WHERE slug = ?',
                                  (slug,)).fetchone()[0])


def uuid_of(raw):
    h = raw.hex()
    return f'{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}'


def corrections_move(server):
    before = json.loads(server.ask('/ko/news/feed.json').body)['items'][1]
    Hub.heard.clear()
    at = f'/office/articles/{article_id("person")}'
    form = server.text(f'{at}/correct', guest=False)
    revision = re.search(r'name="_revision" value="(\d+)"', form)
    done = server.post(f'{at}/correct', f'{at}/correct', **{
        '_revision': revision[1] if revision else '0',
        'headline.ko': '사람이 옮긴 기사(고침)', 'note.ko': '제목을 바로잡았습니다.',
        'note.en': 'The headline was put right.'})
    after = json.loads(server.ask('/ko/news/feed.json').body)['items'][1]
    so(after['id'] == before['id'] and after['date_modified'] >
       before['date_modified'] and after['date_published'] ==
       before['date_published'] and '바로잡았' in after['content_html'],
       'a correction moves the date, and never the id', done.status, before,
       after)
    ld = json_ld(server.text('/en/news/person'))
    so(ld['correction'][0]['text'] == 'The headline was put right.' and
       ld['dateModified'] > ld['datePublished'],
       'and is told to search engines', ld.get('correction'))
    so(until(lambda: Hub.heard) and Hub.heard[0]['hub.mode'] == ['publish']
       and {f'{ORIGIN}/ko/news/feed.atom', f'{ORIGIN}/en/ties/dongpu/feed.rss'}
       <= set(Hub.heard[0]['hub.url']), 'and to the hub', Hub.heard)


def what_was_taken_back_is_gone(server):
    before = json.loads(server.ask('/ko/news/feed.json').body)['items'][2]
    at = f'/office/articles/{article_id("raw")}'
    Hub.heard.clear()
    Hub.says = 302
    server.post(f'{at}/state', f'{at}/state', state='recalled', **{
        'reason.ko': '확인되지 않은 내용이 있었습니다.',
        'reason.en': 'It held what was not confirmed.'})
    feed = server.text('/ko/news/feed.atom')
    so(f'<at:deleted-entry ref="{before["id"]}"' in feed and
       'raw' not in feed and not rules.events(feed.encode()),
       'a recalled article leaves a grave in Atom', feed[-800:])
    so(len(json.loads(server.ask('/ko/news/feed.json').body)['items']) == 2
       and '/news/raw' not in server.text('/sitemap-news.xml'),
       'and is nowhere else')
    so(server.ask('/ko/news/raw/kit.zip').status == 404, 'nor has a kit')
    until(lambda: Hub.heard)
    time.sleep(0.2)
    so(len(Hub.heard) == 1, 'a hub that sends us elsewhere is not followed',
       Hub.heard)
    Hub.says = 204


def news_of_two_days(server):
    slug = 'today'
    server.post('/office/articles/new', '/office/articles', slug=slug, **{
        'headline.ko': '오늘의 소식', 'body.ko': '오늘 있었던 일이다.'})
    at = f'/office/articles/{article_id(slug)}'
    kit = server.ask(f'/ko/news/{slug}/kit.zip', guest=False)
    draft = zipfile.ZipFile(io.BytesIO(kit.body)).read(
        f'{slug}/article.ko.txt').decode()
    so('초안' in draft.split('\n')[0] and server.ask(
        f'/ko/news/{slug}/kit.zip').status == 404,
       'before publication staff alone have a kit, and it says so', draft)
    server.post(f'{at}/state', f'{at}/state', state='published')
    root = etree.fromstring(server.ask('/news-sitemap.xml').body)
    got = [(u.find(SITEMAP + 'loc').text,
            u.find(f'.//{NEWS}language').text,
            u.find(f'.//{NEWS}title').text,
            u.find(f'.//{NEWS}name').text) for u in root]
    so(got == [(f'{ORIGIN}/ko/news/{slug}', 'ko', '오늘의 소식', '하늘 교류')],
       'the news site map has two days', got)


def letters_arrive(server, box):
    at = f'/office/articles/{article_id("person")}'
    page = server.text(f'{at}/press', guest=False)
    so('Jo Reporter' in page and 'Wait Er' not in page and
       'Left' not in page and 'jo@example.org' not in page,
       'only those who agreed would get it', page[-500:])
    for _ in range(2):
        server.post(f'{at}/press', f'{at}/press')
    until(lambda: len(box.letters) == 1)
    time.sleep(0.5)
    if not so(len(box.letters) == 1, 'it arrives, once', len(box.letters)):
        return
    letter = box.letters[0]
    text = letter.get_content().replace('\r\n', '\n')
    so(letter['To'] == '<jo@example.org>' or 'jo@example.org' in letter['To'],
       'where it belongs', letter['To'])
    so(letter['Subject'] == '[Press release] A translator’s text',
       'with its headline', letter['Subject'])
    so(letter.get_content_type() == 'text/plain' and
       text.startswith('PRESS RELEASE\nHaneul Exchange\n') and
       'Body with a link of ours.' in text and '보도자료\n하늘 교류' in text and
       '사람이 옮긴 기사(고침)' in text and f'{ORIGIN}/en/news/person' in text,
       'plain, whole and in both languages', text)
    leave = letter['List-Unsubscribe'].strip('<>')
    so(letter['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click' and
       leave in text and leave.startswith(f'{ORIGIN}/en/press-list/'),
       'with a way out', letter.items())
    so(server.ask(leave[:-1] + ('0' if leave[-1] != '0' else '1')).status ==
       404, 'that nobody else can guess')
    so('You are sent press letters by Haneul Exchange' in server.text(leave),
       'looking at it changes nothing')
    server.ask(leave, b'List-Unsubscribe=One-Click')
    so('no more press letters' in server.text(leave),
       'one click is enough')
    page = server.text(f'/office/articles/{article_id("hostile")}/press',
                       guest=False)
    so('Jo Reporter' not in page, 'and then there are no more')


def nothing_before_its_time(server, box):
    with sqlite3.connect(os.path.join(data, 'gyoryu.db')) as db:
        ids = dict(db.execute('SELECT name, id FROM journalist'))
    wait = f'/office/journalists/{uuid_of(ids["Wait Er"])}'
    box.letters.clear()
    server.post(wait, f'{wait}/invite')
    until(lambda: box.letters)
    link = re.search(r'https://\S+', box.letters[0].get_content())[0]
    server.ask(link, b'what=join')
    so('보도자료를 받고' in server.text(link) or
       '받고 계십니다' in server.text(link),
       'who is asked by mail agrees by the link', server.text(link)[-400:])
    server.post('/office/articles/new', '/office/articles', slug='later', **{
        'headline.ko': '나중의 소식', 'body.ko': '나중에 있을 일이다.'})
    at = f'/office/articles/{article_id("later")}'
    box.letters.clear()
    so(server.post(f'{at}/press', f'{at}/press', embargo='1').status == 409,
       'a draft is not sent')
    server.post(f'{at}/state', f'{at}/state', state='scheduled', **{
        'publish_at.local': '2030-05-06T09:00', 'publish_at.zone':
        'Asia/Seoul'})
    so(server.post(f'{at}/press', f'{at}/press').status == 422,
       'an embargoed one not by mistake')
    server.post(f'{at}/press', f'{at}/press', embargo='1')
    until(lambda: box.letters)
    text = box.letters[0].get_content() if box.letters else ''
    so(text and '엠바고: 2030년 5월 6일' in text and '엠바고' in
       box.letters[0]['Subject'], 'but with its embargo, when it is wanted',
       text)
    so(server.ask('/ko/news/later').status == 404 and
       'later' not in server.text('/ko/news/feed.atom'),
       'and it is nowhere else')


def pages_are_valid(server):
    """Nu HTML checker over an article's page and the kit's."""
    kit = zipfile.ZipFile(io.BytesIO(server.ask(
        '/ko/news/hostile/kit.zip').body))
    pages = {'article.html': server.ask('/en/news/person').body,
             'kit.html': kit.read('hostile/article.en.html'),
             'list.html': server.ask('/en/news').body}
    for name, body in pages.items():
        with open(os.path.join(home.name, name), 'wb') as out:
            out.write(body)
    jar = 'node_modules/vnu-jar/build/dist/vnu.jar'
    done = subprocess.run(['java', '-jar', jar, '--errors-only', *(
        os.path.join(home.name, n) for n in pages)], capture_output=True,
        text=True, timeout=100)
    so(done.returncode == 0, 'the Nu HTML checker finds no fault',
       done.stderr)


try:
    rules_are_right()
    office_make()
    box = Box()
    post = Controller(box, hostname='127.0.0.1', port=free_port())
    post.start()
    server = Server(post.port)
    server.sign_in()
    hub_set(server)
    feeds_are_good(server)
    feeds_are_read(server)
    feeds_are_asked_again(server)
    sitemaps_are_good(server)
    pages_say_what_they_are(server)
    kit_is_good(server)
    pages_are_valid(server)
    corrections_move(server)
    letters_arrive(server, box)
    what_was_taken_back_is_gone(server)
    news_of_two_days(server)
    nothing_before_its_time(server, box)
    server.stop()
    post.stop()
    done = run('check')
    so(done.returncode == 0, 'the office is whole', done.stdout)
finally:
    hub.shutdown()
    home.cleanup()
sys.exit(failed)
