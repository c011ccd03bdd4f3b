#!/bin/sh
# The bare command: where things stand, and nothing where there are no plans.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t status 0 -C "$C"
t status-json 0 -C "$C" --format json
t status-markdown 0 -C "$EXAMPLE/cheshire-east" --format markdown

# 80 columns, whatever the wording.
problem=$("$ARISING" -C "$C" | tr -d '\200-\277' | grep -E '^.{81}')
verdict status-fits-80-columns "$problem"

# What it counts is what the other commands say.
want=$("$ARISING" -C "$C" list --overdue --format json | grep -c '"ref":')
has status-overdue-as-list 0 "Overdue: $want," -C "$C"
want=$("$ARISING" -C "$C" changes --all --format json |
	sed -n 's/^    "due-not-updated": \([0-9]*\).*/\1/p')
has status-not-updated-as-changes 0 "not updated: $want" -C "$C"

# The contract holds by its own schema.
"$ARISING" -C "$C" --format json >"$TMP/status.json"
has status-schema 0 "" check --schema "$ROOT/schema/status.schema.json" \
	"$TMP/status.json"
sed 's/"newly": true/"newly": 1/' "$TMP/status.json" >"$TMP/wrong.json"
has status-schema-bites 1 "newly" check \
	--schema "$ROOT/schema/status.schema.json" "$TMP/wrong.json"

# From the first commit to the meeting after the next.
mkdir "$TMP/outside"
(
	cd "$TMP/outside" || exit 1
	has status-outside-lists-commands 0 "what moved between two committee meetings"
	has status-outside-names-init 0 "arising init"
	has status-outside-json 3 "git init" --format json
)
has status-folder-named 3 "git init" -C "$TMP/outside"
small_repo "$TMP/r"
has status-none-closed 0 "none is closed yet" -C "$TMP/r"
has status-first-next 0 "one: S&R, 21 September 2021" -C "$TMP/r"
has status-none-overdue 0 "Nothing is overdue" -C "$TMP/r"
has status-none-closed-json 0 '"last_cycle": null' -C "$TMP/r" --format json
tag "$TMP/r" one 2021-09-14T10:00:00+01:00
has status-closed 0 "one: S&R, 21 September 2021; closed 14 September 2021" \
	-C "$TMP/r"
has status-second-next 0 "two: S&R, 17 December 2021" -C "$TMP/r"
sed -i 's/not-started/completed/' "$TMP/r/plans/p.yaml"
commit "$TMP/r" 2022-01-01T09:00:00Z "a new year"
has status-moved 0 "p: 1 completed" -C "$TMP/r"
# December 2021 is over on the first of January, and not before.
has status-overdue-by-commit-day 0 "Overdue: 1, 1 newly" -C "$TMP/r"
# The worktree says nothing: HEAD is what stands.
sed -i 's/2021-12/2031-12/' "$TMP/r/plans/p.yaml"
has status-head-only 0 "Overdue: 1, 1 newly" -C "$TMP/r"
git -C "$TMP/r" checkout -q -- plans
sed -i '/id: two/d' "$TMP/r/arising.yaml"
commit "$TMP/r" 2022-01-02T09:00:00Z "no meeting"
has status-none-announced 0 "none is announced" -C "$TMP/r"

# Wrong invocations and versions that cannot be relied on.
has status-option 2 'did you mean --format' -C "$TMP/r" --formt json
has status-option-first 2 'options of a command follow its name' \
	-C "$TMP/r" --format json changes
git clone -q --depth 1 --no-local "file://$TMP/r" "$TMP/shallow" 2>/dev/null
has status-shallow 3 "shallow" -C "$TMP/shallow"
has option-before-command 0 "Period" -C "$TMP/r" --no-pager cycle list
has options-before-command 0 "Period" -C "$TMP/r" --color never --no-pager \
	cycle list
has option-before-help 0 "usage: arising [-C DIR] list" --no-pager list --help
sed -i 's/ref: A.2/ref: A.1/' "$TMP/r/plans/p.yaml"
commit "$TMP/r" 2022-01-03T09:00:00Z "a ref twice"
has status-unsound 3 "two records have this ref" -C "$TMP/r"
git init -q "$TMP/unborn"
(
	cd "$TMP/unborn" || exit 1
	has status-unborn-lists-commands 0 "arising init"
)
