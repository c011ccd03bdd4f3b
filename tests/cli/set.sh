#!/bin/sh
# set and add: what moves, what is refused, and that nobody's edit is lost.
. "$ROOT/tests/cli/lib"
R="$TMP/r"
small_repo "$R"
sed -i 's/due: 2022-03/due: 2022-03   # as agreed/' "$R/plans/p.yaml"
commit "$R" 2021-10-01T09:00:00+01:00 remark

t set-fields 0 -C "$R" set p#A.1 status=completed done=2021-12 leads+=deputy
printf 'Written.\n\nAnd printed.\n' >"$TMP/text"
t set-text 0 -C "$R" set p#A.1 "update=@$TMP/text"
t set-again 0 -C "$R" set p#A.1 status=completed
t set-dry 0 -C "$R" set p#A.2 due=2022-06 --dry-run
t set-bad-status 1 -C "$R" set p#A.1 status=done
t set-bad-date 1 -C "$R" set p#A.2 due=ongoing
t set-no-field 2 -C "$R" set p#A.2 stauts=paused
t set-no-record 3 -C "$R" set p#A.9 status=paused
t set-no-plan 3 -C "$R" set q#A.9 status=paused
t set-no-ref 2 -C "$R" set p status=paused
t set-no-value 2 -C "$R" set p#A.1 status
t set-no-text 3 -C "$R" set p#A.1 "update=@$TMP/none"
t add-next 0 -C "$R" add p --ref 'A.*' --after A.1 'action=Do: more' \
	leads=chief due=2022
t add-used 2 -C "$R" add p --ref A.1 action=Again
t add-no-ref 2 -C "$R" add p action=More
t add-recommendation 0 -C "$R" add p --recommendation --ref R2 \
	recommendation=Better
cat >"$TMP/want" <<'END'
+  - ref: R2
+    recommendation: Better
-    leads: [chief]
+    leads: [chief, deputy]
-    status: in-progress
-    update: It is being written.
+    status: completed
+    done: 2021-12
+    update: |
+      Written.
+
+      And printed.
+  - ref: A.3
+    action: "Do: more"
+    leads: [chief]
+    due: 2022
END
git -C "$R" diff -U0 | sed '1,4d; /^@@/d' >"$TMP/got"
verdict set-touches-nothing-else "$(diff "$TMP/want" "$TMP/got")"

# Twenty at once: each waits for its turn.
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	"$ARISING" -C "$R" set p#A.2 "x-n$n=yes" >/dev/null 2>"$TMP/err$n" &
done
wait
got=$(grep -c '^    x-n[0-9]*: "yes"$' "$R/plans/p.yaml")
[ "$got" -eq 20 ] && problem= || problem="$got of 20: $(cat "$TMP"/err*)"
verdict set-at-once "$problem"
[ -z "$(find "$R/plans" -name '.*')" ] && problem= || problem="files are left"
verdict set-leaves-no-file "$problem"
mv "$R/plans/p.yaml" "$R/plans/q"
ln -s q "$R/plans/p.yaml"
has set-no-link 3 "symbolic link" -C "$R" set p#A.2 status=paused
