#!/bin/sh
# An audit in every format, its evidence, and what breaks a promise.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t audit-example 0 -C "$C" audit
t audit-range 0 -C "$C" audit sr-2021-09..sr-2021-12 --format markdown
t audit-worktree 2 -C "$C" audit ..--worktree

export GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@example.org
export GIT_COMMITTER_DATE="2021-09-14T10:00:00+01:00"
R="$TMP/audit"
small_repo "$R"
"$ARISING" -C "$R" cycle close one >/dev/null
t audit-held 0 -C "$R" audit
t audit-json 0 -C "$R" audit --format json
cp "$TMP/out" "$TMP/audit.json"
bad=$("$ARISING" check --schema "$ROOT/schema/audit.schema.json" \
	"$TMP/audit.json" 2>&1) && bad=
verdict audit-schema "$bad"

"$ARISING" -C "$R" audit --export "$TMP/pack" >/dev/null
problem=$(cd "$TMP/pack" && sha256sum --quiet -c SHA256SUMS 2>&1)
[ "$(cd "$TMP/pack" && echo *)" = \
	"HOW-TO-REPEAT.txt SHA256SUMS audit.json cycles.json ledger.ndjson" ] ||
	problem="$(ls "$TMP/pack")"
verdict audit-pack "$problem"
"$ARISING" -C "$R" audit --export "$TMP/again" >/dev/null
verdict audit-pack-same "$(diff -r "$TMP/pack" "$TMP/again")"
t audit-pack-there 3 -C "$R" audit --export "$TMP/pack"

sed -i '/ref: A.2/,$d' "$R/plans/p.yaml"
commit "$R" 2021-10-14T09:00:00+01:00 "short"
t audit-removed 1 -C "$R" audit one..HEAD
