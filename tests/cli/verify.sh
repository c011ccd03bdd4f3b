# arising verify: a paper is proved, or what differs is named.
. "$ROOT/tests/cli/lib"
CCC="$EXAMPLE/cambridgeshire"
cd "$TMP" || exit 1

paper() { # file format option…
	file=$1 format=$2
	shift 2
	"$ARISING" -C "$REPO" paper "$CYCLE" --format "$format" "$@" >"$file"
}

REPO=$CCC CYCLE=sr-2021-12
for format in html markdown csv json text; do
	paper p.$format $format
	t verify-$format 0 -C "$CCC" verify p.$format
done
paper list html --layout list --names --plan joint-agreement --body S\&R
has verify-options 0 "proved: every byte" -C "$CCC" verify list
paper since json --since cabinet-2014-03 --extras
has verify-since 0 "proved: every byte" -C "$CCC" verify since

# The paper differs.
sed 's/Nov &#39;21, 17 days/Dec \&#39;21, 17 days/' p.html >changed
t verify-changed 1 -C "$CCC" verify changed
sed 's/overdue/on track/' p.markdown >changed
has verify-changed-markdown 1 "the paper differs" -C "$CCC" verify changed
{ cat p.csv; echo more; } >changed
has verify-longer 1 "(ends here)" -C "$CCC" verify changed
head -c 5000 p.json >changed
has verify-cut 3 "no colophon" -C "$CCC" verify changed
sed 's/ end$/ en/; s/ end"/ en"/' p.json >changed
has verify-colophon-cut 3 "cut or changed" -C "$CCC" verify changed
sed 's/format=csv/format=pdf/' p.csv >changed
has verify-format 3 "cannot be proved" -C "$CCC" verify changed
sed 's/cycle=sr-2021-12/cycle=sr-2021-09/' p.html >changed
has verify-other-cycle 1 "the tag differs" -C "$CCC" verify changed
paper p.xlsx xlsx
has verify-spreadsheet 3 "no byte of it can be proved" -C "$CCC" verify p.xlsx
printf '%%PDF-1.4' >p.pdf
has verify-pdf 3 "no byte of it can be proved" -C "$CCC" verify p.pdf
printf 'nothing' >empty
has verify-no-paper 3 "no colophon" -C "$CCC" verify empty
has verify-no-file 3 "there is no file" -C "$CCC" verify nowhere
# A line of an officer's that looks like a colophon is not the last one.
has verify-operand 2 "FILE is missing" -C "$CCC" verify

# The tool differs.
sed 's/arising 0.1.0/arising 0.0.9/; s/tool=0.1.0/tool=0.0.9/' p.markdown >old
has verify-tool 1 "the tool differs: the paper was made by arising 0.0.9" \
	-C "$CCC" verify old

# Another repository, and a tag that was moved.
has verify-elsewhere 1 "this repository has no tag cycle/sr-2021-12" \
	-C "$EXAMPLE/cheshire-east" verify p.html
R="$TMP/r"
small_repo "$R"
tag "$R" one 2021-09-21T10:00:00+01:00
REPO=$R CYCLE=one
paper one.html html
has verify-first 0 "proved" -C "$R" verify one.html
REPO=$R CYCLE=two
paper draft.html html
t verify-draft 0 -C "$R" verify draft.html
sed -i 's/being written/written/' "$R/plans/p.yaml"
commit "$R" 2021-12-09T09:00:00+00:00 second
has verify-draft-later 0 "a draft of cycle two" -C "$R" verify draft.html
tag "$R" two 2021-12-17T10:00:00+00:00
has verify-draft-closed 0 "a draft of cycle two" -C "$R" verify draft.html
git -C "$R" tag -d cycle/one >/dev/null
tag "$R" one 2021-09-22T10:00:00+01:00
has verify-moved 1 "the tag differs: the paper was made from cycle/one" \
	-C "$R" verify one.html
has verify-moved-since 1 "the tag differs" -C "$R" verify draft.html
sed 's/commit=[0-9a-f]*/commit=0123456789012345678901234567890123456789/' \
	draft.html >gone.html
has verify-commit-gone 1 "the commit is not here" -C "$R" verify gone.html
