# Texts that mean harm in every field of a plan, and every format that a
# committee, a spreadsheet, a terminal or a browser may be given.
. "$ROOT/tests/cli/lib"
R="$TMP/r"
small_repo "$R"
tag "$R" one 2021-09-21T10:00:00+01:00

# hostile NAME TEXT: the text, a double-quoted YAML scalar, in every field.
hostile() {
	cat >"$R/plans/h.yaml" <<END
plan: h
title: "$2"
kind: other
stage: approved
narrative: "$2"
source: {body: "$2"}
sections: {s: "$2"}
recommendations:
  - {ref: R1, section: s, recommendation: "$2", outcome: "$2"}
actions:
  - ref: A.1
    section: s
    recommendations: [R1]
    action: "$2"
    themes: ["$2"]
    bodies: ["$2"]
    leads: ["$2", h]
    milestones: [{what: "$2", due: 2021-12}]
    success: ["$2"]
    baseline: "$2"
    status: in-progress
    evidence: ["$2"]
    reason: "$2"
    decision: {body: "$2", on: 2021-12, minute: "$2"}
    update: "$2"
    x-own: "$2"
  - {ref: "$2", action: "$2", due: 2021-10, status: in-progress}
END
	cat >"$R/arising.yaml" <<END
arising: 1
council: "$2"
bodies: {S&R: {name: "$2"}}
people: {chief: {post: "$2", holder: "$2"}, h: {post: "$2", holder: "$2"}}
cycles:
  - {id: one, body: S&R, meeting: 2021-09-21}
  - {id: two, body: S&R, meeting: 2021-12-17, period: 2021-10/2021-12}
END
	cat >"$R/paper.yaml" <<END
paper: 1
title: "$2"
purpose: "$2"
introduction: "$2"
header: {"l $2": "$2"}
columns: [ref, recommendation, action, milestone, committee, lead, success,
  baseline, status, update, themes, evidence, moved]
column-titles: {action: "a $2"}
section-titles: {overdue: "o $2"}
END
	commit "$R" 2021-12-09T09:00:00+00:00 "$1"
	for format in text markdown html csv json ndjson ics changes log; do
		look "$1" $format
	done
}

# The fields of a CSV file (RFC 4180) that a spreadsheet would compute.
formulas() {
	awk '{ text = text $0 "\n" }
	END {
		n = length(text)
		for (i = 1; i <= n; i++) {
			c = substr(text, i, 1)
			if (c == "\"")
				quoted = !quoted
			else if (!quoted && (c == "," || c == "\n")) {
				if (field ~ /^[ \t\r\n]*[=+@-]/)
					print "a formula: " field
				field = ""
			} else
				field = field c
		}
	}' "$1"
}

# No control character but line ends, no bidirectional ones, no formula at
# the beginning of a field, no tag or link that the page's writer did not make.
look() {
	case $2 in
	ndjson | ics) set -- "$1" "$2" export "$2" --names ;;
	log) set -- "$1" csv log --format csv ;;
	changes) set -- "$1" csv changes one..HEAD --format csv ;;
	*) set -- "$1" "$2" paper two --format "$2" --names --extras ;;
	esac
	name=paper-hostile-$1-$2 format=$2
	shift 2
	"$ARISING" -C "$R" "$@" >"$TMP/out" 2>"$TMP/err" || {
		verdict "$name" "$(cat "$TMP/err")"
		return
	}
	problem=$(tr -d '\r' <"$TMP/out" | LC_ALL=C grep -n -a -E \
		"$(printf '[\001-\010\013-\037\177]|\302[\200-\237]|\342\200[\216\217\250-\256]|\342\201[\246-\251]|\330\234|\357\273\277')" |
		head -3)
	case $format in
	html)
		problem="$problem$(grep -n -i -E \
			'<(script|img|svg|iframe|b>)|<[^>]*[ "]on[a-z]+=|href="(javascript|data|vbscript|file|/)' \
			"$TMP/out" | head -3)"
		;;
	csv)
		problem="$problem$(formulas "$TMP/out")"
		;;
	esac
	verdict "$name" "$problem"
}

hostile script '<script>alert(1)</script><img src=x onerror=alert(1)>'
hostile attribute "x' onclick='y\\\" onmouseover=\\\"z"
hostile link '[a](javascript:alert(1)) ![b](http://e.example/c) <b>d</b>'
hostile reference '[a]\n\n[a]: data:text/html,x\n\n# h\n\n<div onclick=x>'
hostile ansi 'a\e[31mb\e]8;;http://e\e\\c\a'
hostile c1 'a\x9b31m\x85\u2028b'
hostile bidi 'a\u202Eb\u2066c\u200F\uFEFF'
hostile entity '&#x202E;a &lt;script&gt; &#27;[1m'
hostile formula "=cmd|' /C calc'!A0"
hostile plus '+1+1'
hostile minus '-1-1'
hostile at '@SUM(1+1)'
hostile tab '\t=1+1'
hostile line '\n=1+1'
hostile crlf 'a\r\nBEGIN:VEVENT\r\nUID:x'
hostile table 'a | b\n--- | ---\n`c`'

# A calendar entry that a text tried to open is none.
has paper-hostile-ics 0 "BEGIN:VEVENT" -C "$R" export ics
hostile crlf2 'a\r\nBEGIN:VEVENT\r\nUID:x'
problem=$("$ARISING" -C "$R" export ics | grep -c '^UID:x')
[ "$problem" = 0 ] && problem=
verdict paper-hostile-ics-injected "$problem"
