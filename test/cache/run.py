#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
Kept pages, by whole servers on one store: what one writes is on the other's
page at the next request; who is killed while he writes leaves nothing old
behind; what is said over the socket is the same with kept pages and without.

	test/cache/run.py [ROUNDS]

$GYORYU is the program.  With $GYORYU_STORE, a PostgreSQL, the servers share
that, and the one that listens for the others' writes is cut off from it.
"""
import gzip
import json
import os
import random
import re
import signal
import struct
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from serving import (PAGE, Server, Store, ask, call, end, gauge, hear,  # noqa
                     say, so, until)

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
POSTGRES = os.environ.get('GYORYU_STORE')
# A write goes to other servers as a notice; on one file there is no way.
NOTICE = 5 if POSTGRES else 0
OPEN = 1 << 63               # the mark of a COMMIT under way, in …-turns
store = Store('cache', POSTGRES)


def api(server, method, path, body=None):
    got = ask(server.at, '/api/v1/' + path, method,
              body=json.dumps(body).encode() if body else b'',
              Authorization=f'Bearer {store.token}',
              Content_Type='application/json', timeout=60)
    try:
        return got.status, json.loads(got.body)
    except ValueError:
        return got.status, None


def given(server):
    return gauge(server.at, 'gyoryu_pages_given_total', store.token)


def kept(server, path=PAGE):
    """Asks until the page comes from memory."""
    def once():
        before = given(server)
        ask(server.at, path)
        return given(server) > before
    return until(20, once, 0.02)


def article(server):
    slug = PAGE.rsplit('/', 1)[1]
    return next(a for a in api(server, 'GET', 'articles?limit=50')[1]['items']
                if a['slug'] == slug)


def comment(server, text):
    status, made = api(server, 'POST', 'comments', {
        'article': which, 'nickname': 'Nari', 'text': text, 'state': 'shown'})
    return made['id'] if status == 201 else None


def rewrite(server, one, text):
    now = api(server, 'GET', f'comments/{one}')[1]
    return api(server, 'PATCH', f'comments/{one}',
               {'revision': now['revision'], 'text': text})[0] == 200


def shows(server, text, wait=0):
    def there():
        return text.encode() in ask(server.at, PAGE).body
    return there() or (wait > 0 and until(wait, there, 0.01))


# ---- two servers ----

def two_servers():
    a, b = Server(store), Server(store)
    global which
    which = article(a)['id']
    so(kept(a) and kept(b), 'both servers keep the page')
    one = comment(a, 'posted-just-now')
    so(shows(a, 'posted-just-now'), 'a new comment is on the page at once')
    so(shows(b, 'posted-just-now', NOTICE), 'and on the other server\'s page')
    wrong, slowest = [], 0.0
    for i in range(12):
        writer, other = (a, b) if i % 2 else (b, a)
        if not (kept(a) and kept(b)):
            wrong.append(f'round {i}: not kept')
        text = f'changed-{i}-time'
        if not rewrite(writer, one, text):
            wrong.append(f'round {i}: not written')
        if not shows(writer, text):
            wrong.append(f'round {i}: old where it was written')
        begun = time.monotonic()
        if not shows(other, text, NOTICE):
            wrong.append(f'round {i}: old at the other')
        slowest = max(slowest, time.monotonic() - begun)
    so(not wrong, 'what one server writes is gone from the other\'s page at '
       'the next request', *wrong)
    print(f'# the other server knew within {slowest * 1000:.0f} ms')
    return a, b, one


# ---- killed in the middle ----

def killed(a, one):
    """A third server is killed while it writes, again and again."""
    old = []
    for i in range(ROUNDS):
        c = Server(store)
        over = threading.Event()

        def write():
            n = 0
            while not over.is_set():
                n += 1
                try:
                    rewrite(c, one, f'kill-{i}-{n}')
                except (OSError, TypeError, KeyError, ValueError):
                    return
        threads = [threading.Thread(target=write) for _ in range(4)]
        for t in threads:
            t.start()
        time.sleep(random.uniform(0.1, 0.5))
        c.stop(signal.SIGKILL)
        over.set()
        for t in threads:
            t.join()
        truth = api(a, 'GET', f'comments/{one}')[1]['text']
        if not shows(a, truth, NOTICE):
            old.append((i, truth))
    so(not old, 'who is killed while he writes leaves no old page behind', old)
    rewrite(a, one, 'after-all-kills')
    so(shows(a, 'after-all-kills') and kept(a),
       'and after the next write pages are kept again')


def marked(a, b, one):
    """The mark of a COMMIT that was never finished, put there by hand."""
    path = store.data + '/' + next(n for n in os.listdir(store.data)
                                   if n.endswith('-turns'))
    so(kept(a) and kept(b), 'both keep the page before a mark is left')
    with open(path, 'r+b') as f:
        # form, clock, then the slots; the first of them is everything's.
        f.seek(16)
        f.write(struct.pack('<Q', OPEN | 4711))
    before = given(a)
    replies = [ask(a.at, PAGE) for _ in range(5)]
    so(all(r.status == 200 for r in replies) and given(a) == before,
       'under the mark of a dead writer no kept page is given')
    rewrite(b, one, 'the-mark-is-gone')
    so(shows(a, 'the-mark-is-gone') and kept(a) and kept(b),
       'the next write takes the mark away, and pages are given again')


# ---- PostgreSQL: the one that listens is lost ----

def psql(sql):
    done = subprocess.run(['psql', POSTGRES, '-Atc', sql], text=True,
                          capture_output=True, timeout=30)
    return done.stdout.strip()


def deaf(a, b, one):
    so(kept(a) and kept(b), 'both keep the page before the listeners are lost')
    gone = psql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE query ILIKE 'LISTEN%' OR query ILIKE 'NOTIFY%'"
                " AND pid <> pg_backend_pid()")
    so(gone not in ('', '0'), 'the connections that listen are cut', gone)
    rewrite(b, one, 'while-deaf')
    so(shows(a, 'while-deaf', NOTICE),
       'what is written meanwhile is on the other\'s page in time')
    so(kept(a), 'it listens again, and pages are kept again')
    rewrite(b, one, 'hears-again')
    so(shows(a, 'hears-again', NOTICE), 'and it hears of writes again')


# ---- over the socket ----

ODD = [
    PAGE, PAGE + '?', PAGE + '?x=1', PAGE + '??', PAGE + '%3Fx=1', PAGE + '#a',
    '/ko/%6eews/siheung-delegation-dezhou', '/ko//news', '/ko/news/../news',
    '/%6bo/', '/ko/', '/ko', '/en/', '/zh/', '/ja/', '/xx/', '/', '/?lang=en',
    '/ko/news', '/ko/ties', '/ko/search?q=%EB%8D%94', '/api/v1/openapi.json',
    '/ko/news%2f', '/ko/%00', '/ko/%zz', '/ko/news/none', '/healthz',
    'http://other.example/ko/', '/ko/news?page=%31', '/ko/calendar',
]
HEADS = [
    {}, {'Accept': 'text/html'}, {'Accept': 'application/json'},
    {'Accept': 'text/html;q=0, application/json'},
    {'Accept_Language': 'en'}, {'Accept_Language': 'ja, ko;q=0.1'},
    {'Cookie': 'lang=zh'}, {'Cookie': 'session=abc'},
    {'Cookie': 'a=b; lang=en'}, {'Host': 'other.example'},
    {'Host': 'OTHER.example:80'}, {'Host': '<'}, {'Host': ''},
    {'X_Forwarded_Host': 'evil.example'}, {'X_Forwarded_Proto': 'https'},
    {'Accept_Encoding': 'gzip'}, {'Accept_Encoding': 'gzip;q=0'},
    {'If_None_Match': '*'}, {'If_None_Match': '"nothing"'},
    {'Range': 'bytes=0-10'}, {'Authorization': 'Basic eDp5'},
    {'Content_Length': '0'}, {'Expect': '100-continue'},
    {'Upgrade': 'h2c'},
]


def bare(reply):
    """A reply without what may differ each time."""
    headers = {k: v for k, v in reply.headers.items()
               if k not in ('date', 'set-cookie', 'connection')}
    body = re.sub(rb'name="_csrf" value="[^"]*"', b'', reply.body)
    # A page packed is a form of its own, with an ETag of its own.
    if headers.get('content-encoding') == 'gzip':
        body = gzip.decompress(body)
    for name in ('content-encoding', 'content-length', 'etag'):
        headers.pop(name, None)
    return reply.status, headers, body


def same_as_without():
    """On raw sockets, of a server that keeps pages and one that keeps none."""
    with_, without = Server(store), Server(store, '--limit', 'cache=1')
    rng = random.Random(5)
    wrong = []
    for i in range(160 * ROUNDS):
        path, head = rng.choice(ODD), dict(rng.choice(HEADS))
        head.update(rng.choice(HEADS[:9]))
        method = rng.choice(['GET', 'GET', 'GET', 'HEAD'])
        # The port would tell them apart, in absolute addresses.
        head.setdefault('Host', 'office.example')
        got = [ask(s.at, path, method, **head) for s in (with_, with_,
                                                         without)]
        kinds = [bare(r) for r in got]
        if kinds[0] != kinds[2] or kinds[1] != kinds[2]:
            wrong.append((method, path, head, [k[:2] for k in kinds]))
    so(not wrong, 'whatever is asked over a socket, the answer is as without '
       'kept pages', *wrong[:2])
    so(given(with_) > 50 and given(without) == 0,
       'and many of them were kept pages', given(with_))
    with_.stop()
    without.stop()


def in_a_row():
    """Pipelined: pages, heads, 304s and what is not kept, in their order."""
    server = Server(store)
    kept(server)
    tag = ask(server.at, PAGE).headers['etag']
    pages = {p: ask(server.at, p).body for p in (PAGE, '/ko/ties', '/healthz')}
    rng = random.Random(11)
    wanted, stream = [], b''
    for _ in range(60):
        path = rng.choice(list(pages))
        kind = rng.choice(['GET', 'HEAD', 'KNOWN'])
        if kind == 'KNOWN':
            stream += say(PAGE, If_None_Match=tag)
            wanted.append((304, True, b''))
        else:
            stream += say(path, kind)
            wanted.append((200, kind == 'HEAD', b'' if kind == 'HEAD' else
                           pages[path]))
    wrong = []
    for pieces in (len(stream), 997, 13):
        with call(server.at) as s:
            def send(s=s, pieces=pieces):
                for at in range(0, len(stream), pieces):
                    s.sendall(stream[at:at + pieces])
            t = threading.Thread(target=send)
            t.start()
            held = bytearray()
            for i, (status, bodiless, body) in enumerate(wanted):
                got = hear(s, bodiless, held)
                if got.status != status or got.body != body:
                    wrong.append((pieces, i, status, got))
                    break
            t.join()
    so(not wrong, 'sixty requests at once are answered in their order, however '
       'they are cut', wrong[:2])
    got = ask(server.at, PAGE, 'HEAD')
    so(got.status == 200 and not got.body and got.headers['etag'] == tag and
       int(got.headers['content-length']) == len(pages[PAGE]),
       'HEAD says what GET would', got)
    got = ask(server.at, PAGE, If_None_Match=tag)
    so(got.status == 304 and not got.body and got.headers['etag'] == tag and
       'cache-control' in got.headers and 'vary' in got.headers,
       'a page that is known is not sent again', got)
    packed = [ask(server.at, PAGE, Accept_Encoding='gzip') for _ in range(3)]
    so(all(gzip.decompress(r.body) == pages[PAGE] and r.headers['etag'] != tag
           for r in packed), 'the packed page is the page, under another tag')
    so(ask(server.at, PAGE, Accept_Encoding='gzip',
           If_None_Match=packed[0].headers['etag']).status == 304,
       'and it is known by that')
    server.stop()


def bounded():
    """Many addresses: what is kept stays in its bound, and so does memory."""
    most = 4 << 20
    server = Server(store, '--limit', f'cache={most}')

    def resident():
        with open(f'/proc/{server.child.pid}/statm') as f:
            return int(f.read().split()[1]) * os.sysconf('SC_PAGESIZE')
    for i in range(100):
        ask(server.at, f'{PAGE}?n={i}')
    before, most_kept = resident(), 0
    for i in range(100, 1500):
        ask(server.at, f'{PAGE}?n={i}')
        if i % 100 == 0:
            most_kept = max(most_kept, gauge(
                server.at, 'gyoryu_pages_kept_bytes', store.token))
    so(0 < most_kept <= most, 'kept pages stay within their bound', most_kept)
    grown = resident() - before
    print(f'# memory grew by {grown >> 10} KiB over 1,400 addresses')
    watched = re.search('[at]san', os.environ.get('GYORYU', ''))
    so(watched or grown < 48 << 20,
       'and memory does not grow with addresses', grown)
    server.stop()


def files():
    """Style sheets, scripts and fonts: in the program, packed, for ever."""
    server = Server(store)
    page = ask(server.at, PAGE).body.decode()
    links = sorted(set(re.findall(r'"(/static/[^"]+)"', page)))
    wrong = []
    for link in links:
        got = ask(server.at, link, Accept_Encoding='gzip, br')
        plain = ask(server.at, link)
        if got.status != 200 or 'immutable' not in got.headers.get(
                'cache-control', ''):
            wrong.append((link, got))
        if re.search(r'\.(css|js|svg)', link) and len(got.body) >= len(
                plain.body):
            wrong.append((link, 'not packed'))
        if not re.search(r'[0-9a-f]{12}', link):
            wrong.append((link, 'not named by its content'))
        if plain.headers.get('etag') and ask(
                server.at, link, If_None_Match=plain.headers['etag']
                ).status != 304:
            wrong.append((link, 'sent again'))
    so(len(links) >= 2 and not wrong, 'files of ours are carried by the '
       'program, packed, named by their content and never asked for twice',
       *wrong[:3])
    server.stop()


which = None
first, second, one = two_servers()
killed(first, one)
if POSTGRES:
    deaf(first, second, one)
else:
    marked(first, second, one)
for s in (first, second):
    so(s.stop() == 0, 'a server ends as it should')
same_as_without()
in_a_row()
bounded()
files()
end()
