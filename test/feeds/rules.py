# SPDX-License-Identifier: Apache-2.0
"""
The rules of Atom and RSS that matter for what we send out, each by the name
that the validator's cases give it:

    events(bytes) -> a set of names, empty when the document is good

So that these checks are themselves right they are tried on those cases: what a
case is made to break must be seen, what it keeps must not.
"""
import calendar
import html.parser
import re
import xml.etree.ElementTree as etree

ATOM = '{http://www.w3.org/2005/Atom}'
CONTENT = '{http://purl.org/rss/1.0/modules/content/}encoded'
LANG = '{http://www.w3.org/XML/1998/namespace}lang'
MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
ONCE = {
    'feed': 'id title subtitle updated generator icon logo rights',
    'entry': 'id title updated published content summary rights',
    'source': 'updated generator', 'author': 'name uri email',
    'contributor': 'name uri email',
    'channel': 'title link description language copyright pubDate '
        'lastBuildDate generator docs ttl cloud image textInput skipDays',
    'item': 'title link description author guid pubDate source comments',
    'image': 'url title link description width height', 'rss': 'channel',
    'textInput': 'name title link description',
}
MUST = {
    'feed': 'id title updated', 'entry': 'id title updated', 'author': 'name',
    'contributor': 'name', 'channel': 'title link description',
    'image': 'url title link', 'textInput': 'name title link description',
}
FILLED = {
    'feed': 'subtitle generator', 'entry': 'id title',
    'channel': 'title link ttl', 'image': 'title', 'item': 'category',
}
HTML = re.compile(r'</(\w+)>|<(br|hr|img|p)\b[^>]*/?>|&(#\d+|#x[0-9a-f]+|'
                  r'amp|lt|gt|quot|nbsp|eacute);', re.I)
UNSAFE = set('script object embed meta link base applet iframe frame frameset '
             'form style'.split())


def real_day(year, month, day):
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(
        year, month)[1]


def is_3339(text):
    m = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?'
                     r'(Z|[+-]\d\d:\d\d)', text)
    return m is not None and real_day(*map(int, m.group(1, 2, 3))) and \
        int(m[4]) < 24 and int(m[5]) < 60 and int(m[6]) < 61


def is_822(text):
    m = re.fullmatch(r'(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (\w{3}) '
                     r'(\d{4}|\d\d) (\d\d):(\d\d)(?::(\d\d))? '
                     r'([+-]\d{4}|UT|GMT|[ECMP][SD]T|Z)', text.strip())
    if m is None or m[3] not in MONTHS:
        return False
    year = int(m[4]) + (2000 if len(m[4]) == 2 else 0)
    if not real_day(year, MONTHS.index(m[3]) + 1, int(m[2])):
        return False
    day = calendar.weekday(year, MONTHS.index(m[3]) + 1, int(m[2]))
    return int(m[5]) < 24 and int(m[6]) < 60 and (
        m[1] is None or m[1] == 'Mon Tue Wed Thu Fri Sat Sun'.split()[day])


def is_lang(tag):
    return re.fullmatch(r'[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*', tag) is not None


def is_type(text):
    return re.fullmatch(r'[\w.+-]+/[\w.+-]+(;.*)?', text) is not None


class Markup(html.parser.HTMLParser):
    """What must not be in anything that leaves the house."""
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name.startswith('on'):
                self.found.add('SecurityRisk')
            if name in ('href', 'src') and not re.match(
                    r'(https?|mailto|tel):', value or ''):
                self.found.add('RelativeLink')
        if tag in UNSAFE:
            self.found.add('SecurityRisk')


def markup(text):
    look = Markup()
    look.feed(text or '')
    return look.found


def local(element):
    return element.tag.split('}')[-1] if isinstance(element.tag, str) else ''


def text_of(element):
    return (element.text or '') if element is not None else ''


class Look:
    def __init__(self, root):
        self.found, self.root = set(), root
        self.atom = root.tag == ATOM + 'feed' or root.tag == ATOM + 'entry'

    def ours(self, element):
        return (element.tag.startswith(ATOM) if self.atom else
                isinstance(element.tag, str) and '}' not in element.tag)

    def walk(self, element):
        here = local(element)
        children = [c for c in element if isinstance(c.tag, str)]
        names = [local(c) for c in children if self.ours(c)]
        if self.ours(element):
            for name in ONCE.get(here, '').split():
                if names.count(name) > 1:
                    self.found.add('DuplicateElement')
            for name in MUST.get(here, '').split():
                if name not in names:
                    self.found.add('MissingElement')
            for child in children:
                if self.ours(child) and local(child) in FILLED.get(
                        here, '').split() and not list(child) and \
                        not text_of(child).strip():
                    self.found.add('NotBlank')
        if element.get(LANG) is not None and element.get(LANG) != '' and \
                not is_lang(element.get(LANG)):
            self.found.add('InvalidLanguage')
        if self.ours(element):
            (self.atom_one if self.atom else self.rss_one)(element, here)
        for child in children:
            self.walk(child)

    def atom_one(self, e, here):
        text = text_of(e)
        if here in ('updated', 'published') and not is_3339(text):
            self.found.add('InvalidRFC3339Date')
        if here == 'link':
            self.atom_link(e)
        if here in ('entry', 'feed'):
            self.atom_links(e)
        if here == 'category':
            if e.get('term') is None:
                self.found.add('MissingAttribute')
            if HTML.search(e.get('label', '')):
                self.found.add('ContainsHTML')
        if here == 'id' and re.search(r'\s', text.strip()):
            self.found.add('InvalidLink')
        elif here == 'id' and not re.match(r'[a-z][\w+.-]*:', text, re.I):
            self.found.add('InvalidFullLink')
        urn = re.match(r'urn:([^:]*):', text) if here == 'id' else None
        if urn and not re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9-]{0,31}', urn[1]):
            self.found.add('InvalidURN')
        if here == 'name' and HTML.search(text):
            self.found.add('ContainsHTML')
        if here in ('title', 'summary', 'rights', 'subtitle') and \
                e.get('type', 'text') not in ('text', 'html', 'xhtml'):
            self.found.add('InvalidMIMEType')
        if here in ('title', 'summary', 'content', 'rights', 'subtitle') and \
                e.get('type', 'text') not in ('text', 'xhtml'):
            self.found |= markup(text)
        if here in ('content', 'summary') and any(
                local(inner) in UNSAFE for inner in e.iter()):
            self.found.add('SecurityRisk')

    def atom_link(self, e):
        if e.get('href') is None:
            self.found.add('MissingAttribute')
            self.found.add('MissingHref')
        elif re.search(r'\s', e.get('href')):
            self.found.add('InvalidLink')
        if e.get('type') is not None and not is_type(e.get('type')):
            self.found.add('InvalidMIMEType')
        if e.get('hreflang') is not None and not is_lang(e.get('hreflang')):
            self.found.add('InvalidLanguage')

    def atom_links(self, e):
        kinds = [(c.get('rel', 'alternate'), c.get('type'),
                  c.get('hreflang')) for c in e.findall(ATOM + 'link')]
        alternate = [k for k in kinds if k[0] == 'alternate']
        if len(alternate) != len(set(alternate)):
            self.found.add('DuplicateAtomLink')
        if local(e) == 'entry' and all(at is None for at in (
                e.find(ATOM + 'author'), self.root.find(ATOM + 'author'),
                e.find(f'{ATOM}source/{ATOM}author'))):
            self.found.add('MissingElement')

    def rss_one(self, e, here):
        text = text_of(e)
        if here in ('pubDate', 'lastBuildDate') and not is_822(text):
            self.found.add('InvalidRFC2822Date')
        if here == 'language' and not is_lang(text):
            self.found.add('InvalidLanguage')
        if here == 'rss' and e.get('version') is None:
            self.found.add('MissingAttribute')
        if here == 'enclosure':
            for name in 'url', 'length', 'type':
                if e.get(name) is None:
                    self.found.add('MissingAttribute')
        if here == 'item':
            for name in 'description', CONTENT:
                self.found |= markup(text_of(e.find(name)))

    def ids(self):
        seen = {}
        for entry in self.root.iter(ATOM + 'entry'):
            key = text_of(entry.find(ATOM + 'id'))
            seen[key] = seen.get(key, 0) + 1
        for item in self.root.iter('item'):
            key = text_of(item.find('guid'))
            seen[key] = seen.get(key, 0) + (key != '')
        if any(n > 1 for n in seen.values()):
            self.found.add('DuplicateEntries')


def events(document):
    try:
        root = etree.fromstring(document)
    except etree.ParseError:
        return {'SAXError'}
    if root.tag == 'feed':
        return {'MissingNamespace'}
    if local(root) == 'feed' and not root.tag.startswith(ATOM):
        return {'InvalidNamespace'}
    look = Look(root)
    look.walk(root)
    look.ids()
    return look.found
