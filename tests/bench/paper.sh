# Sourced by run: the papers of all cycles of R, built in one run, beside
# those of its last cycles one by one; and how many bytes that is.
if [ -d "$R" ]; then
	mkdir -p "$work/papers"
	last=$(git -C "$R" for-each-ref --sort=-refname --count=4 \
		--format='%(refname:strip=3)' 'refs/tags/cycle/*')
	one_by_one() {
		local cycle
		for cycle in $last; do
			"$ARISING" -C "$R" paper "$cycle" --format markdown \
				-o "$work/papers/$cycle.md"
		done
	}
	pair "papers of all 40 cycles of R | of 4, singly" "ours under 2000 ms" \
		"$ARISING" -C "$R" paper --all -o "$work/papers" \
		--format markdown -- one_by_one
	du -cb "$work/papers"/*.md | awk 'END {
		printf "%-44s %8.1f MB\n", "  they are", $1 / 1e6 }'
	if have "instructions: no perf" perf stat -e instructions:u true; then
		perf stat -x, -e instructions:u "$ARISING" -C "$R" paper --all \
			-o "$work/papers" --format markdown 2>&1 >/dev/null |
			awk -F, '/instructions/ { printf "%-44s %8.2f thousand million\n",
				"  instructions", $1 / 1e9 }'
	fi
fi
