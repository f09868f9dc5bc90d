#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
More than a server can take: more connections, more requests, readers that
read slowly and writers that write slowly, from a few networks; and readers of
others meanwhile.

	test/overload/run.py [wide]

Nobody may be left without an answer for long: who finds no place is told 503
with Retry-After, and who has one is served.  Times are printed; only wide
bounds are held to, for machines are slow.  `wide` goes into a network
namespace of its own, with addresses of many networks and more of everything;
without it all is on 127.0.0.1.
"""
import os
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from serving import (PAGE, Server, Store, ask, call, end, gauge, hear,  # noqa
                     say, so, until)

WIDE = sys.argv[1:] == ['wide']
INSIDE = 'GYORYU_OVERLOAD_INSIDE'

# Where no namespace is given, the loopback's own networks have to do.
NET = '10' if os.environ.get(INSIDE) == '1' else '127'

if WIDE and INSIDE not in os.environ:
    given = subprocess.run(['unshare', '-rn', 'true'],
                           stderr=subprocess.DEVNULL).returncode == 0
    sys.exit(subprocess.run(
        [*(['unshare', '-rn'] if given else []), sys.executable, *sys.argv],
        env={**os.environ, INSIDE: '1' if given else '0'}).returncode)
if WIDE and NET == '10':
    for words in (['link', 'set', 'lo', 'up'],
                  *(['addr', 'add', f'10.{n}.0.1/24', 'dev', 'lo']
                    for n in range(1, 30))):
        subprocess.run(['ip', *words], check=True)
    # Some way between them, where the kernel can play it.
    subprocess.run(['tc', 'qdisc', 'add', 'dev', 'lo', 'root', 'netem',
                    'delay', '10ms'], stderr=subprocess.DEVNULL)

PLACES = 400 if WIDE else 60
ONE = 40                     # of one network, when places are scarce
HERE = f'{NET}.1.0.1' if WIDE else '127.0.0.1'
store = Store('overload')
limits = ['--limit', f'connections={PLACES}', '--limit',
          f'request-seconds={5 if WIDE else 2}',
          '--limit', f'connections-per-network={ONE}', '--limit', 'workers=2',
          '--limit', 'queue=8']


def serve():
    return Server(store, *limits, listen=f'{HERE}:0')


def network(n):
    return f'{NET}.{n}.0.1' if WIDE else None


def busy(reply):
    return reply.status == 503 and int(reply.headers.get('retry-after', 0)) > 0


def close(sockets):
    for s in sockets:
        s.close()
    sockets.clear()


class Drip(threading.Thread):
    """Sends one byte on each of its connections, again and again."""

    def __init__(self, sockets, byte=b'x', each=0.5):
        super().__init__(daemon=True)
        self.sockets, self.byte, self.each = list(sockets), byte, each
        self.cut, self.over = 0, threading.Event()
        self.start()

    def run(self):
        while self.sockets and not self.over.wait(self.each):
            for s in list(self.sockets):
                try:
                    s.setblocking(False)
                    try:
                        if s.recv(4096) == b'':
                            raise ConnectionError
                    except BlockingIOError:
                        pass
                    s.send(self.byte)
                except OSError:
                    self.sockets.remove(s)
                    self.cut += 1


def readers(server, count, sources, path=PAGE):
    """Readers one after another, as browsers do that are told to come later:
    how many were served, and how long the slowest waited."""
    served, worst, replies = 0, 0.0, []
    for i in range(count):
        begun = time.monotonic()
        for _ in range(30):
            got = ask(server.at, path, source=sources[i % len(sources)])
            if got.status != 503:
                break
            replies.append(got)
            time.sleep(0.5)
        waited = time.monotonic() - begun
        served += got.status == 200
        worst = max(worst, waited)
        if got.status != 200:
            replies.append(got)
    return served, worst, replies


def told(what, served, of, worst):
    print(f'# {what}: {served} of {of} readers, the slowest in '
          f'{worst:.2f} s')


def places_full():
    server = serve()
    ask(server.at, PAGE)
    held = [call(server.at, network(2 + i % 20)) for i in range(PLACES)]
    until(10, lambda: gauge_at(server) >= PLACES - 2)
    begun = time.monotonic()
    replies = [ask(server.at, PAGE, source=network(25)) for _ in range(10)]
    so(all(busy(r) for r in replies),
       'who finds no place is told so, and when to come again', replies)
    so(time.monotonic() - begun < 10, 'and told at once',
       time.monotonic() - begun)
    # One that says nothing at all is answered too.
    with call(server.at, network(25)) as s:
        so(busy(hear(s)), 'even before a word is said')
    # They say nothing; so they are shown out, long before their time.
    served, worst, replies = readers(server, 5, [network(25)])
    so(served == 5, 'places that are held and not used are given to readers',
       replies)
    told('silent connections in every place', served, 5, worst)
    close(held)
    server.stop()


def gauge_at(server):
    """Of the metrics, which themselves need a place."""
    n = gauge(server.at, 'gyoryu_connections', store.token)
    return PLACES if n is None else n


def heads_slow():
    server = serve()
    ask(server.at, PAGE)
    held = []
    for i in range(PLACES):
        s = call(server.at, network(2 + i % 20))
        try:
            s.send(b'GET / HTTP/1.1\r\nHost: x\r\nX-')
        except OSError:
            pass
        held.append(s)
    drip = Drip(held)
    served, worst, replies = readers(server, 10, [network(25), network(26)])
    so(served == 10, 'heads sent byte by byte do not keep readers out',
       replies)
    told('a slow head in every place', served, 10, worst)
    so(until(30, lambda: not drip.sockets), 'and each of them is cut off',
       len(drip.sockets))
    drip.over.set()
    drip.join()
    close(held)
    server.stop()


def bodies_slow():
    server = serve()
    held = []
    for i in range(PLACES // 2):
        s = call(server.at, network(2 + i % 20))
        s.send(say(PAGE + '/comments', 'POST', Content_Length=10000,
                   Content_Type='application/x-www-form-urlencoded'))
        held.append(s)
    drip = Drip(held)
    served, worst, replies = readers(server, 10, [network(25)],
                                     '/ko/?fresh=1')
    so(served == 10, 'bodies sent byte by byte hold no worker', replies)
    told('slow bodies', served, 10, worst)
    so(until(40, lambda: not drip.sockets, 0.5),
       'and they are cut off when their time is over', len(drip.sockets))
    drip.over.set()
    drip.join()
    close(held)
    server.stop()


def readers_slow():
    server = serve()
    ask(server.at, PAGE)
    held = []
    for i in range(PLACES // 2):
        s = call(server.at, network(2 + i % 20), window=1024)
        # Many pages at once, so that no buffer takes them all.
        s.setblocking(False)
        try:
            s.send(say(PAGE) * 300)
        except BlockingIOError:
            pass
        held.append(s)
    served, worst, replies = readers(server, 10, [network(25)])
    so(served == 10, 'readers that do not read keep nobody out', replies)
    told('readers that read nothing', served, 10, worst)
    served, worst, replies = readers(server, 5, [network(25)], '/ko/?fresh=2')
    so(served == 5, 'nor do they hold a worker', replies)

    def gone():
        return gauge_at(server) < 5
    so(until(40, gone, 0.5), 'and they are cut off when their time is over',
       gauge_at(server))
    close(held)
    server.stop()


def queue_full():
    """Requests that no page is kept for, far more than the queue holds."""
    server = serve()
    many = 45
    alone = []
    for i in range(5):
        begun = time.monotonic()
        ask(server.at, f'/ko/search?q=alone{i}')
        alone.append(time.monotonic() - begun)
    print(f'# a search alone: {sorted(alone)[2] * 1000:.0f} ms')
    replies, times, lock = [], [], threading.Lock()

    def one(i):
        for k in range(6):
            begun = time.monotonic()
            got = ask(server.at, f'/ko/search?q=word{i}x{k}',
                      source=network(2 + i % 20))
            with lock:
                replies.append(got)
                if got.status == 200:
                    times.append(time.monotonic() - begun)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(many)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    other = [r for r in replies if r.status != 200 and not busy(r)]
    so(not other and len(replies) == 6 * many,
       'each of too many requests is served or told when to come again',
       other[:3])
    so(len(times) > 0, 'and as many are served as there are workers for')
    times.sort()
    print(f'# {len(times)} of {len(replies)} served, the rest told to come '
          f'again; served in {times[len(times) // 2] * 1000:.0f} ms, the '
          f'slowest in {times[-1] * 1000:.0f} ms')
    # The queue is eight deep: none can have waited for a crowd.
    so(times[-1] < 20, 'nobody waits for long', times[-3:])
    server.stop()


def one_network():
    """Only wide: one network against all others."""
    server = serve()
    ask(server.at, PAGE)
    held = [call(server.at, f'{NET}.2.0.1') for _ in range(PLACES // 2 - 5)]
    so(until(10, lambda: gauge_at(server) >= PLACES // 2 - 5),
       'one network may have many connections while there is room')
    until(2, lambda: False)
    # It has what it has, and gets no more; others do.
    others = [call(server.at, f'{NET}.3.0.1') for _ in range(15)]
    until(5, lambda: gauge_at(server) >= PLACES // 2 + 8)
    refused = ask(server.at, PAGE, source=f'{NET}.2.0.1')
    # A loopback network is a proxy's, and has no ceiling.
    if NET == '10':
        so(busy(refused), 'beyond half of all places it gets no more', refused)
    got = ask(server.at, PAGE, source=f'{NET}.4.0.1')
    so(got.status == 200, 'and another network does', got)
    close(held)
    close(others)
    server.stop()


def mixed():
    """All of it at once, and readers from their own networks."""
    server = serve()
    ask(server.at, PAGE)
    held, silent, over = [], [], threading.Event()

    def flood():
        while not over.is_set():
            got = ask(server.at, f'/ko/search?q={time.monotonic()}',
                      source=network(2))
            if got.status not in (200, 503):
                silent.append(got)

    for i in range(PLACES):
        try:
            s = call(server.at, network(3 + i % 6), window=1024)
            s.send(say(PAGE) * 50 if i % 3 == 0 else b'GET /ko/ HTTP/1.1\r\n')
            held.append(s)
        except OSError:
            pass
    drip = Drip(s for i, s in enumerate(held) if i % 3)
    threads = [threading.Thread(target=flood) for _ in range(30)]
    for t in threads:
        t.start()
    served, worst, replies = readers(server, 30,
                                     [network(10 + i) for i in range(15)])
    over.set()
    for t in threads:
        t.join()
    drip.over.set()
    drip.join()
    so(served == 30, 'under all of it at once each reader gets the page',
       replies[-3:])
    told('slow heads, slow readers and a flood', served, 30, worst)
    so(not silent, 'and of the flood each has an answer', silent[:3])
    close(held)
    server.stop()


places_full()
heads_slow()
bodies_slow()
readers_slow()
queue_full()
if WIDE:
    one_network()
    mixed()
end()
