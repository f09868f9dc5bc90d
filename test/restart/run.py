#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
A server is changed for another while programs ask it: nobody is refused, and
no reply is cut short.

	test/restart/run.py

The socket is handed over as systemd does it.  Once the new server is started
before the old one ends, and once after, when callers wait in the socket's
queue meanwhile.
"""
import os
import socket
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from serving import (PAGE, Server, Store, ask, call, end, hear, say,  # noqa
                     so)

ROUNDS = 3
store = Store('restart')


class Caller(threading.Thread):
    """Asks again and again; keeps its connection until it is told that a
    reply was the last on it."""

    def __init__(self, at, path, keep):
        super().__init__(daemon=True)
        self.at, self.path, self.keep = at, path, keep
        self.over, self.good, self.wrong = threading.Event(), 0, []
        self.slowest = 0.0
        self.start()

    def run(self):
        s = None
        while not self.over.is_set():
            begun = time.monotonic()
            try:
                if s is None:
                    s = call(self.at, timeout=30)
                s.sendall(say(self.path))
                got = hear(s)
            except OSError as why:
                got = f'refused: {why!r}'
                self.wrong.append(got)
                s = None
                continue
            self.slowest = max(self.slowest, time.monotonic() - begun)
            if got.status == 200:
                self.good += 1
            else:
                self.wrong.append(got)
            if not self.keep or got.status != 200 or \
                    got.headers.get('connection', '').lower() == 'close':
                s.close()
                s = None
            time.sleep(0.002)


def crowd(at):
    return [Caller(at, path, keep) for path in (PAGE, '/ko/search?q=a')
            for keep in (True, True, False, False)]


def settle(callers):
    for c in callers:
        c.over.set()
    for c in callers:
        c.join(40)
    return sum(c.good for c in callers), [w for c in callers for w in c.wrong]


def changes(name, change):
    with socket.create_server(('127.0.0.1', 0), backlog=512) as shared:
        at = shared.getsockname()
        server = Server(store, fd=shared.fileno())
        so(server.at == at, f'{name}: it serves the socket it was given',
           server.at)
        callers = crowd(at)
        codes = []
        for _ in range(ROUNDS):
            time.sleep(0.7)
            server = change(server, shared.fileno(), codes)
        time.sleep(0.5)
        good, wrong = settle(callers)
        so(not wrong and good > 100, f'{name}: no request was refused or cut',
           good, *wrong[:3])
        so(codes == [0] * ROUNDS, f'{name}: each ended as it should', codes)
        print(f'# {name}: {good} requests over {ROUNDS} changes, the slowest '
              f'in {max(c.slowest for c in callers):.2f} s')
        codes.append(server.stop())


def before(old, fd, codes):
    new = Server(store, fd=fd)
    codes.append(old.stop())
    return new


def after(old, fd, codes):
    codes.append(old.stop())
    return Server(store, fd=fd)


def last_words():
    """A request under way has its reply; a silent connection is ended, and
    one that asks once more is answered that this is the end."""
    server = Server(store)
    idle, late = call(server.at), call(server.at)
    for s in (idle, late):
        s.sendall(say('/healthz'))
        hear(s)
    body = b'x' * 4000
    slow = call(server.at)
    slow.sendall(say('/ko/', 'POST', Content_Length=len(body),
                     Content_Type='text/plain') + body[:2000])
    time.sleep(0.3)
    server.child.terminate()
    time.sleep(0.3)
    late.sendall(say(PAGE))
    got = hear(late)
    so(got.status == 200 and got.headers.get('connection') == 'close',
       'who asks while it stops is answered, and told that it was the last',
       got)
    slow.sendall(body[2000:])
    got = hear(slow)
    so(got.status >= 400 and 'connection' in got.headers,
       'a body on its way is heard out', got)
    so(hear(idle).headers == {'cut': 0}, 'a silent connection is closed')
    try:
        call(server.at).close()
        so(False, 'nobody new is let in')
    except OSError:
        so(True, 'nobody new is let in')
    so(server.child.wait(20) == 0, 'and it ends by itself')


def wrong_socket():
    """What is no socket that listens is told, not served."""
    with socket.socket() as deaf:
        os.set_inheritable(deaf.fileno(), True)
        done = subprocess.run(
            ['sh', '-c', f'exec 3<&{deaf.fileno()} && LISTEN_PID=$$ '
             'LISTEN_FDS=1 exec "$@"', 'sh', os.environ.get(
                 'GYORYU', 'build/gyoryu'), 'serve', *store.where],
            pass_fds=[deaf.fileno()], capture_output=True, text=True,
            timeout=60)
        so(done.returncode == 1 and 'no TCP socket' in done.stderr,
           'a socket that does not listen is refused in words', done.stderr)


changes('the new one first', before)
changes('the old one first', after)
last_words()
wrong_socket()
end()
