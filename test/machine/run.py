#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
Machine translation by a whole server against `gyoryu double` and against
machines that mean harm: where a key goes, where it never stands, and a cap that
many ask at once.

	test/machine/run.py

$GYORYU is the program.
"""
import atexit
import http.server
import json
import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

PROGRAM = os.environ.get('GYORYU', 'build/gyoryu')
KEY = 'double-key'
TYPES = ['libre', 'deepl', 'google', 'papago']
SENTENCE = '감사합니다.'
home = tempfile.TemporaryDirectory(prefix='gyoryu-machine-')
data = os.path.join(home.name, 'data')
failed = False


def so(that, sentence, *why):
    global failed
    if not that:
        failed = True
        for line in why:
            print('#', str(line)[:400].replace('\n', ' '))
    print('ok' if that else 'not ok', sentence, flush=True)
    return that


def run(*words, **more):
    return subprocess.run([PROGRAM, *words, '--data', data],
                          capture_output=True, text=True, timeout=60, **more)


def must(*words, **more):
    done = run(*words, **more)
    if done.returncode != 0:
        sys.exit(f'# {words[0]}: {done.stderr}\nnot ok {words[0]} works')
    return done.stdout


class Program:
    """gyoryu serve or gyoryu double, and what it wrote to its log."""

    def __init__(self, *words, **more):
        self.log = open(os.path.join(home.name, words[0] + '.log'), 'a+')
        self.child = subprocess.Popen([PROGRAM, *words], stderr=self.log,
                                      stdout=subprocess.PIPE, text=True,
                                      **more)
        atexit.register(self.child.kill)
        self.at = None
        for line in self.child.stdout:
            if line.startswith('listening on '):
                self.at = line.split()[-1]
                break
        if self.at is None:
            sys.exit(f'not ok gyoryu {words[0]} starts')

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(30)
        self.child.stdout.close()
        self.log.close()


class Trap(http.server.BaseHTTPRequestHandler):
    """A machine that must hear nothing."""

    def any(self):
        self.server.heard.append(str(self.headers) + self.path)
        self.send_response(200)
        self.end_headers()

    do_GET = do_POST = do_CONNECT = any

    def log_message(self, *_):
        pass


class Patient(http.server.BaseHTTPRequestHandler):
    """A machine that answers when it is told to."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(
            int(self.headers['Content-Length'])))
        self.server.asked.set()
        self.server.go.wait(20)
        many = isinstance(asked['q'], list)
        said = json.dumps({'translatedText': ['By machine.'] * len(asked['q'])
                           if many else 'By machine.'}).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


def trap(context=None):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Trap)
    server.heard = []
    server.handle_error = lambda *_: None
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.at = f'127.0.0.1:{server.server_address[1]}'
    return server


class Api:
    def __init__(self, at, token):
        self.at, self.token = at, token

    def __call__(self, method, path, body=None):
        asked = urllib.request.Request(
            self.at + path, json.dumps(body).encode() if body else None,
            {'Authorization': f'Bearer {self.token}',
             'Content-Type': 'application/json',
             'Accept': 'application/json'}, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=60) as reply:
                status, text = reply.status, reply.read().decode()
        except urllib.error.HTTPError as e:
            status, text = e.code, e.read().decode()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text


def control(path, body=None):
    asked = urllib.request.Request(
        double.at + path, json.dumps(body).encode() if body else None)
    with urllib.request.urlopen(asked, timeout=20) as reply:
        return json.loads(reply.read())


# ---- everything stands ----

for name in list(os.environ):
    if name.lower().endswith('_proxy'):
        del os.environ[name]
must('init')
secret = os.path.join(home.name, 'password')
with open(secret, 'w') as f:
    f.write('correct horse battery\n')
must('user', 'add', 'mina', '--roles', 'admin officer', '--language', 'en',
     '--password-file', secret)
token = re.search(r'\S{20,}', must('user', 'token', 'mina')).group(0)
double = Program('double', '--listen', '127.0.0.1:0')
snoop = trap()
server = Program('serve', '--data', data, '--listen', '127.0.0.1:0',
                 '--verbose', env={**os.environ, **{
                     name: f'http://{snoop.at}' for name in (
                         'http_proxy', 'https_proxy', 'HTTPS_PROXY',
                         'ALL_PROXY')}})
api = Api(server.at, token)


def service(kind, **more):
    status, made = api('POST', '/api/v1/services', {
        'called': f'The {kind} of ours', 'type': kind, 'active': True,
        'preference': 1, 'address': f'{double.at}/{kind}', 'key': KEY,
        'key_id': 'double-id', **more})
    if status != 201:
        so(False, f'a service of kind {kind} can be made', status, made)
    return made['id']


def attempt(which, text=SENTENCE):
    return api('POST', f'/api/v1/services/{which}/try',
               {'text': text, 'from': 'ko', 'to': 'en'})[1]


def reasons(view):
    return [r['key'] for r in view.get('reasons', [])]


ids = {kind: service(kind) for kind in TYPES}

# ---- what works ----

for kind in TYPES:
    got = attempt(ids[kind])
    so(got.get('answer', {}).get('text') == 'Thank you.',
       f'{kind} translates a sentence', got)
    last = control('/last')
    so('?' not in last['path'] and KEY not in last['path'],
       f'the key of {kind} is in no address', last['path'])

# ---- where a key does not go ----

for kind in TYPES:
    elsewhere = trap()
    control('/script', {'service': kind, 'fault': 'redirect', 'times': 9,
                        'to': f'http://{elsewhere.at}/translate'})
    got = attempt(ids[kind])
    so(reasons(got) == ['machine.why-address'] and not elsewhere.heard,
       f'a redirect of {kind} is not followed', got, elsewhere.heard)
    control('/forget', {'x': 1})
so(not snoop.heard, 'a proxy of the environment is not used', snoop.heard)

pem = os.path.join(home.name, 'self.pem')
subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes',
                '-keyout', pem, '-out', pem + '.crt', '-days', '2', '-subj',
                '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
               check=True, capture_output=True)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(pem + '.crt', pem)
liar = trap(context)
port = liar.at.split(':')[1]
got = attempt(service('deepl', address=f'https://localhost:{port}'))
so(reasons(got) == ['machine.why-server'] and not liar.heard,
   'a certificate that nobody vouches for is not believed', got, liar.heard)

status, got = api('PATCH', f'/api/v1/services/{ids["deepl"]}',
                  {'address': f'https://localhost:{port}'})
so(status == 422, 'a new address asks for the key again', status, got)

# ---- what hangs, and what is too much ----

with socket.create_server(('127.0.0.1', 0)) as deaf:
    hung = service('google', address='http://127.0.0.1:%d' %
                   deaf.getsockname()[1])
    with ThreadPoolExecutor(4) as pool:
        waits = pool.submit(attempt, hung)
        status, _ = api('GET', '/api/v1/services')
        so(status == 200 and not waits.done(),
           'while one waits for a service the server answers others')
        got = waits.result()
    so(reasons(got) == ['machine.why-timeout'], 'a service that hangs is left',
       got)

# ---- a person is quicker than a service ----

for one in api('GET', '/api/v1/services')[1]['items']:
    api('PATCH', f'/api/v1/services/{one["id"]}',
        {'revision': one['revision'], 'active': False})
patient = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Patient)
patient.asked, patient.go = threading.Event(), threading.Event()
threading.Thread(target=patient.serve_forever, daemon=True).start()
slow = service('libre', address='http://127.0.0.1:%d' %
               patient.server_address[1])
news = '/api/v1/articles/' + api('POST', '/api/v1/articles', {
    'headline': {'ko': SENTENCE}, 'body': {'ko': SENTENCE}})[1]['id']
api('POST', news + '/translation/all', {'from': 'ko', 'to': 'en',
                                        'machine': True})
patient.asked.wait(30)
status, got = api('POST', news + '/translation', {
    'from': 'ko', 'to': 'en', 'sentences': [
        {'at': 'body.0', 'text': 'By hand.', 'sign': True}]})
patient.go.set()
for _ in range(300):
    run_ = api('GET', news + '/translation/all')[1]
    if run_.get('state') != 'running':
        break
    time.sleep(0.1)
whole = {s['at']: s['target'] for s in api(
    'GET', news + '/translation?from=ko&to=en')[1]['sentences']}
so(status == 200 and whole == {'headline.0': 'By machine.',
                               'body.0': 'By hand.'},
   'what is signed while a service is waited for stays', status, whole, run_)

capped = service('libre', cap=30)
with ThreadPoolExecutor(8) as pool:
    many = list(pool.map(lambda _: attempt(capped), range(12)))
given = sum(1 for m in many if 'answer' in m)
refused = sum(1 for m in many if reasons(m) == ['machine.why-cap'])
so(given == 30 // len(SENTENCE) and given + refused == 12,
   'a cap holds for however many ask at once', given, refused)

# ---- where a key does not stand ----

for fault in ('auth', 'server', 'cut', 'utf8', 'huge'):
    for kind in TYPES:
        control('/script', {'service': kind, 'fault': fault, 'times': 1})
        attempt(ids[kind])
everywhere = must('export')
for path in ('/api/v1/services', f'/api/v1/services/{ids["deepl"]}',
             f'/api/v1/services/{ids["deepl"]}/history',
             '/office/services.csv', '/office/services.json'):
    everywhere += json.dumps(api('GET', path)[1])
so(KEY not in everywhere and 'double-id' not in everywhere,
   'no key is in an export, an answer or a history')
server.stop()
with open(os.path.join(home.name, 'serve.log')) as f:
    log = f.read()
so(len(log) > 200 and KEY not in log and SENTENCE not in log,
   'neither a key nor a text is in the log', log[-300:])
with sqlite3.connect(os.path.join(data, 'gyoryu.db')) as db:
    dump = '\n'.join(db.iterdump())
so(KEY not in dump and KEY.encode().hex() not in dump.lower(),
   'a key lies sealed in the store')
double.stop()
sys.exit(failed)
