#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# What every template keeps to: nothing raw, nothing inline, a token in every
# form that writes, an alternative beside every picture, and only partials
# that there are.
use strict;
use warnings;
use lib 'test/house';
use House;

# Made at build time (tools/map.mjs).
my %made = ('land' => 1);

my (@raw, @style, @handler, @script, @partial, @token, @alt, @label, @scheme);
for my $path (files(qr{^templates/.*\.mustache$})) {
	my $text = text($path);
	my $at = sub {
		my $before = substr $text, 0, $_[0];
		return "$path:" . (1 + ($before =~ tr/\n//));
	};

	while ($text =~ /\{\{\{\s*([^}]*?)\s*\}\}\}|\{\{&\s*([^}]*?)\s*\}\}/g) {
		my $name = $1 // $2;

		push @raw, $at->($-[0]) . ": $name" unless $name =~ /_html$/;
	}
	while ($text =~ /<[^>]*\sstyle\s*=|<style/gi) {
		push @style, $at->($-[0]);
	}
	while ($text =~ /<[^>]*\son[a-z]+\s*=/gi) {
		push @handler, $at->($-[0]);
	}
	while ($text =~ /<script\b([^>]*)>/gi) {
		push @script, $at->($-[0]) unless $1 =~ /\ssrc=/ ||
			$1 =~ m{type="application/ld\+json"};
	}
	while ($text =~ /javascript:|href="\{\{\{/gi) {
		push @scheme, $at->($-[0]);
	}
	while ($text =~ /\{\{>\s*([^}\s]+)\s*\}\}/g) {
		push @partial, $at->($-[0]) . ": $1" unless $1 eq 'body' ||
			$made{$1} || -f "templates/$1.mustache";
	}
	while ($text =~ m{<form\b([^>]*)>(.*?)</form>}gs) {
		my ($attributes, $inside) = ($1, $2);

		# A comment bears proofs of its own: its number, its password.
		push @token, $at->($-[0]) if $attributes =~ /method="post"/i &&
			$path !~ m{/comment-(box|own)\.} && $inside !~ /name="_csrf"/;
	}
	while ($text =~ /<img\b([^>]*)>/g) {
		push @alt, $at->($-[0]) unless $1 =~ /\balt=/;
	}
}
so('what is raw in a template has a name that ends in _html', @raw);
so('no template has a style of its own', @style);
so('no template handles an event', @handler);
so('no template holds a script', @script);
so('no address in a template is raw or a script', @scheme);
so('every partial is there', @partial);
so('every form that writes carries the token', @token);
so('every picture says what is on it, or that it says nothing', @alt);
finish();
