#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# Who includes whom.  A file includes its own folder and lower floors; of
# another folder only the door; a foreign library only where it is at home.
use strict;
use warnings;
use lib 'test/house';
use House;

my %floor = (
	base => 0, db => 1, text => 1, match => 1, record => 2,
	derive => 3, office => 3, words => 3, paper => 3, wire => 3,
	web => 4, pages => 5, command => 6, main => 7,
);

# Headers that others may include though they are no door.
my %door = (
	'web/embed.h' => 'the files that the program carries',
);

# Libraries, and who may see them; jansson and the C library are everyone's.
my %home = (
	'microhttpd\.h' => 'web/http\.[ch]|command/(version|double)\.c',
	'sqlite3\.h' => 'db/.*|command/version\.c',
	'libpq-fe\.h' => 'db/.*|command/version\.c',
	'sodium\.h' => 'base/secret\.c|command/version\.c',
	'liboath/.*' => 'base/secret\.c',
	'unicode/.*' => 'text/.*|command/version\.c',
	'md4c.*' => 'text/markdown\.c',
	'brotli/.*' => 'web/static\.c',
	'zlib\.h' => 'web/static\.c|command/(backup|restore)\.c',
	'curl/.*' => 'wire/.*',
	'(pango|cairo|hb|ft2build|glib).*' => 'paper/.*',
	'gd\.h' => 'paper/picture_draw\.c',
	'libical/.*' => 'paper/.*',
	'zip\.h' => 'paper/kit\.c',
	'libxml/.*' => '(text|words|paper)/.*',
);

my (@above, @siblings, @doors, @foreign, @nowhere);

for my $path (files(qr{^src/.*\.[ch]$})) {
	my ($folder, $name) = $path =~ m{^src/(?:(\w+)/)?(.*)$};
	my $here = $folder // 'main';
	my $line = 0;

	push @nowhere, "$path: $here is on no floor" unless
		exists $floor{$here};
	for (split /\n/, code($path)) {
		$line++;
		if (/^\s*#\s*include\s+<([^>]+)>/) {
			my $header = $1;

			for my $library (keys %home) {
				push @foreign, "$path:$line: <$header>" if
					$header =~ /^$library$/ &&
					substr($path, 4) !~ /^$home{$library}$/;
			}
		} elsif (/^\s*#\s*include\s+"(?:(\w+)\/)?([^"]+)"/) {
			my ($of, $header) = ($1 // $here, $2);

			if (!exists $floor{$of}) {
				push @nowhere, "$path:$line: $of/$header";
			} elsif ($of eq $here) {
				push @nowhere, "$path:$line: $header" unless
					-f "src/$of/$header";
			} elsif ($floor{$of} > $floor{$here}) {
				push @above, "$path:$line: $of/$header";
			} elsif ($floor{$of} == $floor{$here}) {
				push @siblings, "$path:$line: $of/$header";
			} elsif ($of ne 'base' && $header ne "$of.h" &&
			    !$door{"$of/$header"}) {
				push @doors, "$path:$line: $of/$header";
			}
		}
	}
}

so('every folder of src is on a floor, and what is included is there',
	@nowhere);
so('no file includes one of a floor above it', @above);
so('folders of one floor do not include each other', @siblings);
so('of another folder only its door is included', @doors);
so('a foreign library is seen only where it is at home', @foreign);
finish();
