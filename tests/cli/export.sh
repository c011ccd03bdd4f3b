# arising export: calendars and tables, and what may not be in them.
. "$ROOT/tests/cli/lib"
CCC="$EXAMPLE/cambridgeshire"
CE="$EXAMPLE/cheshire-east"

t export-ndjson 0 -C "$CE" export ndjson --rev council-2024-07
t export-ics 0 -C "$CCC" export ics --rev sr-2021-12
for table in plans recommendations actions milestones leads bodies links; do
	t export-$table.csv 0 -C "$CE" export csv --table $table
done
t export-unknown 2 -C "$CE" export xml
t export-unknown-table 2 -C "$CE" export csv --table owners
has export-names 0 "Karen Wheeler" -C "$CE" export csv --table leads --names
"$ARISING" -C "$CE" export ndjson >"$TMP/out"
problem=$(grep -n "Karen Wheeler" "$TMP/out")
verdict export-no-names "$problem"

# A date that moves keeps its entry: the UID is the same.
R="$TMP/r"
small_repo "$R"
uids() {
	"$ARISING" -C "$R" export ics --rev --worktree | grep '^UID:' | sort
}
uids >"$TMP/before"
sed -i 's/due: 2022-03/due: 2022-06/; s/Agree the/Settle the/' "$R/plans/p.yaml"
commit "$R" 2021-10-01T09:00:00+01:00 later
uids >"$TMP/after"
verdict export-uid-stays "$(diff "$TMP/before" "$TMP/after")"
problem=$("$ARISING" -C "$R" export ics | grep -c 'DTSTART;VALUE=DATE:20220630')
[ "$problem" = 1 ] && problem=
verdict export-date-moves "$problem"
[ "$(sort -u "$TMP/after" | wc -l)" -eq 2 ] && problem= || problem="not unique"
verdict export-uid-unique "$problem"

# A record that gets another ref keeps its entry; milestones of one name, or
# of none, have entries of their own.
sed -i 's/ref: A.2/ref: B.2\n    formerly: [A.2]/' "$R/plans/p.yaml"
uids >"$TMP/renumbered"
verdict export-uid-renumbered "$(diff "$TMP/before" "$TMP/renumbered")"
cat >>"$R/plans/p.yaml" <<'END'
  - {ref: A.7, action: Twice, status: in-progress, milestones: [{due: 2022-01}, {due: 2022-02}, {what: S, due: 2022-03}, {what: S, due: 2022-04}]}
END
uids >"$TMP/twins"
[ "$(sort -u "$TMP/twins" | wc -l)" -eq 6 ] && problem= ||
	problem="$(wc -l <"$TMP/twins") entries, $(sort -u "$TMP/twins" | wc -l) UIDs"
verdict export-uid-twins "$problem"
git -C "$R" checkout -q plans

# Exempt: no word, but the number.
cat >>"$R/plans/p.yaml" <<'END'
  - {ref: X.9, action: SECRET, access: exempt, due: 2021-11, leads: [chief], bodies: [S&R], status: in-progress}
END
sed -i 's/^    due: 2022-06/    after: [X.9]\n    due: 2022-06/' "$R/plans/p.yaml"
commit "$R" 2021-10-02T09:00:00+01:00 exempt
for format in ics ndjson; do
	problem=$("$ARISING" -C "$R" export $format 2>"$TMP/err" |
		grep -E 'SECRET|X\.9'; grep -q '1 exempt record is left out' \
		"$TMP/err" || echo "not said: $(cat "$TMP/err")")
	verdict export-exempt-$format "$problem"
done
for table in actions milestones leads bodies links; do
	problem=$("$ARISING" -C "$R" export csv --table $table 2>/dev/null |
		grep -E 'SECRET|X\.9')
	verdict export-exempt-$table "$problem"
done
has export-exempt-asked 0 SECRET -C "$R" export ndjson --include-exempt
for format in ics ndjson csv; do
	"$ARISING" -C "$CCC" export $format >"$TMP/a"
	TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 "$ARISING" -C "$CCC" \
		export $format >"$TMP/b"
	cmp -s "$TMP/a" "$TMP/b" && problem= || problem="bytes differ"
	verdict export-same-$format "$problem"
done

# A library that only one format needs, and that cannot be opened.
mkdir "$TMP/lib"
for library in ical xlsxwriter; do
	for end in .3 .4 .5 ""; do
		echo none >"$TMP/lib/lib$library.so$end"
	done
done
problem=$(LD_LIBRARY_PATH="$TMP/lib" "$ARISING" -C "$CCC" export ics 2>&1)
[ $? -eq 3 ] || problem="$problem, and not status 3"
case $problem in
*"this format needs the library libical.so"*"cannot be opened"*) problem= ;;
esac
verdict export-ics-no-library "$problem"
problem=$(LD_LIBRARY_PATH="$TMP/lib" "$ARISING" -C "$CCC" paper sr-2021-12 \
	--format xlsx --output "$TMP/none.xlsx" 2>&1)
[ $? -eq 3 ] || problem="$problem, and not status 3"
case $problem in
*"this format needs the library libxlsxwriter.so"*) problem= ;;
esac
[ ! -e "$TMP/none.xlsx" ] || problem="a paper was left"
verdict paper-xlsx-no-library "$problem"
problem=$(LD_LIBRARY_PATH="$TMP/lib" "$ARISING" -C "$CCC" export ndjson \
	2>&1 >/dev/null)
verdict export-without-them "$problem"

# Each line is as the contract says, and a line that is not is found.
S="$ROOT/schema/export.schema.json"
for repo in "$CCC" "$CE" "$EXAMPLE/cambridge-city"; do
	mkdir -p "$TMP/lines"
	rm -f "$TMP/lines"/*
	"$ARISING" -C "$repo" export ndjson --names |
		split -l 1 -a 4 --additional-suffix .json - "$TMP/lines/l"
	has "export-contract $(basename "$repo")" 0 "" check --schema "$S" \
		"$TMP/lines"/*.json
done
echo '{"arising": 1, "table": "actions", "overdue": "yes"}' >"$TMP/l.json"
has export-contract-bad 1 "overdue" check --schema "$S" "$TMP/l.json"
