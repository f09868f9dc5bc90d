# SPDX-License-Identifier: Apache-2.0
#
# What the house tests share: the project's files, and saying whether a
# sentence about them is so.
package House;
use strict;
use warnings;
use File::Find;
use Exporter 'import';
our @EXPORT = qw(files text code so finish);

my $failures = 0;

# Every file of ours whose path fits, in order; what is installed, built or
# kept for git is not ours.
sub files {
	my ($fits) = @_;
	my @found;

	find({ no_chdir => 1, wanted => sub {
		my $path = $File::Find::name =~ s{^\./}{}r;

		$File::Find::prune = 1, return
			if -d $_ && $path =~ m{^(node_modules|\.git|build|data)$};
		push @found, $path if -f $_ && $path =~ $fits;
	} }, '.');
	return sort @found;
}

sub text {
	my ($path) = @_;

	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

# A C file without its comments, and with the inside of strings gone where
# $bare; lines stay where they are.
sub code {
	my ($path, $bare) = @_;
	my $out = text($path);

	$out =~ s{(/\*.*?\*/)|("(?:\\.|[^"\\\n])*")|('(?:\\.|[^'\\\n])*')}{
		my ($comment, $string, $char) = ($1, $2, $3);
		my $kept = defined $comment ? $comment =~ tr/\n//cdr :
			!$bare ? $string // $char :
			defined $string ? '""' : "' '";
		$kept;
	}gesx;
	return $out;
}

# Says the sentence, with a line for each fault before it.
sub so {
	my ($sentence, @faults) = @_;

	print "# $_\n" for @faults;
	print @faults ? 'not ok ' : 'ok ', $sentence, "\n";
	$failures++ if @faults;
}

sub finish {
	exit($failures > 0);
}

1;
