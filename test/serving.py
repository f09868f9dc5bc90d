# SPDX-License-Identifier: Apache-2.0
"""
What the tests of a whole server share: a store with the demonstration's
records, servers on it, and requests spoken byte by byte.
"""
import atexit
import glob
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ.get('GYORYU', 'build/gyoryu')
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = '/ko/news/siheung-delegation-dezhou'
failed = False


def so(that, sentence, *why):
    global failed
    if not that:
        failed = True
        for line in why:
            print('#', str(line)[:600].replace('\n', ' '))
    print('ok' if that else 'not ok', sentence, flush=True)
    return that


def end():
    sys.exit(1 if failed else 0)


class Store:
    """A folder, its store, an account and the account's token."""

    def __init__(self, name, address=None, full=True):
        self.home = tempfile.TemporaryDirectory(prefix=f'gyoryu-{name}-')
        self.data = os.path.join(self.home.name, 'data')
        self.where = ['--data', self.data]
        if address:
            self.where += ['--store', address]
        self.run('init')
        secret = os.path.join(self.home.name, 'password')
        with open(secret, 'w') as f:
            f.write('correct horse battery\n')
        self.run('user', 'add', 'mina', '--roles', 'admin officer editor',
                 '--language', 'en', '--password-file', secret)
        self.token = re.search(r'\S{20,}', self.run('user', 'token',
                                                    'mina')).group(0)
        if full:
            self.run('import', *sorted(glob.glob(ROOT + '/demo/*.jsonl')))

    def run(self, *words):
        done = subprocess.run([PROGRAM, *words, *self.where],
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            sys.exit(f'# {words[0]}: {done.stderr}\nnot ok {words[0]} works')
        return done.stdout


class Server:
    """gyoryu serve; fd: a socket that listens, handed over."""

    def __init__(self, store, *words, listen='127.0.0.1:0', fd=None):
        command = [PROGRAM, 'serve', *store.where, *words]
        more = {}
        if fd is None:
            command += ['--listen', listen]
        else:
            # As systemd does: the socket is 3, and meant for this process.
            command = ['sh', '-c', f'exec 3<&{fd} && LISTEN_PID=$$ '
                       'LISTEN_FDS=1 exec "$@"', 'sh', *command]
            more['pass_fds'] = [fd]
        self.log = open(os.path.join(store.home.name, 'log'), 'a')
        self.child = subprocess.Popen(command, stderr=self.log, text=True,
                                      stdout=subprocess.PIPE, **more)
        atexit.register(self.child.kill)
        self.at = None
        for line in self.child.stdout:
            found = re.match(r'listening on http://(.*):(\d+)$', line)
            if found:
                self.at = (found.group(1), int(found.group(2)))
                break
        if self.at is None:
            sys.exit('not ok gyoryu serve starts')

    def stop(self, how=signal.SIGTERM):
        self.child.send_signal(how)
        code = self.child.wait(60)
        self.child.stdout.close()
        self.log.close()
        return code


class Reply:
    """One reply; status 0: none came, or not all of it."""

    def __init__(self, status=0, headers=None, body=b''):
        self.status, self.headers, self.body = status, headers or {}, body

    def __repr__(self):
        return f'{self.status} {self.headers} {self.body[:80]}'


def call(at, source=None, window=None, timeout=20):
    s = socket.socket(socket.AF_INET)
    s.settimeout(timeout)
    if window:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    if source:
        s.bind((source, 0))
    s.connect(at)
    return s


def say(path, method='GET', **headers):
    lines = ''.join(f'{name.replace("_", "-")}: {value}\r\n'
                    for name, value in headers.items())
    host = '' if 'Host' in headers else 'Host: 127.0.0.1\r\n'
    return f'{method} {path} HTTP/1.1\r\n{host}{lines}\r\n'.encode()


def hear(s, bodiless=False, held=None):
    """The next reply on a connection; held keeps what comes after it."""
    got = bytes(held) if held is not None else b''
    try:
        while b'\r\n\r\n' not in got:
            more = s.recv(65536)
            if not more:
                return Reply(0, {'cut': len(got)})
            got += more
        head, body = got.split(b'\r\n\r\n', 1)
        first, *lines = head.decode('latin-1').split('\r\n')
        headers = {}
        for line in lines:
            name, value = line.split(': ', 1)
            headers[name.lower()] = value
        status = int(first.split()[1])
        wanted = int(headers.get('content-length', 0))
        if bodiless or status in (204, 304):
            wanted = 0
        while len(body) < wanted:
            more = s.recv(65536)
            if not more:
                return Reply(0, {'cut': len(body), 'of': wanted})
            body += more
    except (OSError, ValueError) as why:
        return Reply(0, {'cut': repr(why)})
    if held is not None:
        held[:] = body[wanted:]
    return Reply(status, headers, body[:wanted])


def ask(at, path, method='GET', source=None, timeout=20, body=b'', **headers):
    """One request on a connection of its own."""
    if body:
        headers['Content_Length'] = len(body)
    try:
        with call(at, source, timeout=timeout) as s:
            s.sendall(say(path, method, Connection='close', **headers) + body)
            return hear(s, method == 'HEAD')
    except OSError as why:
        return Reply(0, {'cut': repr(why)})


def until(seconds, true, pause=0.1):
    """Waits for it to become true; so long at most."""
    by = time.monotonic() + seconds
    while time.monotonic() < by:
        if true():
            return True
        time.sleep(pause)
    return False


def gauge(at, name, token):
    for line in ask(at, '/metrics',
                    Authorization=f'Bearer {token}').body.decode().splitlines():
        if line.startswith(name + ' '):
            return float(line.split()[1])
    return None
