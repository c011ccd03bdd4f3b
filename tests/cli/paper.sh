# arising paper: the papers of the real plans, and what may not be in one.
. "$ROOT/tests/cli/lib"
CCC="$EXAMPLE/cambridgeshire"
CE="$EXAMPLE/cheshire-east"

for pair in txt:text md:markdown html:html csv:csv json:json; do
	t "paper-december.${pair%%:*}" 0 -C "$CCC" paper sr-2021-12 \
		--format "${pair##*:}"
done
t paper-january-draft.txt 0 -C "$CCC" paper sr-2022-01
t paper-first.md 0 -C "$CE" paper council-2024-07 --format markdown
t paper-august.md 0 -C "$CE" paper cpc-2024-08 --format markdown
t paper-december-list.html 0 -C "$CCC" paper sr-2021-12 --format html \
	--layout list --plan peer --names
t paper-help 0 paper --help
t paper-unknown-cycle 3 -C "$CCC" paper sr-2021-21
t paper-unknown-body 2 -C "$CCC" paper sr-2021-12 --body SR
t paper-unknown-plan 3 -C "$CCC" paper sr-2021-12 --plan pear

# The rows of the paper that the committee had on 17 December 2021, written
# down from that paper: ref, milestone, committee, who leads, status.
"$ARISING" -C "$CCC" paper sr-2021-12 --format markdown --names |
	tr -d '\\' | awk '
	function flush() {
		if (ref) print ref "|" due "|" body "|" lead "|" status
		ref = due = body = lead = status = ""
	}
	function rest(s) {
		sub(/^- [^:]*: /, "", s)
		gsub(/\*\*/, "", s)
		return s == "none given" ? "" : s
	}
	# A holder where there is one, else the post.
	function people(s,    n, i, part, out) {
		n = split(rest(s), part, "; ")
		for (i = 1; i <= n; i++) {
			if (part[i] ~ /\(/)
				gsub(/^.*\(|\).*$/, "", part[i])
			if (part[i] == "Senior Management Team")
				part[i] = "SMT"
			out = out (i > 1 ? "; " : "") part[i]
		}
		return out
	}
	/^#### / { flush(); ref = $2 }
	/^##? / { flush() }
	/^- Milestone: / { due = rest($0) }
	/^- Committee: / { body = rest($0) }
	/^- Lead officer/ { lead = people($0) }
	/^- Achieved: / { status = rest($0)
		sub(/^Completed .*/, "Completed", status) }
	END { flush() }' >"$TMP/rows"
verdict paper-s2-rows "$(diff -u "$ROOT/tests/golden/paper-s2.rows" "$TMP/rows")"

# Of the tracker's thirty, fifteen are past their month and not completed.
overdue=$("$ARISING" -C "$CCC" paper sr-2021-12 --format markdown |
	sed -n '/^## Overdue/,/^## Due and/s/^| joint-agreement#\([^ ]*\) .*/\1/p' |
	sort | tr '\n' ' ')
want=$(printf '%s\n' CE.5 C.2 T.5 H.4 T.3 T.12 H.9 CE.2 CE.4 F.5 F.9 F.10 \
	G.4 H.2 F.12 | sort | tr '\n' ' ')
[ "$overdue" = "$want" ] && problem= || problem="overdue: $overdue"
verdict paper-s2-overdue "$problem"

# The list that Corporate Policy Committee had on 21 August 2024.
"$ARISING" -C "$CE" paper cpc-2024-08 --format markdown |
	sed -n '/^## Changes to what/,/^## Due/s/^- Recommendation \*\*\([^*]*\)\*\* – \(Update to\|Addition of\|Removal of\) .*/\1 \2/p' \
		>"$TMP/drafting"
cat >"$TMP/want" <<'END'
2 Update to
4 Addition of
5 Update to
6 Addition of
11 Addition of
14 Update to
14 Addition of
14 Addition of
16 Addition of
END
verdict paper-s4-drafting "$(diff -u "$TMP/want" "$TMP/drafting")"

# The same bytes wherever and whenever they are made.
for format in html markdown csv json text xlsx; do
	"$ARISING" -C "$CCC" paper sr-2021-12 --format $format >"$TMP/a"
	(cd /; TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 "$ARISING" -C "$CCC" \
		paper sr-2021-12 --format $format --color always) >"$TMP/b"
	cmp -s "$TMP/a" "$TMP/b" && problem= || problem="bytes differ"
	verdict "paper-same-$format" "$problem"
done

# -- a repository of its own: exempt records, drafts, a template --
R="$TMP/r"
small_repo "$R"
tag "$R" one 2021-09-21T10:00:00+01:00
cat >>"$R/plans/p.yaml" <<'END'
  - ref: X.9
    recommendations: [R1]
    action: Sell SECRETLAND
    access: exempt
    leads: [chief]
    due: 2021-11
    status: in-progress
    update: SECRETPRICE is agreed.
END
sed -i 's/^    due: 2022-03/    after: [X.9]\n    due: 2022-03/' "$R/plans/p.yaml"
cat >"$R/plans/q.yaml" <<'END'
plan: secretplan
title: SECRETTITLE
kind: other
access: exempt
actions:
  - {ref: Q.1, action: SECRETACTION, due: 2021-10, status: in-progress}
END
commit "$R" 2021-12-09T09:00:00+00:00 second
t paper-draft-exempt.md 0 -C "$R" paper two --format markdown
tag "$R" two 2021-12-17T10:00:00+00:00
for format in text markdown html csv json; do
	"$ARISING" -C "$R" paper two --format $format --extras >"$TMP/out" 2>&1
	problem=$(grep -niE 'secret|X\.9|Q\.1' "$TMP/out")
	verdict "paper-exempt-$format" "$problem"
done
has paper-exempt-count 0 "2 exempt records are left out" -C "$R" paper two
has paper-exempt-asked 0 SECRETPRICE -C "$R" paper two --include-exempt
has paper-exempt-says 0 "not for publication" -C "$R" paper two \
	--include-exempt
# What was exempt last time and is open now brings none of its past along.
sed -i '/^    access: exempt/d; s/SECRETLAND/land/; s/SECRETPRICE/A price/' \
	"$R/plans/p.yaml"
sed -i 's/  - {id: two/  - {id: three, body: S\&R, meeting: 2022-02-01}\n&/' \
	"$R/arising.yaml"
commit "$R" 2022-01-10T09:00:00+00:00 opened
"$ARISING" -C "$R" paper three --format json >"$TMP/out"
problem=$(grep -n SECRET "$TMP/out"; grep -q '"ref": "X.9"' "$TMP/out" ||
	echo "X.9 is not there")
verdict paper-opened "$problem"

cat >"$R/paper.yaml" <<'END'
paper: 1
title: What became of it
header: {Key decision: "No", Ward: All}
columns: [ref, status, moved]
column-titles: {status: How far}
sections: [overdue, plans]
section-titles: {overdue: Late}
introduction: |
  Read **this** first.
END
commit "$R" 2022-01-11T09:00:00+00:00 template
t paper-template.md 0 -C "$R" paper three --format markdown
for bad in 'columns: [ref, colour]' 'columns: [status]' 'colums: [ref]' \
	'sections: [overdue, overdue]' 'title: [a]' 'paper: 2' \
	'section-titles: {late: Late}' 'columns: []' 'header: text'; do
	{ echo 'paper: 1'; echo "$bad"; } | awk '!seen[$1]++ || $1 != "paper:"' \
		>"$R/paper.yaml"
	[ "$bad" != 'paper: 2' ] || echo "$bad" >"$R/paper.yaml"
	commit "$R" 2022-01-12T09:00:00+00:00 "template: $bad"
	"$ARISING" -C "$R" paper three >"$TMP/out" 2>&1
	got=$?
	problem=
	[ $got -eq 3 ] && grep -q 'paper.yaml:[0-9]*:[0-9]*: ' "$TMP/out" ||
		problem="status $got: $(cat "$TMP/out")"
	verdict "paper-template: $bad" "$problem"
done

# -- spreadsheets, documents and files --
"$ARISING" -C "$CCC" paper sr-2021-12 --format xlsx --output "$TMP/p.xlsx"
[ "$(head -c 2 "$TMP/p.xlsx")" = PK ] && problem= || problem="no zip"
verdict paper-output "$problem"
[ "$(ls "$TMP" | grep -c 'p.xlsx')" -eq 1 ] && problem= || problem="left over"
verdict paper-output-alone "$problem"
has paper-output-nowhere 3 "cannot write" -C "$CCC" paper sr-2021-12 \
	--output "$TMP/none/p"
# Helper programs: missing, failing, hanging; each in words, and in time.
helper() { # name, text, format, script of the helper or nothing
	rm -rf "$TMP/bin"
	mkdir "$TMP/bin"
	for fake in pandoc chromium; do
		[ -z "$4" ] || printf '#!/bin/sh\n%s\n' "$4" >"$TMP/bin/$fake"
	done
	[ -z "$4" ] || chmod +x "$TMP/bin/pandoc" "$TMP/bin/chromium"
	(
		PATH="$TMP/bin"
		export PATH ARISING_HELPER_SECONDS=1
		"$ARISING" -C "$CCC" paper sr-2021-12 --format "$3" \
			--output "$TMP/made" 2>&1
	) >"$TMP/out"
	got=$?
	problem=
	[ $got -eq 3 ] || problem="status $got, not 3"
	grep -qF -- "$2" "$TMP/out" || problem="$problem $(cat "$TMP/out")"
	[ ! -e "$TMP/made" ] || problem="$problem; a file was left"
	verdict "$1" "$problem"
}
helper paper-no-pandoc "install the Debian package pandoc" docx
helper paper-no-chromium "install the Debian package chromium" pdf
for pair in docx:pandoc pdf:chromium; do
	format=${pair%%:*} program=${pair##*:}
	helper paper-$program-fails "$program did not make a" $format "exit 1"
	helper paper-$program-makes-nothing "$program did not make a" $format \
		"exit 0"
	helper paper-$program-hangs "within 1 second and was stopped" $format \
		'exec /bin/sleep 600'
	helper paper-$program-leaves-a-child "within 1 second and was stopped" \
		$format '/bin/sleep 600 & wait'
done

# -- what machines read: the contract and the template's schema --
S="$ROOT/schema"
for at in "$CCC sr-2021-12" "$CCC sr-2022-01" "$CE council-2024-07" \
	"$CCC sr-2021-12 --names --extras --include-exempt"; do
	set -- $at
	repo=$1
	shift
	"$ARISING" -C "$repo" paper "$@" --format json >"$TMP/p.json"
	has "paper-contract: $*" 0 "" check --schema "$S/paper.schema.json" \
		"$TMP/p.json"
done
has paper-template-schema 0 "" check --schema \
	"$S/paper-template.schema.json" "$S/paper-template.yaml"
printf 'paper: 1\ncolumns: [status]\nsections: [late]\n' >"$TMP/bad.yaml"
has paper-template-schema-bad 1 "sections" check --schema \
	"$S/paper-template.schema.json" "$TMP/bad.yaml"
sed -i 's/"draft": false/"draft": "no"/' "$TMP/p.json"
has paper-contract-bad 1 "draft" check --schema "$S/paper.schema.json" \
	"$TMP/p.json"
