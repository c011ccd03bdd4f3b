# Texts that mean harm in every field of a plan, and every format that a
# committee, a spreadsheet, a terminal or a browser may be given.
. "$ROOT/tests/cli/lib"
. "$ROOT/tests/support/harm.sh"
R="$TMP/r"
small_repo "$R"
tag "$R" one 2021-09-21T10:00:00+01:00

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

while read -r name text; do
	harm_repo "$R" "$text"
	for format in text markdown html csv json ndjson ics changes log; do
		look "$name" $format
	done
done <"$ROOT/tests/support/harm.txt"

# A calendar entry that a text tried to open is none.
harm_repo "$R" 'a\r\nBEGIN:VEVENT\r\nUID:x'
has paper-hostile-ics 0 "BEGIN:VEVENT" -C "$R" export ics
problem=$("$ARISING" -C "$R" export ics | grep -c '^UID:x')
[ "$problem" = 0 ] && problem=
verdict paper-hostile-ics-injected "$problem"
