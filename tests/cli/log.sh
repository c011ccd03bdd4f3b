#!/bin/sh
# The ledger on the real plans, in every format, and what it refuses.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t log-record 0 -C "$C" log joint-agreement#F.4
t log-kind 0 -C "$C" log --kind slipped --since 2022-01-06
t log-markdown 0 -C "$C" log joint-agreement#F.4 --format markdown \
	--cycle sr-2021-12
t log-ndjson 0 -C "$C" log peer#1.5 --format ndjson
t log-csv 0 -C "$C" log peer#1.5 --format csv --field due
t log-author 0 -C "$C" log --author "highways policy" --format csv \
	--kind slipped
t log-body 0 -C "$C" log --body "H&T" --until 2021-09-30 --kind slipped
t log-no-plan 3 -C "$C" log nothing
t log-no-kind 2 -C "$C" log --kind slipping
t log-no-body 2 -C "$C" log --body Nobody
t log-no-cycle 3 -C "$C" log --cycle sr-1999-01
t log-bad-date 2 -C "$C" log --since yesterday

# Every line is one JSON object that the schema allows.
"$ARISING" -C "$C" log --format ndjson >"$TMP/all.ndjson"
mkdir "$TMP/lines"
split -l 1 -a 4 --additional-suffix=.json "$TMP/all.ndjson" "$TMP/lines/"
n=$(find "$TMP/lines" -name '*.json' | wc -l)
bad=$("$ARISING" check --schema "$ROOT/schema/log.schema.json" \
	"$TMP"/lines/*.json 2>&1)
problem=
[ $? -eq 0 ] || problem=$bad
[ "$n" -gt 100 ] || problem="only $n lines"
verdict log-schema "$problem"

# A reader that goes away ends it quietly.
"$ARISING" -C "$C" log --format ndjson 2>"$TMP/err" | head -1 >"$TMP/out"
problem=$(cat "$TMP/err")
[ "$(wc -l <"$TMP/out")" -eq 1 ] || problem="no line"
verdict log-closed-pipe "$problem"

# A cell that a spreadsheet would run.
R="$TMP/formula"
small_repo "$R"
sed -i 's/update: It is being written./update: "=HYPERLINK(\\"x\\")"/' \
	"$R/plans/p.yaml"
commit "$R" 2021-10-01T09:00:00+01:00 "@subject"
t log-formula 0 -C "$R" log --format csv --kind updated

# What was remembered is the same as what is computed.
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	echo "commit refs/heads/main"
	echo "mark :$i"
	echo "committer Officer <o@example.org> $((1640000000 + i * 60)) +0000"
	echo "data 1"
	echo "x"
	[ $i -gt 1 ] || echo "from refs/heads/main^0"
	echo "M 100644 inline plans/p.yaml"
	printf 'plan: p\ntitle: T\nactions:\n  - ref: A.%s\n    action: Do %s\n' \
		$((i % 7)) $i >"$TMP/plan"
	echo "data $(wc -c <"$TMP/plan")"
	cat "$TMP/plan"
	echo
done >"$TMP/stream"
git -C "$R" fast-import --quiet --force <"$TMP/stream"
"$ARISING" -C "$R" log --no-cache --format ndjson >"$TMP/cold"
problem=
[ ! -e "$R/.git/arising" ] || problem="--no-cache wrote"
"$ARISING" -C "$R" log --format ndjson | cmp - "$TMP/cold" ||
	problem="the first run differs"
[ -s "$R/.git/arising/ledger-v1" ] || problem="nothing was remembered"
"$ARISING" -C "$R" log --format ndjson | cmp - "$TMP/cold" ||
	problem="the remembered run differs"
"$ARISING" -C "$R" log p#A.3 --format ndjson >"$TMP/one"
"$ARISING" -C "$R" log p#A.3 --no-cache --format ndjson | cmp - "$TMP/one" ||
	problem="one record differs"
[ -s "$TMP/one" ] || problem="nothing of one record"
[ "$(ls "$R/.git/arising")" = ledger-v1 ] || problem="$(ls "$R/.git/arising")"
verdict log-remembered "$problem"

# A folder that cannot be made is no error.
rm -rf "$R/.git/arising"
echo "in the way" >"$R/.git/arising"
"$ARISING" -C "$R" log --format ndjson 2>"$TMP/err" | cmp - "$TMP/cold" ||
	echo "differs" >>"$TMP/err"
verdict log-no-folder "$(cat "$TMP/err")"
