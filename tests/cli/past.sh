#!/bin/sh
# What closed cycles show of a record: since when no word of it changed, how
# often its date moved. Through renamed files, other layout, tags in a row.
. "$ROOT/tests/cli/lib"
A="$TMP/a"

set_due() { # of A.1, to $1
	sed -i "/ref: A.1/,/due:/s/due: .*/due: $1/" "$A"/plans/*.yaml
}

none() { # name, text, word…
	name=$1 text=$2
	shift 2
	"$ARISING" "$@" >"$TMP/out" 2>&1 </dev/null
	problem=
	grep -qF -- "$text" "$TMP/out" && problem=$(cat "$TMP/out")
	verdict "$name" "$problem"
}

small_repo "$A"
none no-cycle 'warning[stale]' -C "$A" check
tag "$A" one 2021-09-21T10:00:00Z
has one-cycle-is-not-stale 0 'checked' -C "$A" check
none one-cycle-is-not-stale-either 'warning[stale]' -C "$A" check

set_due 2022-01
git -C "$A" mv plans/p.yaml plans/q.yaml
commit "$A" 2021-12-09T09:00:00Z "renamed, and a later date"
tag "$A" two 2021-12-17T10:00:00Z
# The same commit went to another meeting: nothing could change between.
tag "$A" two-again 2021-12-18T10:00:00Z
set_due 2022-02
sed -i 's/update: Nothing yet./update: "nothing yet."/' "$A/plans/q.yaml"
commit "$A" 2022-01-09T09:00:00Z "a later date again, and other layout"
tag "$A" three 2022-01-17T10:00:00Z
none two-slips-may-be 'slipped-often' -C "$A" check
set_due 2022-03

has stale-by-three 0 'A.2 is open, and no word of it has changed for 3 meetings' \
	-C "$A" check
none moved-is-not-stale 'A.1 is open' -C "$A" check
has slipped-thrice 0 'the date of A.1 has moved to a later one 3 times' \
	-C "$A" check
has changes-stale 0 'Stale: no word changed for 3 cycles' \
	-C "$A" changes three..--worktree --all
has changes-stale-json 0 '"cycles": 3' \
	-C "$A" changes three..--worktree --format json --kind stale
has earlier-snapshot 0 'A.2 is open, and no word of it has changed for 2 meetings' \
	-C "$A" check --rev three
none not-before 'warning[stale]' -C "$A" check --rev two

# A word, and it is not stale.
cp "$A/plans/q.yaml" "$TMP/q.yaml"
sed -i 's/nothing yet\./It begins in May./' "$A/plans/q.yaml"
none updated-is-not-stale 'warning[stale]' -C "$A" check
# What is closed is not looked at.
cp "$TMP/q.yaml" "$A/plans/q.yaml"
sed -i 's/status: not-started/status: withdrawn/' "$A/plans/q.yaml"
none closed-is-not-stale 'warning[stale]' -C "$A" check
cp "$TMP/q.yaml" "$A/plans/q.yaml"

# As the register has it.
cp "$A/arising.yaml" "$TMP/register"
printf 'assurance: {stale: {level: error, most: 4}}\n' >>"$A/arising.yaml"
none from-four-on 'error[stale]' -C "$A" check
none from-four-on-in-changes 'Stale' -C "$A" changes three..--worktree --all
sed -i 's/most: 4/most: 3/' "$A/arising.yaml"
has stale-as-error 1 'error[stale]' -C "$A" check
cp "$TMP/register" "$A/arising.yaml"
printf 'assurance: {stale: off, slipped-often: off}\n' >>"$A/arising.yaml"
none turned-off 'warning[stale]' -C "$A" check
none turned-off-in-changes 'Stale' -C "$A" changes three..--worktree --all
cp "$TMP/register" "$A/arising.yaml"

# A plan that is new, or gone and back, has no past before that.
cp "$A/plans/q.yaml" "$A/plans/new.yaml"
sed -i 's/^plan: p/plan: n/' "$A/plans/new.yaml"
none new-plan 'plans/new.yaml:19:10: warning[stale]' -C "$A" check
# A broken version in the past ends the look, and fails nothing.
rm -f "$A/plans/new.yaml"
git -C "$A" checkout -q -f -b broken cycle/one
printf 'plan: p\nactions: [\n' >"$A/plans/p.yaml"
commit "$A" 2021-12-01T09:00:00Z "broken"
tag "$A" broken 2021-12-20T10:00:00Z
git -C "$A" checkout -q -f main
git -C "$A" -c user.name=Clerk -c user.email=clerk@example.org merge -q -s ours -m merged broken
has broken-past 0 'checked' -C "$A" check --rev main --against HEAD~1
