#!/bin/sh
# Closing a cycle: what is refused, what the tag says; and its figures.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t cycle-show 0 -C "$C" cycle show sr-2021-12
t cycle-show-first 0 -C "$C" cycle show cabinet-2014-03 --format markdown
t cycle-show-open 3 -C "$C" cycle show sr-2022-01
t cycle-verb 2 -C "$C" cycle open sr-2022-01
t cycle-no-id 2 -C "$C" cycle close
t cycle-show-json 2 -C "$C" cycle show sr-2021-12 --format json

export GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@example.org
export GIT_COMMITTER_DATE="2021-09-14T10:00:00+01:00"
R="$TMP/close"
small_repo "$R"
t cycle-close 0 -C "$R" cycle close one
t cycle-close-again 2 -C "$R" cycle close one
t cycle-close-unknown 2 -C "$R" cycle close tow

# What is not committed is not frozen, and that is said.
sed -i 's/status: in-progress/status: completed/' "$R/plans/p.yaml"
echo "    done: 2021-11" >"$TMP/done"
sed -i "/status: completed/r $TMP/done" "$R/plans/p.yaml"
GIT_COMMITTER_DATE="2021-12-10T10:00:00+00:00"
commit "$R" 2021-12-01T09:00:00+00:00 "second"
echo "# not committed" >>"$R/plans/p.yaml"
t cycle-close-dirty 0 -C "$R" cycle close two
git -C "$R" cat-file tag cycle/two >"$TMP/tag"
problem=$(diff "$ROOT/tests/golden/cycle-tag.txt" "$TMP/tag")
verdict cycle-tag "$problem"

# Errors are refused, and there is no tag.
E="$TMP/errors"
small_repo "$E"
sed -i 's/bodies: \[S&R\]/bodies: [Nobody]/' "$E/plans/p.yaml"
commit "$E" 2021-09-14T09:00:00+01:00 "wrong"
t cycle-close-errors 1 -C "$E" cycle close one
problem=$(git -C "$E" tag)
verdict cycle-close-errors-no-tag "$problem"

# History rewritten after a cycle was closed.
git -C "$R" checkout -q -f -b other cycle/one
echo "# else" >>"$R/plans/p.yaml"
commit "$R" 2022-01-01T09:00:00+00:00 "aside"
t log-rewritten 3 -C "$R" log
