#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# Messages: the four languages have the same keys with the same arguments, and
# every key that a template or the program names is there.  Keys that are
# built by rule (labels, choices) are labels.c's matter.
use strict;
use warnings;
use JSON::PP;
use lib 'test/house';
use House;

my @languages = qw(ko zh ja en);
my %messages;

sub flatten {
	my ($of, $stem, $out) = @_;

	for my $key (keys %$of) {
		my $name = $stem eq '' ? $key : "$stem.$key";

		if (ref $of->{$key}) {
			flatten($of->{$key}, $name, $out);
		} else {
			$out->{$name} = $of->{$key};
		}
	}
}

# "0 1" of a pattern with {0} and {1, plural, …}.
sub arguments {
	my %seen;

	$seen{$1} = 1 while $_[0] =~ /\{(\d)\s*[,}]/g;
	return join ' ', sort keys %seen;
}

for my $lang (@languages) {
	$messages{$lang} = {};
	flatten(decode_json(text("messages/$lang.json")), '',
		$messages{$lang});
}

my (@missing, @arguments, @empty, %every);
$every{$_} = 1 for map { keys %{$messages{$_}} } @languages;
for my $key (sort keys %every) {
	my @without = grep { !exists $messages{$_}{$key} } @languages;

	push @missing, "$key: not in @without" if @without;
	for my $lang (@languages) {
		my $text = $messages{$lang}{$key};

		next unless defined $text;
		push @empty, "$lang: $key" if $text =~ /^\s*$/;
		push @arguments, "$lang: $key" if !@without &&
			arguments($text) ne arguments($messages{ko}{$key});
	}
}
so('the four languages have the same messages', @missing);
so('a message has the same arguments in every language', @arguments);
so('no message is empty', @empty);

my $known = $messages{en};

# ---- templates ----

my @unknown;
for my $path (files(qr{^templates/.*\.mustache$})) {
	my $line = 0;

	for (split /\n/, text($path)) {
		$line++;
		while (/\{\{[#^]?\s*t\.([\w.-]+)\s*\}\}/g) {
			push @unknown, "$path:$line: $1" unless
				exists $known->{$1};
		}
	}
}
so('every message that a template names is there', @unknown);

# ---- the program ----

# A message key where one stands: in a call that takes one, or as a text of
# its own that looks like one of a group that there is.
my %group = map { /^([\w-]+)\./ ? ($1 => 1) : () } keys %$known;
# Texts that look like keys and are none: kinds of job, files, faults.
my %other = map { $_ => 1 } qw(search.again history.verify session.sweep
	access.sweep retention.look article.publish article.sweep hub.ping
	hub.mode hub.url comment.sweep identity.sweep memory.sweep memory.tmx
	mail.send mail.digest mail.password
	error.mustache page.mustache);
my $argument = qr{(?:[^()";]|\((?:[^()]|\([^()]*\))*\))*};
my $call = qr{\b(?:fail|fail_with|fail_field|refuse|message|message_there
	|message_with|put_say)\s*\($argument}x;
my %used;
@unknown = ();
for my $path (files(qr{^src/.*\.c$})) {
	my $text = code($path);

	while ($text =~ /($call)"([^"\n]*)"/g) {
		my $key = $2;
		my $line = 1 + (substr($text, 0, $-[2]) =~ tr/\n//);

		next unless $key =~ /^[\w-]+\.[\w.-]+$/;
		$used{$key} = "$path:$line";
	}
	while ($text =~ /"([a-z][\w-]*)\.([a-z][\w-]*)"/g) {
		my ($group, $key) = ($1, "$1.$2");
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);

		$used{$key} //= "$path:$line" if $group{$group} &&
			!$other{$key} && $2 !~ /^(html|json|csv|css|db|c|h)$/;
	}
}
# One that ends in a dash is the beginning of keys that are built.
for my $key (sort keys %used) {
	push @unknown, "$used{$key}: $key" unless exists $known->{$key} ||
		$key =~ /-$/ && grep { index($_, $key) == 0 } keys %$known;
}
so('every message that the program names is there', @unknown);
finish();
