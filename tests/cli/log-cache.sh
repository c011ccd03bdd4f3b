#!/bin/sh
# What a ledger remembers, where many write it at once, are killed while they
# do, or may not write at all: always what --no-cache says, and one file.
. "$ROOT/tests/cli/lib"
R="$TMP/many"
small_repo "$R"
awk 'BEGIN {
	for (i = 1; i <= 300; i++) {
		print "commit refs/heads/main\nmark :" i
		print "committer Officer <o@example.org> " 1640000000 + i * 60 \
			" +0000\ndata 1\nx"
		if (i == 1)
			print "from refs/heads/main^0"
		print "M 100644 inline plans/p.yaml"
		text = "plan: p\ntitle: T\nactions:\n"
		for (k = 0; k < 20; k++)
			text = text "  - ref: A." k "\n    action: Do " \
				(k == i % 20 ? i : k) "\n"
		print "data " length(text) "\n" text
	}
}' | git -C "$R" fast-import --quiet --force
F="$R/.git/arising"
"$ARISING" -C "$R" log --no-cache --format ndjson >"$TMP/cold"

# Five that write and one that reads, all at once, from nothing.
problem=
[ "$(wc -l <"$TMP/cold")" -gt 500 ] || problem="too little moved"
for round in 1 2 3 4 5; do
	rm -rf "$F"
	for i in 1 2 3 4 5; do
		"$ARISING" -C "$R" log --format ndjson >"$TMP/w$i" 2>&1 &
	done
	for i in 1 2 3; do
		"$ARISING" -C "$R" log --format ndjson 2>&1 |
			cmp - "$TMP/cold" || problem="a reader differs"
	done
	wait
	for i in 1 2 3 4 5; do
		cmp "$TMP/w$i" "$TMP/cold" || problem="a writer differs"
	done
	[ "$(ls "$F")" = ledger-v1 ] || problem="left: $(ls "$F")"
done
verdict log-cache-at-once "$problem"

# Killed at some moment: no more than one file is left, and the next takes it.
problem=
i=0
while [ $i -lt 20 ]; do
	i=$((i + 1))
	rm -rf "$F"
	"$ARISING" -C "$R" log --format ndjson >/dev/null 2>&1 &
	sleep "0.0$((i % 10))$((i * 7 % 10))"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	for file in "$F"/*; do
		case $file in
		"$F/*" | "$F/ledger-v1" | "$F/ledger-v1.new") ;;
		*) problem="left: $file" ;;
		esac
	done
done
verdict log-cache-killed "$problem"

# Killed in the midst of writing, by the system, which always hits.
rm -rf "$F"
sh -c 'ulimit -c 0; ulimit -f 16; "$1" -C "$2" log --format ndjson; :' \
	sh "$ARISING" "$R" 2>/dev/null | cat >"$TMP/out"
problem=
[ "$(ls "$F")" = ledger-v1.new ] || problem="there is: $(ls "$F")"
for how in writes remembers; do
	"$ARISING" -C "$R" log --format ndjson 2>&1 | cmp - "$TMP/cold" ||
		problem="what $how differs"
	[ "$(ls "$F")" = ledger-v1 ] || problem="left: $(ls "$F")"
done
verdict log-cache-left "$problem"

# Where a link stands in the way, nothing is written through it.
problem=
rm -f "$F"/*
echo precious >"$TMP/precious"
ln -s "$TMP/precious" "$F/ledger-v1.new"
"$ARISING" -C "$R" log --format ndjson 2>&1 | cmp - "$TMP/cold" ||
	problem="differs"
[ "$(cat "$TMP/precious")" = precious ] || problem="it was written through"
verdict log-cache-link "$problem"

# A folder that may not be written to is no error: as another user than root.
if [ "$(id -u)" = 0 ]; then
	as="env HOME=/ setpriv --reuid=65534 --regid=65534 --clear-groups"
else
	as=env
fi
chmod 755 "$TMP"
rm -rf "$F"
git clone -q --bare "$R" "$TMP/bare.git"
[ "$as" = env ] || chown -R 65534:65534 "$R" "$TMP/bare.git"
chmod -R a-w "$R" "$TMP/bare.git"
chmod -R a+rX "$R" "$TMP/bare.git"
if ! $as test -x "$ARISING" || $as test -w "$R/.git"; then
	echo "  SKIPPED log-cache-read-only: no other user can run $ARISING here"
else
	for dir in "$R" "$TMP/bare.git"; do
		problem=
		$as "$ARISING" -C "$dir" log --format ndjson >"$TMP/out" \
			2>"$TMP/err" || problem="it failed: $(cat "$TMP/err")"
		[ ! -s "$TMP/err" ] || problem="it said: $(cat "$TMP/err")"
		cmp "$TMP/out" "$TMP/cold" || problem="$problem; it differs"
		verdict "log-cache-read-only $(basename "$dir")" "$problem"
	done
fi
chmod -R u+w "$R" "$TMP/bare.git"
