# Each example of README.md prints what stands there; a line … stands for any
# number of lines.
. "$ROOT/tests/cli/lib"
unset COLUMNS
R="$TMP/r"
small_repo "$R"
sed -i 's/ref: A.1/ref: 1.10/' "$R/plans/p.yaml"

awk -v dir="$TMP" '
/^```console$/ { n++; inside = 1; next }
/^```$/ { inside = 0 }
inside && /^\$ / { print substr($0, 3) >(dir "/cmd." n); next }
inside { print >(dir "/want." n) }
' "$ROOT/README.md"

# Lines of want that do not follow one another in got.
missed() {
	awk '
	NR == FNR { got[++n] = $0; next }
	FNR == 1 { at = 1 }
	$0 == "…" { gap = 1; next }
	{
		while (gap && at <= n && got[at] != $0)
			at++
		if (got[at++] != $0) {
			print "not printed here: " $0
			exit
		}
		gap = 0
	}' "$2" "$1"
}

n=0
for cmd in "$TMP"/cmd.*; do
	n=$((n + 1))
	words=$(cat "$TMP/cmd.$n")
	case $words in
	*" -C "*) dir="$ROOT" ;;
	*) dir="$R" ;;
	esac
	# shellcheck disable=SC2086
	(cd "$dir" && eval "\"$ARISING\" ${words#arising }") >"$TMP/got" 2>&1
	verdict "readme-$n" "$(missed "$TMP/want.$n" "$TMP/got")"
done
[ "$n" -ge 5 ] || verdict readme "only $n examples were found"
