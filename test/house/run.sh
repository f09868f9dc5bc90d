#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The tests whose subject is the project itself:
#
#	test/house/run.sh [BUILD]
#
# With BUILD, also what the built program says of its own tables.
cd "$(dirname "$0")/../.." || exit 2
code=0
for test in test/house/*.pl; do
	perl "$test" || code=1
done
[ $# -eq 0 ] || "$1/try-house" || code=1
exit $code
