# The ledger on R, for run: ours beside git, and beside the floor, which
# walks and reads every version once and does nothing else. A table over
# longer and longer histories is made with BENCH_LONG=1, for making them
# takes minutes.

# Kilobytes at the most, and milliseconds, of a command line.
cost() {
	local log=$work/cost
	/usr/bin/env time -o "$log" -f '%M' "$@" >/dev/null 2>&1 ||
		: >"$log"
	tail -n 1 "$log"
}

# mark NAME TARGET ours…: the median time alone, in milliseconds
mark() {
	local name=$1 target=$2 times=()
	shift 2
	for ((i = 0; i < RUNS; i++)); do
		times+=("$(once "$@")")
	done
	awk -v n="$name" -v t="$target" -v x="$(median "${times[@]}")" 'BEGIN {
		printf "%-44s %8.1f ms  (%s)\n", n, x / 100, t }'
}

mean() { # runs command…: the median of so many runs, in milliseconds
	local runs=$1 times=()
	shift
	for ((i = 0; i < runs; i++)); do
		times+=("$(once "$@")")
	done
	awk -v x="$(median "${times[@]}")" 'BEGIN { printf "%.1f", x / 100 }'
}

# A row of the table: commits, cold, warm, each with its memory.
row() {
	local n=$1 dir=$2 cold warm
	rm -rf "$dir/.git/arising"
	cold=$(mean 3 "$ARISING" -C "$dir" log --no-cache --format ndjson)
	"$ARISING" -C "$dir" log --format ndjson >/dev/null
	warm=$(mean 5 "$ARISING" -C "$dir" log --format ndjson)
	printf '%8d %10s %8s %8s %10s %8s %8s\n' "$n" "$cold" \
		"$(awk "BEGIN { printf \"%.1f\", 1000 * $cold / $n }")" \
		"$(cost "$ARISING" -C "$dir" log --no-cache --format ndjson)" \
		"$warm" "$(awk "BEGIN { printf \"%.2f\", 1000 * $warm / $n }")" \
		"$(cost "$ARISING" -C "$dir" log --format ndjson)"
}

ledger_on() {
	local repo=$1 file=plans/plan-00003.yaml record=plan-00003#E.1
	# shellcheck disable=SC2046
	cc -O2 -std=c11 -D_GNU_SOURCE -Iinclude -o "$work/floor" \
		tests/bench/floor.c "$(dirname "$ARISING")/libarising.a" \
		$(make -s print-libs) || return
	pair "ledger, cold | floor: walk, read each once" "at most 1.2" \
		"$ARISING" -C "$repo" log --no-cache --format ndjson -- \
		"$work/floor" "$repo"
	pair "ledger, cold | git log -p -- plans" "at most 0.5" \
		"$ARISING" -C "$repo" log --no-cache --format ndjson -- \
		git -C "$repo" log -p -- plans
	pair "one record, cold | git log -p -- FILE" "at most 1" \
		"$ARISING" -C "$repo" log --no-cache $record -- \
		git -C "$repo" log -p -- $file
	pair "blame, cold | git blame FILE" "at most 1" \
		"$ARISING" -C "$repo" blame --no-cache $record -- \
		git -C "$repo" blame $file
	"$ARISING" -C "$repo" log >/dev/null
	mark "ledger, warm" "at most 100 ms" \
		"$ARISING" -C "$repo" log --format ndjson
	mark "one record, warm" "under 20 ms" "$ARISING" -C "$repo" log $record
	pair "blame, warm | git blame FILE" "at most 1" \
		"$ARISING" -C "$repo" blame $record -- \
		git -C "$repo" blame $file
	printf '%-44s %8d KiB cold, %d KiB warm  (under 131072)\n' \
		"memory at the most" \
		"$(cost "$ARISING" -C "$repo" log --no-cache --format ndjson)" \
		"$(cost "$ARISING" -C "$repo" log --format ndjson)"
}

if [ -d "$R" ]; then
	ledger_on "$R"
fi
if [ -n "$BENCH_LONG" ] && have "no $gen" test -e "$gen"; then
	echo " commits    cold ms us/commit      KiB    warm ms us/commit   KiB"
	for n in 2500 5000 10000 20000 40000; do
		dir=${BENCH_LONG_DIR:-$work}/R$n
		[ -d "$dir" ] || python3 "$gen" repo "$dir" 200 40 $n 250
		row $n "$dir"
	done
fi
