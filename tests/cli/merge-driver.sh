#!/bin/sh
# Real merges by git, with the driver configured as the README says.
. "$ROOT/tests/cli/lib"

cat >"$TMP/base" <<'END'
plan: p
actions:
  # about A.1
  - ref: A.1
    due: 2021-12   # agreed
    status: in-progress
END
sed 's/2021-12/2022-03/' "$TMP/base" >"$TMP/ours"
sed 's/in-progress/completed/' "$TMP/base" >"$TMP/theirs"
cat >"$TMP/want" <<'END'
plan: p
actions:
  # about A.1
  - ref: A.1
    due: 2022-03   # agreed
    status: completed
END
cp "$TMP/ours" "$TMP/a"
chmod 640 "$TMP/a"
t merge-clean 0 merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 plans/p.yaml
verdict merge-clean-bytes "$(diff "$TMP/want" "$TMP/a")"
[ "$(stat -c %a "$TMP/a")" = 640 ] && problem= || problem="the mode changed"
verdict merge-keeps-mode "$problem"

sed 's/2021-12/2022-06/' "$TMP/base" >"$TMP/theirs"
cp "$TMP/ours" "$TMP/a"
t merge-conflict 1 merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 9 plans/p.yaml
cat >"$TMP/want" <<'END'
plan: p
actions:
  # about A.1
  - ref: A.1
<<<<<<<<< ours
    due: 2022-03   # agreed
=========
    due: 2022-06   # agreed
>>>>>>>>> theirs
    status: in-progress
END
cp "$TMP/ours" "$TMP/b"
t merge-conflict 1 merge-driver "$TMP/base" "$TMP/b" "$TMP/theirs" plans/p.yaml
verdict merge-conflict-bytes "$(diff "$TMP/want" "$TMP/a")"

printf 'plan: [\n' >"$TMP/theirs"
cp "$TMP/ours" "$TMP/a"
t merge-unreadable 1 merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 plans/p.yaml
t merge-no-file 3 merge-driver "$TMP/none" "$TMP/a" "$TMP/theirs"
t merge-no-size 2 merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" x p

# Nothing but comments, on both sides and at one place: both stay.
sed 's/^  - ref: A.1/  # ours\n&/' "$TMP/base" >"$TMP/a"
sed 's/^  - ref: A.1/  # theirs\n&/' "$TMP/base" >"$TMP/theirs"
"$ARISING" merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 p
verdict merge-keeps-both-comments "$([ "$(grep -c -e '# ours' -e '# theirs' \
	-e '# about A.1' "$TMP/a")" -eq 3 ] || cat "$TMP/a")"

# git itself: two branches, each with its own fields, records and comments.
R="$TMP/r"
small_repo "$R"
git -C "$R" config merge.arising.driver "'$ARISING' merge-driver %O %A %B %L %P"
git -C "$R" config diff.arising.textconv "'$ARISING' diff-driver"
echo 'plans/*.yaml merge=arising diff=arising' >"$R/.gitattributes"
commit "$R" 2021-10-01T09:00:00+01:00 attributes
git -C "$R" checkout -q -b theirs
sed -i 's/status: in-progress/status: completed/; s/It is being written/It is written/' "$R/plans/p.yaml"
cat >>"$R/plans/p.yaml" <<'END'
  # asked for by the committee
  - ref: A.3
    action: Theirs
END
commit "$R" 2021-10-02T09:00:00+01:00 theirs
git -C "$R" checkout -q main
sed -i 's/due: 2021-12/due: 2022-01/; s/leads: \[chief\]/leads: [chief, deputy]/' "$R/plans/p.yaml"
cat >>"$R/plans/p.yaml" <<'END'
  - ref: A.4
    action: Ours
END
commit "$R" 2021-10-02T10:00:00+01:00 ours
merge() { # branch
	GIT_AUTHOR_NAME=O GIT_AUTHOR_EMAIL=o@example.org GIT_COMMITTER_NAME=O \
	GIT_COMMITTER_EMAIL=o@example.org \
		git -C "$R" merge -q --no-edit "$1" >"$TMP/out" 2>&1
}
merge theirs
problem=$?
[ $problem -eq 0 ] && problem= || problem=$(cat "$TMP/out")
verdict git-merges-clean "$problem"
"$ARISING" diff-driver "$R/plans/p.yaml" >"$TMP/out"
cat >"$TMP/want" <<'END'
A.1.due: 2022-01
A.1.leads: chief
A.1.leads: deputy
A.1.status: completed
A.1.update: It is written.
A.3.action: Theirs
A.4.action: Ours
END
grep -E '^A\.(1\.(due|leads|status|update)|3|4)' "$TMP/out" | sort >"$TMP/got"
verdict git-merges-all "$(diff "$TMP/want" "$TMP/got")"
grep -q '# asked for by the committee' "$R/plans/p.yaml" &&
	problem= || problem="their comment is lost"
verdict git-merges-comments "$problem"
git -C "$R" diff HEAD~1 -- plans/p.yaml | grep '^[+-]A' |
	sort >"$TMP/got"
cat >"$TMP/want" <<'END'
+A.1.status: completed
+A.1.update: It is written.
+A.3.action: Theirs
-A.1.status: in-progress
-A.1.update: It is being written.
END
verdict git-diff-speaks-of-fields "$(diff "$TMP/want" "$TMP/got")"

# A conflict: one field of one record, and nothing of the rest.
git -C "$R" checkout -q -b late
sed -i 's/status: not-started/status: paused/' "$R/plans/p.yaml"
commit "$R" 2021-10-03T09:00:00+01:00 paused
git -C "$R" checkout -q main
sed -i 's/status: not-started/status: withdrawn/; s/due: 2022-03/due: 2022-05/' "$R/plans/p.yaml"
commit "$R" 2021-10-03T10:00:00+01:00 withdrawn
merge late
[ $? -eq 1 ] && problem= || problem="no conflict: $(cat "$TMP/out")"
verdict git-conflict "$problem"
grep -A5 '<<<<<<<' "$R/plans/p.yaml" | head -5 >"$TMP/got"
cat >"$TMP/want" <<'END'
<<<<<<< ours
    status: withdrawn
=======
    status: paused
>>>>>>> theirs
END
verdict git-conflict-in-one-field "$(diff "$TMP/want" "$TMP/got")"

# Killed at any moment: the old file whole, or the new one.
cp "$TMP/ours" "$TMP/old"
cp "$TMP/ours" "$TMP/a"
sed 's/in-progress/completed/' "$TMP/base" >"$TMP/theirs"
"$ARISING" merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 p
cp "$TMP/a" "$TMP/new"
problem=
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	cp "$TMP/old" "$TMP/a"
	"$ARISING" merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 p &
	pid=$!
	sleep "0.00$n"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	cmp -s "$TMP/a" "$TMP/old" || cmp -s "$TMP/a" "$TMP/new" ||
		problem="torn after 0.00$n s"
done
verdict merge-killed "$problem"

# What a run that was killed left beside the file, the next one takes away.
left() { ls -A "$TMP" | grep 'arising-'; }
cp "$TMP/old" "$TMP/a"
echo half >"$TMP/.a.arising-0"
sh -c '(ulimit -c 0 && ulimit -f 0 && exec "$@"); :' sh "$ARISING" \
	merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 p >/dev/null 2>&1
verdict merge-no-room "$(cmp "$TMP/a" "$TMP/old")"
"$ARISING" merge-driver "$TMP/base" "$TMP/a" "$TMP/theirs" 7 p
verdict merge-nothing-left "$(cmp "$TMP/a" "$TMP/new"; left)"

# The same below git: whatever moment it is, git's own files are whole, and
# the merge is done, or can be done again after it was given up.
git -C "$R" merge --abort 2>/dev/null
git -C "$R" reset -q --hard
git -C "$R" checkout -q -b slow main~1
sed -i 's/update: Nothing yet/update: Something/' "$R/plans/p.yaml"
commit "$R" 2021-10-04T09:00:00+01:00 slow
git -C "$R" checkout -q main
head=$(git -C "$R" rev-parse HEAD)
cat >"$TMP/driver" <<END
#!/bin/sh
exec timeout -s KILL "0.0\$(cat "$TMP/ms")" '$ARISING' merge-driver "\$@"
END
chmod +x "$TMP/driver"
git -C "$R" config merge.arising.driver "'$TMP/driver' %O %A %B %L %P"
problem= done=0
for ms in 01 02 03 04 05 06 07 08 09 10 12 14 16 20 30 60; do
	echo $ms >"$TMP/ms"
	if merge slow; then
		done=$((done + 1))
		git -C "$R" reset -q --hard "$head"
	elif [ -e "$R/.git/MERGE_HEAD" ]; then
		git -C "$R" merge --abort || problem="$problem
no way back after $ms ms"
	fi
	git -C "$R" fsck --strict >"$TMP/out" 2>&1 || problem="$problem
fsck after $ms ms: $(cat "$TMP/out")"
	[ "$(git -C "$R" rev-parse HEAD)" = "$head" ] &&
		git -C "$R" diff --quiet HEAD || problem="$problem
after $ms ms: $(git -C "$R" status --short)"
	rm -f "$R"/.*.arising-* "$R"/.merge_file_*
done
verdict git-killed "$problem"
git -C "$R" config merge.arising.driver "'$ARISING' merge-driver %O %A %B %L %P"
merge slow
problem=$?
[ $problem -eq 0 ] && problem= || problem=$(cat "$TMP/out")
verdict git-merges-after-that "$problem"
grep -q 'update: Something' "$R/plans/p.yaml" && problem= ||
	problem=$(cat "$R/plans/p.yaml")
verdict git-merges-all-after-that "$problem"
