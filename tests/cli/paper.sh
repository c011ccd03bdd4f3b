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

# The page on templates: its example is one, and its mistake is said so.
page="$ROOT/docs/paper.md"
sed -n '/^```yaml/,/^```$/p' "$page" | sed '1d;$d' >"$R/paper.yaml"
has paper-page-schema 0 "" check --schema \
	"$ROOT/schema/paper-template.schema.json" "$R/paper.yaml"
commit "$R" 2022-01-12T10:00:00+00:00 "the page's template"
has paper-page 0 "## Late actions" -C "$R" paper three --format markdown
printf 'paper: 1\ncolumns: [ref, action, colour]\n' >"$R/paper.yaml"
commit "$R" 2022-01-12T11:00:00+00:00 "the page's mistake"
said=$(sed -n 's/^arising: paper.yaml[^ ]* \(.*\), …$/\1/p' "$page")
has paper-page-mistake 3 "$said" -C "$R" paper three

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

# -- several cycles in one run --
cp "$ROOT/schema/paper-template.yaml" "$R/paper.yaml"
commit "$R" 2022-01-13T09:00:00+00:00 "the built-in template"
tag "$R" three 2022-02-01T10:00:00+00:00
many() { # name, repository, format, ending, option…
	name=$1 repo=$2 format=$3 ending=$4
	cycles=${CYCLES:-$(git -C "$repo" for-each-ref \
		--format='%(refname:strip=3)' 'refs/tags/cycle/*')}
	shift 4
	rm -rf "$TMP/many"
	TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 "$ARISING" -C "$repo" paper \
		--all -o "$TMP/many" --format "$format" "$@" >"$TMP/list"
	problem=
	[ -s "$TMP/list" ] || problem="nothing was written"
	for cycle in $cycles; do
		"$ARISING" -C "$repo" paper "$cycle" --format "$format" "$@" \
			>"$TMP/single"
		grep -qx "$TMP/many/$cycle.$ending" "$TMP/list" ||
			problem="$problem $cycle is not listed"
		cmp -s "$TMP/single" "$TMP/many/$cycle.$ending" ||
			problem="$problem $cycle differs"
	done
	verdict "paper-many-$name" "$problem"
}
for pair in text:txt markdown:md html:html csv:csv json:json xlsx:xlsx; do
	many "${pair%%:*}" "$CCC" "${pair%%:*}" "${pair##*:}"
done
many names "$CCC" json json --names --extras
CYCLES="sr-2021-09 sr-2021-12"
many body "$CCC" markdown md --body 'S&R'
[ "$(ls "$TMP/many" | wc -l)" -eq 2 ] && problem= || problem="others, too"
verdict paper-many-of-body "$problem"
CYCLES=
many drafting "$CE" markdown md
many exempt "$R" json json
many exempt-asked "$R" json json --include-exempt
# Milestones that come, go and change their names; plans that move.
A="$TMP/agreed"
small_repo "$A"
cat >>"$A/arising.yaml" <<'END'
  - {id: three, body: S&R, meeting: 2022-03-01}
  - {id: four, body: S&R, meeting: 2022-06-01}
  - {id: five, body: S&R, meeting: 2022-09-01}
END
sed -i 's/^stage: approved/stage: draft/' "$A/plans/p.yaml"
cat >>"$A/plans/p.yaml" <<'END'
  - {ref: A.3, action: Two steps, status: in-progress, milestones: [{what: First, due: 2022-01}, {what: Second, due: 2022-05}]}
  - {ref: A.4, action: No date yet, status: in-progress}
  - {ref: A.5, action: Closed for a while, status: completed, done: 2021-09, due: 2021-09}
  - {ref: X.1, action: Hidden for a while, status: in-progress, due: 2021-11, access: exempt}
END
commit "$A" 2021-09-14T09:00:00+01:00 "one"
tag "$A" one 2021-09-21T10:00:00+01:00
sed -i 's/due: 2021-12/due: 2022-02/; s/what: Second, due: 2022-05/what: Second, due: 2022-07/
	s/^stage: draft/stage: approved/' "$A/plans/p.yaml"
commit "$A" 2021-10-09T09:00:00+00:00 "approved"
sed -i 's/due: 2022-02/due: 2022-04/; s/what: First/what: A first step/' "$A/plans/p.yaml"
commit "$A" 2021-12-09T09:00:00+00:00 "two"
tag "$A" two 2021-12-17T10:00:00+00:00
sed -i 's/, access: exempt/, reason: open/; s/ref: A.1$/ref: B.1\n    formerly: [A.1]/
	s/{what: A first step, due: 2022-01}, //; s/ref: A.4,/ref: A.4, due: 2022-07,/' \
	"$A/plans/p.yaml"
commit "$A" 2022-02-09T09:00:00+00:00 "three"
tag "$A" three 2022-03-01T10:00:00+00:00
git -C "$A" mv plans/p.yaml plans/renamed.yaml
sed -i 's/^    due: 2022-03/    due: 2022-05/; s/status: completed, done: 2021-09/status: in-progress/
	s/{what: Second/{what: First, due: 2022-09}, &/' "$A/plans/renamed.yaml"
commit "$A" 2022-05-09T09:00:00+00:00 "four"
tag "$A" four 2022-06-01T10:00:00+00:00
tag "$A" five 2022-09-01T10:00:00+01:00
many agreed "$A" json json
many agreed-exempt "$A" json json --include-exempt
"$ARISING" -C "$A" paper two four one -o "$TMP/some" --format json >/dev/null
problem=
for cycle in one two four; do
	"$ARISING" -C "$A" paper $cycle --format json |
		cmp -s - "$TMP/some/$cycle.json" || problem="$problem $cycle"
done
[ "$(ls "$TMP/some" | wc -l)" -eq 3 ] || problem="$problem $(ls "$TMP/some")"
verdict paper-many-any-order "$problem"
mkdir "$TMP/folder"
"$ARISING" -C "$A" paper one -o "$TMP/folder" >/dev/null
[ -s "$TMP/folder/one.txt" ] && problem= || problem="$(ls "$TMP/folder")"
verdict paper-into-folder "$problem"
has paper-many-nowhere 2 "say --output FOLDER" -C "$A" paper one two
has paper-none 2 "CYCLE is missing" -C "$A" paper
has paper-all-and 2 "one word too many" -C "$A" paper --all one -o "$TMP/x"
has paper-all-since 2 "--since is for one paper" -C "$A" paper --all \
	--since one -o "$TMP/x"
has paper-many-unknown 3 "there is no cycle six" -C "$A" paper one six \
	-o "$TMP/x"
has paper-many-no-folder 3 "cannot be made" -C "$A" paper --all \
	-o "$TMP/none/x"
has paper-output-letter 2 "there is no option -q" -C "$A" paper one -q
