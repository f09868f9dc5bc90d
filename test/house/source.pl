#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# What every source file keeps to: its licence line, its length, the calls
# that it does not make, the places that it does not name.
use strict;
use warnings;
use lib 'test/house';
use House;

my $written = qr{\.(c|h|sh|pl|pm|mjs|js|css|svg|mk)$|(^|/)Makefile$|^\.ci/run$};

# ---- the licence ----

my @bare;
for my $path (files($written)) {
	next if $path =~ /\.svg$/;
	my ($first, $second) = split /\n/, text($path);

	$first = $second if $first =~ /^#!/;
	push @bare, $path unless
		($first // '') =~ /SPDX-License-Identifier: Apache-2\.0/;
}
so('every source file begins with the licence it is under', @bare);

# ---- lengths ----

# Lines of its functions by name, from one at the left margin to its }.
sub functions {
	my ($path) = @_;
	my (%length, $name, $begun, $line);

	for (split /\n/, code($path, 1)) {
		$line++;
		$name = $1 if /^(\w+)\(/;
		$begun = $line if /^\{/ && defined $name;
		if (/^\}/ && defined $begun) {
			$length{$name} = $line - $begun - 1;
			undef $name;
			undef $begun;
		}
		undef $name if /;\s*$/ && !defined $begun && /^[^\t]/;
	}
	return %length;
}

my @sources = files(qr{^(src|test|tools|bench)/.*\.[ch]$});
my (@long_files, @long_functions, @all);
for my $path (@sources) {
	my $lines = () = text($path) =~ /\n/g;
	my %length = functions($path);

	push @long_files, "$path: $lines lines" if
		$lines > ($path =~ m{^test/} ? 800 : 650);
	for my $name (sort keys %length) {
		push @all, $length{$name};
		push @long_functions, "$path: $name: $length{$name} lines" if
			$length{$name} > 100;
	}
}
@all = sort { $a <=> $b } @all;
so('no file is longer than 650 lines, no test than 800', @long_files);
so('no function is longer than 100 lines', @long_functions);
if (@all) {
	my $short = grep { $_ <= 45 } @all;

	so(sprintf('nine functions of ten have 45 lines or fewer ' .
		'(%d functions, median %d, %d %% of them)', scalar @all,
		$all[@all / 2], 100 * $short / @all),
		$short * 10 < @all * 9 ? 'they have not' : ());
}

# ---- calls that are not made ----

my $forbidden = join '|', qw(strcpy strcat stpcpy sprintf vsprintf gets strtok
	strtok_r rand srand random srandom drand48 system popen alloca mktemp
	tmpnam tempnam atoi atol atof scanf sscanf fscanf vscanf vfork
	setenv putenv asctime ctime gmtime localtime getpwnam gethostbyname
	longjmp setjmp signal_handler tmpfile bcopy bzero usleep);
my (@calls, @cases);
for my $path (grep { !m{^test/} } @sources) {
	my $line = 0;

	for (split /\n/, code($path, 1)) {
		$line++;
		while (/(?<![\w.>])($forbidden)\s*\(/g) {
			push @calls, "$path:$line: $1";
		}
		push @cases, "$path:$line" if /\bcase\s+FIELD_/ &&
			$path !~ m{^src/record/kind};
	}
}
so('no call is made that cannot be made safely', @calls);
so('what differs by kind of field stands with the kinds alone', @cases);

# ---- words that do not belong ----

my $registry = join '|', 'registry\.npmjs', 'npmmirror', 'deb\.debian\.org',
	'artifactory', 'nexus';
my (@unfinished, @elsewhere, @registries);
for my $path (files(qr{.})) {
	next if $path =~ /\.(png|woff2?|ico|jpg)$/ ||
		$path eq 'test/house/source.pl';
	my $line = 0;

	for (split /\n/, text($path)) {
		$line++;
		push @unfinished, "$path:$line" if
			/\b(TODO|FIXME|XXX|HACK)\b/ && $path =~ $written;
		push @elsewhere, "$path:$line" if
			m{(^|[\s"'=(:])/(work|root|home/\w+)/|/tmp/b-};
		push @registries, "$path:$line: $1" if m{\b($registry)} &&
			!/"resolved": "https:\/\/registry\.npmjs\.org\//;
	}
}
so('nothing is left to be done in the source', @unfinished);
so('no file names a folder of one machine', @elsewhere);
so('no file names the host of a package registry', @registries);

# ---- what is sent ----

so('each style sheet is smaller than 30 kB', map {
	-s $_ > 30000 ? "$_: " . (-s $_) . ' bytes' : ()
} files(qr{^static/.*\.css$}));

# ---- the guide ----

my @guide = files(qr{^docs/guide/.*\.md$});
my $readme = -f 'README.md' ? text('README.md') : '';
so('every page of the guide is named in README',
	grep { index($readme, $_) < 0 } @guide);
finish();
