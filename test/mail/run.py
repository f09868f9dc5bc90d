#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
Mail with a real SMTP server on the loopback: what is sent arrives once,
readable, in its reader's language; what cannot be sent waits, or is there to be
seen with the server's reason; and no crash loses a letter.

	test/mail/run.py

$GYORYU is the program.  Time is not waited for: what is due later is made due
in the store while the server is stopped.
"""
import email
import email.policy
import email.utils
import http.cookiejar
import json
import logging
import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import warnings
from datetime import datetime, timezone

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

PROGRAM = os.environ.get('GYORYU', 'build/gyoryu')
PASSWORD = 'correct horse battery'
# What the other server has to say of its clients is no matter of ours.
logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')
home = tempfile.TemporaryDirectory(prefix='gyoryu-mail-')
data = os.path.join(home.name, 'data')
failed = False


def so(that, sentence, *why):
    global failed
    if not that:
        failed = True
        for line in why:
            print('#', str(line)[:300].replace('\n', ' '))
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
             '--origin', 'http://127.0.0.1:1', '--mail',
             f'smtp://127.0.0.1:{port}', '--mail-from',
             'office@example.org'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.child.stdout.readline()
        self.at = re.search(r'http://\S+', line).group(0)

    def stop(self, how=signal.SIGTERM):
        self.child.send_signal(how)
        self.child.wait(30)
        self.child.stdout.close()


class Person:
    """A browser, signed in, or (None) a guest's."""

    def __init__(self, server, login):
        self.at = server.at
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        if login is None:
            return
        self.post('/office/sign-in', '/office/sign-in',
                  login=login, password=PASSWORD)

    def open(self, path, body=None):
        # Links and forms follow --origin, which is not where we are.
        asked = urllib.request.Request(
            self.at + path, body, {'Origin': 'http://127.0.0.1:1'})
        try:
            return self.opener.open(asked).read().decode()
        except urllib.error.HTTPError as e:
            return e.read().decode()
        except urllib.error.URLError:
            return ''

    def post(self, form, to, **fields):
        token = re.search(r'name="_csrf" value="([^"]*)"', self.open(form))
        fields['_csrf'] = token.group(1) if token else ''
        return self.open(to, urllib.parse.urlencode(fields).encode())


# ---- the store ----

def sql(text, *values):
    with sqlite3.connect(os.path.join(data, 'gyoryu.db'), timeout=20) as db:
        rows = db.execute(text, values).fetchall()
    db.close()
    return rows


def until(that, seconds=15):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        got = that()
        if got:
            return got
        time.sleep(0.03)
    return that()


def all_due():
    sql('UPDATE job SET due = 0 WHERE state = ?', 'waiting')


def digest_over():
    """The job that looks who wants a digest has run, and waits again."""
    return sql("SELECT 1 FROM job WHERE kind = 'mail.digest'"
               " AND state = 'waiting' AND due > 0")


def letters_over():
    return digest_over() and not sql(
        "SELECT 1 FROM job WHERE kind = 'mail.send' AND"
        " (state = 'running' OR (state = 'waiting' AND due <= ?))",
        time.time() * 1000)


def notice(login, what):
    """As notice_add puts one in."""
    name = uuid.uuid4()
    account = sql('SELECT id FROM account WHERE login = ?', login)[0][0]
    now = int(time.time() * 1000)
    sql('INSERT INTO mail_out (id, account, kind, key, subject_key,'
        ' with_json, href, made, state) VALUES (?,?,?,?,?,?,?,?,?)',
        name.bytes, account, 'assigned', str(name), 'mail.assigned',
        json.dumps({'what': what, 'by': '2026-11-30'}), '/office/ties', now,
        'waiting')
    sql('INSERT INTO job (id, kind, key, with_json, state, tries, due, made)'
        " VALUES (?, 'mail.send', ?, ?, 'waiting', 0, 0, ?)",
        uuid.uuid4().bytes, str(name), json.dumps({'notice': str(name)}), now)
    return str(name)


def job_of(name):
    rows = sql('SELECT state, tries, why FROM job WHERE key = ?', name)
    return rows[0] if rows else None


# ---- the mail server ----

class Box:
    """What arrived; what shall be refused."""

    def __init__(self):
        self.letters = []
        self.refused = {}
        self.slow = 0

    async def handle_RCPT(self, server, session, envelope, to, options):
        if to in self.refused:
            return self.refused[to]
        envelope.rcpt_tos.append(to)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        import asyncio
        self.letters.append(envelope)
        if self.slow:
            await asyncio.sleep(self.slow)
        return '250 Taken'

    def to(self, address):
        return [read(e) for e in self.letters if address in e.rcpt_tos]


def read(envelope):
    letter = email.message_from_bytes(envelope.content,
                                      policy=email.policy.default)
    letter.raw = envelope.content
    letter.sender = envelope.mail_from
    return letter


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def zone_where(hour):
    """A zone in which it is that hour now; signs are POSIX's."""
    ahead = (hour - datetime.now(timezone.utc).hour) % 24
    ahead = ahead - 24 if ahead > 12 else ahead
    return f'Etc/GMT{-ahead:+d}' if ahead else 'Etc/GMT'


# ---- an office ----

def office_make():
    must('init')
    for login, language in ('kim', 'ko'), ('lee', 'en'), ('park', 'ja'):
        must('user', 'add', login, '--called', f'{login.title()} ({login})',
             '--roles', 'officer editor', '--language', language,
             '--password-file', '/dev/stdin', input=PASSWORD + '\n')
    must('user', 'add', 'admin', '--roles', 'admin', '--language', 'en',
         '--password-file', '/dev/stdin', input=PASSWORD + '\n')
    path = os.path.join(home.name, 'office.jsonl')
    with open(path, 'w') as out:
        print(json.dumps({
            'kind': 'exchange', 'type': 'visit-out', 'on': '2020-03-04',
            'state': 'planned', 'ties': ['dongpu'], 'name': {
                'original': 'ko', 'ko': '동푸시 방문단 파견 교류 협의 및 '
                '청소년 예술단 합동 공연 준비 모임',
                'en': 'Delegation to Dongpu'}}), file=out)
    must('import', 'test/story/seed/cities.jsonl', 'test/story/seed/tie.jsonl',
         path)
    return sql('SELECT zone FROM office')[0][0]


# ---- what is told ----

def commands_tell():
    """gyoryu mail: AUTH, TLS, and what is wrong with words."""
    def check(server, session, envelope, mechanism, auth):
        return AuthResult(success=auth.login == b'office@example.org' and
                          auth.password == b'mail password', handled=False)

    box = Box()
    post = Controller(box, hostname='127.0.0.1', port=free_port(),
                      authenticator=check, auth_required=True,
                      auth_require_tls=False)
    post.start()
    there = f'smtp://office%40example.org@127.0.0.1:{post.port}'
    words = ['mail', 'kim@example.org', '--mail-from', 'office@example.org',
             '--mail']
    secret = os.path.join(data, 'mail.password')
    done = run(*words, there)
    so(done.returncode == 1 and 'mail.password' in done.stderr,
       'a name without its password is told', done.stderr)
    with open(secret, 'w') as out:
        out.write('mail password\n')
    os.chmod(secret, 0o644)
    done = run(*words, there)
    so(done.returncode == 1 and 'chmod 600' in done.stderr,
       'a password that others may read is told', done.stderr)
    os.chmod(secret, 0o600)
    done = run(*words, there)
    so(done.returncode == 0 and len(box.letters) == 1 and
       'kim@example.org' in done.stdout,
       'a letter goes out with name and password', done.stderr)
    done = run(*words, there, env={**os.environ,
                                   'GYORYU_MAIL_PASSWORD': 'wrong'})
    so(done.returncode == 1 and '535' in done.stderr,
       'a wrong password is told in the server’s words', done.stderr)
    done = run(*words, there, '--mail-tls')
    so(done.returncode == 1 and len(box.letters) == 1,
       'with --mail-tls nothing goes to a server without TLS', done.stderr)
    done = run('mail', 'kim@example.org\nBcc: all@example.org',
               '--mail-from', 'office@example.org', '--mail', there)
    so(done.returncode == 1 and len(box.letters) == 1,
       'an address that is two is refused', done.stderr)
    done = run(*words, f'smtp://127.0.0.1:{free_port()}')
    so(done.returncode == 1 and done.stderr.count('\n') == 1,
       'a server that is not there is told in a line', done.stderr)
    post.stop()
    os.unlink(secret)


def certificates_count():
    key, cert = (os.path.join(home.name, n) for n in ('key.pem', 'cert.pem'))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048',
                    '-nodes', '-keyout', key, '-out', cert, '-days', '2',
                    '-subj', '/CN=localhost', '-addext',
                    'subjectAltName=DNS:localhost'], check=True,
                   capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    box = Box()
    post = Controller(box, hostname='127.0.0.1', port=free_port(),
                      tls_context=context)
    post.start()
    done = run('mail', 'kim@example.org', '--mail-from',
               'office@example.org', '--mail',
               f'smtp://localhost:{post.port}')
    so(done.returncode == 1 and not box.letters and 'certificate' in
       done.stderr.lower(), 'a certificate that nobody vouches for is refused',
       done.stderr)
    done = run('mail', 'kim@example.org', '--mail-from',
               'office@example.org', '--mail-tls', '--mail',
               f'smtp://localhost:{post.port}',
               env={**os.environ, 'SSL_CERT_FILE': cert})
    so(done.returncode == 0 and len(box.letters) == 1,
       'one that somebody vouches for is taken', done.stderr)
    post.stop()


def people_choose(port):
    sql('UPDATE office SET zone = ?', zone_where(4))
    server = Server(port)
    so(until(digest_over), 'the job of the digest runs at start')
    for login in 'kim', 'lee':
        Person(server, login).post(
            '/office/account', '/office/account/notices',
            mail=f'{login}@example.org', notices='digest')
    Person(server, 'park').post('/office/account', '/office/account/notices',
                                mail='park@example.org', notices='once')
    chosen = sql('SELECT login FROM account WHERE mail IS NOT NULL')
    so(len(chosen) == 3, 'people choose for themselves', chosen)
    server.stop()
    all_due()
    server = Server(port)
    until(letters_over)
    so(not sql('SELECT 1 FROM mail_out'), 'there is no digest before seven')
    server.stop()
    sql('UPDATE office SET zone = ?', zone_where(12))


def nobody_there(port):
    all_due()
    server = Server(port)
    until(lambda: len(sql("SELECT 1 FROM job WHERE kind = 'mail.send'"
                          " AND tries = 1 AND state = 'waiting'")) == 2)
    rows = sql("SELECT state, tries, why, due FROM job"
               " WHERE kind = 'mail.send'")
    so(len(rows) == 2 and all(r[0] == 'waiting' and r[1] == 1 and
                              r[2].startswith('mail.not-sent') for r in rows),
       'when the mail server is down, letters wait', rows)
    so(all(5 < r[3] / 1000 - time.time() < 11 for r in rows),
       'and are tried again after ten seconds', rows)
    page = Person(server, 'admin').open('/office/jobs')
    so('Sending a mail' in page and 'has not gone out yet' in page,
       'which administrators see, with the reason')
    server.stop()


def digests_arrive(box, port):
    all_due()
    server = Server(port)
    until(lambda: len(box.letters) == 2 and letters_over())
    so(len(box.letters) == 2 and
       not sql("SELECT 1 FROM job WHERE kind = 'mail.send'"),
       'when it is up again, each arrives', len(box.letters))
    server.stop()
    kim, lee = box.to('kim@example.org'), box.to('lee@example.org')
    if not so(len(kim) == len(lee) == 1, 'once'):
        return
    kim, lee = kim[0], lee[0]
    so(kim.sender == 'office@example.org' and
       email.utils.parseaddr(kim['From']) ==
       ('하늘 교류', 'office@example.org') and
       email.utils.parseaddr(lee['From'])[0] ==
       'Haneul Exchange',
       'it comes from the office, by its name', kim['From'], lee['From'])
    so(re.search(r'년 .*월 .*일 할 일 \d+건$', kim['Subject']) and
       re.match(r'\d+ tasks? for \d', lee['Subject']),
       'its subject is in the reader’s language', kim['Subject'],
       lee['Subject'])
    text, other = (m.get_content().replace('\r\n', '\n') for m in (kim, lee))
    so('Kim (kim) 님' in text and '청소년 예술단 합동 공연 준비 모임' in text
       and '동푸시' in text and '2020. 3. 4.' in text,
       'its text in Korean is whole', text)
    so(other.startswith('Dear Lee (lee),\n\nLate\n\n- ') and
       '\n- 4 Mar 2020 · Delegation to Dongpu · ' in other,
       'and so it is in English', other)
    so(re.search(r'\n  http://127\.0\.0\.1:1/office/exchanges/[0-9a-f-]{36}\n',
                 other) and 'http://127.0.0.1:1/office/account\n' in other,
       'it says where to look and where to switch it off', other)
    so(kim['List-Unsubscribe'] == '<http://127.0.0.1:1/office/account>' and
       kim['Auto-Submitted'] == 'auto-generated' and
       kim.get_content_type() == 'text/plain' and
       kim.get_content_charset() == 'utf-8', 'its headers are those of such '
       'a letter', kim.items())
    so(abs(email.utils.parsedate_to_datetime(kim['Date']).timestamp() -
           time.time()) < 60, 'it is dated', kim['Date'])
    raw = kim.raw
    so(all(len(line) <= 78 for line in raw.split(b'\r\n')) and
       b'\n' not in raw.replace(b'\r\n', b'') and raw.isascii(),
       'no line of it is long, or not ASCII')
    so(sql("SELECT count(*) FROM mail_out WHERE state = 'sent' AND"
           " with_json IS NULL") == [(2,)],
       'what it said is not kept when it is sent')


def nothing_twice(box, port):
    for _ in range(2):
        all_due()
        server = Server(port)
        until(letters_over)
        server.stop()
    so(len(box.letters) == 2, 'a server that starts again sends nothing again',
       len(box.letters))


def refusals_are_seen(box, port):
    box.letters.clear()
    box.refused['park@example.org'] = \
        '550 5.1.1 <park@example.org> nobody of that name'
    name = notice('park', 'A\n.\nletter')
    server = Server(port)
    until(lambda: job_of(name)[0] == 'failed')
    state, tries, why = job_of(name)
    so(state == 'failed' and tries == 1 and '550 5.1.1' in why,
       'a letter that is refused for good is a failed job', state, tries, why)
    admin = Person(server, 'admin')
    page = admin.open('/office/jobs')
    so('550 5.1.1' in page and 'Park (park)' in page,
       'administrators see whose it was and what the server said')
    so('park@example.org' not in page, 'and not the address')
    again = re.search(r'/office/jobs/([0-9a-f-]{36})/again', page)
    box.refused['park@example.org'] = '450 4.2.0 come back later'
    admin.post('/office/jobs', f'/office/jobs/{again.group(1)}/again')
    server.stop()
    server = Server(port)
    until(lambda: '450' in job_of(name)[2])
    state, tries, why = job_of(name)
    so(state == 'waiting' and '450 4.2.0' in why and not box.letters,
       'one that is refused for now waits', state, why)
    server.stop()
    box.refused.clear()
    all_due()
    server = Server(port)
    until(lambda: job_of(name) is None)
    server.stop()
    got = box.to('park@example.org')
    if so(len(got) == 1, 'and arrives once, later', len(got)):
        so(got[0]['Subject'] == '担当になりました:A . letter'.replace(':', '：')
           and '期限：2026年11月30日' in got[0].get_content() and
           got[0]['Message-ID'] == f'<{name}@example.org>',
           'with what, by when, and a name of its own', got[0]['Subject'],
           got[0].get_content())


def a_crash_loses_nothing(box, port):
    box.letters.clear()
    box.slow = 30
    name = notice('park', 'Killed')
    server = Server(port)
    so(until(lambda: len(box.letters) == 1), 'a server is killed while the '
       'other has a letter and has not said so')
    server.stop(signal.SIGKILL)
    box.slow = 0
    all_due()
    server = Server(port)
    until(lambda: job_of(name) is None)
    server.stop()
    got = box.to('park@example.org')
    so(len(got) == 2 and len({g['Message-ID'] for g in got}) == 1 and
       got[0].raw == got[1].raw, 'the same letter goes again, by its name',
       len(got))
    all_due()
    server = Server(port)
    until(letters_over)
    server.stop()
    so(len(box.letters) == 2, 'and then no more')


def off_is_off(box, port):
    server = Server(port)
    Person(server, 'park').post('/office/account', '/office/account/notices',
                                mail='park@example.org', notices='none')
    server.stop()
    name = notice('park', 'Too late')
    server = Server(port)
    until(lambda: job_of(name) is None)
    server.stop()
    so(sql('SELECT state FROM mail_out WHERE key = ?', name) ==
       [('dropped',)], 'who has switched notices off gets none that waited')
    box.letters.clear()
    server = Server(port)
    admin = Person(server, 'admin')
    park = str(uuid.UUID(bytes=sql("SELECT id FROM account WHERE login ="
                                   " 'park'")[0][0]))
    page = f'/office/accounts/{park}'
    admin.post(page, f'{page}/invite')
    server.stop()
    # A server that is stopped while it sends tries again later.
    all_due()
    server = Server(port)
    until(letters_over)
    server.stop()
    got = box.to('park@example.org')
    if so(len(got) == 1, 'but an invitation, which is no notice', len(got)):
        so(re.search(r'\nhttp://127\.0\.0\.1:1/\S+/\S{20,}\r?\n',
                     got[0].get_content()) and
           sql("SELECT href FROM mail_out WHERE kind = 'invite'") ==
           [(None,)], 'its link is in the letter, and not kept',
           got[0].get_content())


def blocks_are_told(box, port):
    comment = '019aa000-0000-7000-8000-000000000001'
    path = os.path.join(home.name, 'comment.jsonl')
    with open(path, 'w') as out:
        print(json.dumps({'kind': 'comment', 'id': comment, 'article':
                          'letters', 'nickname': 'Sora', 'text':
                          'Hana took it, see http://elsewhere.example/'}),
              file=out)
    must('import', 'test/story/seed/translated.jsonl', path)
    box.letters.clear()
    server = Server(port)
    Person(server, 'park').post('/office/account', '/office/account/notices',
                                mail='park@example.org', notices='once')
    guest, park = Person(server, None), Person(server, 'park')
    form = f'/en/news/letters/comments/{comment}/block'
    guest.post(form, form, name='Hana Kim', mail='hana@example.org',
               relation='self', ground='privacy',
               grounds='Look at http://bait.example/')
    got = until(lambda: box.to('hana@example.org'))
    if so(len(got) == 1, 'whoever asks for a block is written to'):
        text = got[0].get_content()
        so('Dear Hana Kim,' in text and 'elsewhere' not in text and
           'bait' not in text and 'Sora' not in text and
           re.findall(r'http\S+', text) ==
           re.findall(r'http://127\.0\.0\.1:1/en/takedowns/\S+', text) and
           got[0]['List-Unsubscribe'] is None,
           'with nothing that anybody typed, and a secret link alone', text)
        own = re.search(r'/en/takedowns/[0-9a-f-]{36}/[0-9a-f]{32}', text)
        so('Your request came in' in guest.open(own.group(0)),
           'which leads to what became of it')
    got = until(lambda: box.to('park@example.org'))
    so(len(got) == 1 and 'Sora' in got[0]['Subject'] and
       'Hana' not in got[0].get_content(),
       'and moderators are told, not by whom', len(got))
    takedown = str(uuid.UUID(bytes=sql('SELECT id FROM takedown')[0][0]))
    form = f'/office/takedowns/{takedown}/decide'
    park.post(form, form, act='block', words='See http://typed.example/')
    got = until(lambda: box.to('hana@example.org')[1:])
    so(len(got) == 1 and 'is blocked until' in got[0].get_content() and
       'typed' not in got[0].get_content(), 'each step is told, and the term')
    server.stop()
    now = int(time.time() * 1000)
    sql('UPDATE takedown SET ends = ?', now + 6 * 86400000)
    all_due()
    server = Server(port)
    got = until(lambda: box.to('park@example.org')[1:])
    so(len(got) == 1, 'moderators are reminded a week before its end',
       len(got))
    server.stop()
    sql('UPDATE takedown SET ends = ?', now - 1)
    all_due()
    server = Server(port)
    until(lambda: box.to('hana@example.org')[2:] and
          box.to('park@example.org')[2:])
    server.stop()
    last = box.to('hana@example.org')[2:]
    so(len(last) == 1 and 'term was over' in last[0].get_content() and
       len(box.to('park@example.org')) == 3,
       'at its end both sides are told', len(last))
    so(sql("SELECT state, how FROM takedown") == [('restored', 'clock')] and
       sql('SELECT state FROM comment') == [('shown',)],
       'and the comment is shown again')


try:
    zone = office_make()
    commands_tell()
    certificates_count()
    port = free_port()
    people_choose(port)
    nobody_there(port)
    box = Box()
    post = Controller(box, hostname='127.0.0.1', port=port)
    post.start()
    digests_arrive(box, port)
    nothing_twice(box, port)
    refusals_are_seen(box, port)
    a_crash_loses_nothing(box, port)
    off_is_off(box, port)
    blocks_are_told(box, port)
    post.stop()
    sql('UPDATE office SET zone = ?', zone)
    done = run('check')
    so(done.returncode == 0, 'the office is whole', done.stdout)
finally:
    home.cleanup()
sys.exit(failed)
