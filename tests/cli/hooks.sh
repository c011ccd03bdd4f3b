# The hooks of a commit, called by git in every kind of repository: what the
# hook judges is what the commit holds, and nothing is written.
. "$ROOT/tests/cli/hooklib"

# A hook that looks on: the files of the next commit, and whether any byte
# of the index or the worktree is another one after our hook.
mkdir "$TMP/hooks"
cat >"$TMP/hooks/pre-commit" <<'END'
#!/bin/sh
digest() {
	{ sha1sum <"${GIT_INDEX_FILE:-$(git rev-parse --git-dir)/index}"
	  find . -name .git -prune -o \( -type f -o -type l \) -print |
		LC_ALL=C sort | while read -r f; do
			ls -l "$f" && sha1sum "$f"
		done; } 2>&1 | sha1sum
}
git ls-files -s | sed 's/^\([0-9]*\) \([0-9a-f]*\) 0/\1 \2/' >"$SEEN"
before=$(digest)
arising hook pre-commit "$@"
status=$?
[ "$before" = "$(digest)" ] || echo changed >"$SEEN.changed"
exit $status
END
chmod +x "$TMP/hooks/pre-commit"
for hook in prepare-commit-msg commit-msg pre-merge-commit; do
	printf '#!/bin/sh\nexec arising hook %s "$@"\n' $hook >"$TMP/hooks/$hook"
	chmod +x "$TMP/hooks/$hook"
done
export SEEN="$TMP/seen"

repo() { # a fresh repository at $TMP/r, hooks in use
	cd "$TMP" && rm -rf r
	cp -R first r
	git -C "$TMP/r" config core.hooksPath "$TMP/hooks"
	cd "$TMP/r" || exit 1
}

# Committed: the hook saw exactly the files of the new commit.
seen_is_committed() { # name
	git ls-tree -r HEAD |
		sed 's/^\([0-9]*\) [a-z]* \([0-9a-f]*\)/\1 \2/' >"$TMP/tree"
	problem=$(diff "$SEEN" "$TMP/tree")
	[ ! -e "$SEEN.changed" ] || problem="$problem
the hook changed the index or the worktree"
	verdict "$1" "$problem"
}

# Run WORD… twice: after `good`, which must be committed, and after `bad`,
# which must be refused with HEAD and all else as it was.
both() { # name, good, bad, WORD…
	name=$1 good=$2 bad=$3
	shift 3
	rm -f "$SEEN" "$SEEN.changed"
	old=$(git rev-parse -q --verify HEAD)
	$bad
	ran "$name: refused" 1 'schema-enum' "$@"
	verdict "$name: nothing happened" "$([ "$old" = "$(git rev-parse -q \
		--verify HEAD)" ] || echo "HEAD moved")"
	rm -f "$SEEN"
	$good
	holds "$name: accepted" "$@"
	seen_is_committed "$name: seen is committed"
}

good_text() { plan_text "Half is written." in-progress; }
bad_text() { plan_text "Half is written." begun; }
# Staged one way, on disk the other.
stage_good() {
	good_text >plans/p.yaml && git add plans/p.yaml && bad_text >plans/p.yaml
}
stage_bad() {
	bad_text >plans/p.yaml && git add plans/p.yaml && good_text >plans/p.yaml
}
disk_good() { git reset -q && good_text >plans/p.yaml; }
disk_bad() { bad_text >plans/p.yaml; }

repo
both "add" stage_good stage_bad git commit -qm x
repo
both "commit -a" disk_good disk_bad git commit -qam x
repo
both "commit -o" disk_good disk_bad git commit -qom x plans/p.yaml
repo
both "amend" stage_good stage_bad git commit -q --amend -m x

# `commit -o` leaves a bad file that is staged out of the commit.
repo
plan_text "Half is written." begun | sed 's/^plan: p/plan: q/' >plans/q.yaml
git add plans/q.yaml
good_text >plans/p.yaml
rm -f "$SEEN"
holds "commit -o beside what is staged" git commit -qom x plans/p.yaml
seen_is_committed "commit -o beside what is staged: seen is committed"
ran "what is staged is refused" 1 "plans/q.yaml:25:13" git commit -qm x

# One hunk of two: the good one goes, the bad one stays on disk.
repo
good_text | sed 's/status: in-progress/&/' >"$TMP/good"
git diff --no-index -U0 plans/p.yaml "$TMP/good" |
	sed "s|$TMP/good|/plans/p.yaml|g; s|b//|b/|g" >"$TMP/patch"
bad_text >plans/p.yaml
rm -f "$SEEN"
git apply --cached --unidiff-zero "$TMP/patch"
holds "add -p" git commit -qm x
seen_is_committed "add -p: seen is committed"

# Kinds of repositories.
repo
git worktree add -q "$TMP/linked" 2>/dev/null
cd "$TMP/linked" || exit 1
both "linked worktree" stage_good stage_bad git commit -qm x
repo
git gc -q && git pack-refs --all
both "packed" stage_good stage_bad git commit -qm x
repo
git checkout -q --detach
both "detached head" stage_good stage_bad git commit -qm x
repo
git checkout -q --orphan other
both "unborn branch" stage_good stage_bad git commit -qm x
repo
git sparse-checkout set --no-cone /arising.yaml /plans/p.yaml 2>/dev/null
both "sparse checkout" stage_good stage_bad git commit -qm x
repo
git config core.repositoryformatversion 1
git config extensions.worktreeConfig true
both "settings of a worktree" stage_good stage_bad git commit -qm x
repo
git update-index --index-version 4
both "index of version 4" stage_good stage_bad git commit -qm x
repo
git update-index --split-index
stage_good
ran "split index" 1 "git update-index --no-split-index" git commit -qm x
git update-index --no-split-index
holds "split index: as it says" git commit -qm x
# git itself knows these from 2.48 on.
repo
stage_bad
git config core.repositoryformatversion 1
git config extensions.relativeWorktrees true
has "worktrees at relative paths" 1 "schema-enum" hook pre-commit
mkdir "$TMP/super"
git -C "$TMP/super" init -q
git -C "$TMP/super" -c protocol.file.allow=always submodule add -q \
	"$TMP/first" plans-of-council 2>/dev/null
cd "$TMP/super/plans-of-council" || exit 1
git config core.hooksPath "$TMP/hooks"
both "submodule" stage_good stage_bad git commit -qm x
for kind in shared shallow partial; do
	git -C "$TMP/first" config uploadpack.allowFilter true
	cd "$TMP" && rm -rf clone
	case $kind in
	shared) git clone -q --shared "$TMP/first" "$TMP/clone" ;;
	shallow) git clone -q --depth 1 "file://$TMP/first" "$TMP/clone" ;;
	partial) git clone -q --filter=blob:none "file://$TMP/first" \
		"$TMP/clone" ;;
	esac
	cd "$TMP/clone" || exit 1
	git config core.hooksPath "$TMP/hooks"
	both "$kind clone" stage_good stage_bad git commit -qm x
done

# Line ends: git stores LF, the worktree has CRLF; and CRLF stored as it is.
repo
git config core.autocrlf true
crlf_good() { good_text | sed 's/$/\r/' >plans/p.yaml; git add plans/p.yaml 2>/dev/null; }
crlf_bad() { bad_text | sed 's/$/\r/' >plans/p.yaml; git add plans/p.yaml 2>/dev/null; }
both "autocrlf" crlf_good crlf_bad git commit -qm x
repo
both "CRLF stored" crlf_good crlf_bad git commit -qm x

# Other files.
mkdir "$TMP/empty" && cd "$TMP/empty" || exit 1
git init -q -b main
git config core.hooksPath "$TMP/hooks"
echo hello >README
git add README
holds "no plans, first commit" git commit -qm x
repo
ln -sf p.yaml plans/link.yaml
git add plans/link.yaml
ran "link" 1 "plans/link.yaml is a symbolic link" git commit -qm x
repo
git rm -q --cached arising.yaml
ran "register taken away" 1 "take the register arising.yaml away" \
	git commit -qm x
repo
git mv plans/p.yaml plans/renamed.yaml
holds "renamed" git commit -qm x
seen_is_committed "renamed: seen is committed"
repo
cp plans/p.yaml plans/copy.yaml
git add plans
ran "a plan's id twice" 1 "plan-duplicate" git commit -qm x
repo
sed 's/^plan: p/plan: q/; s/^    status: not-started/    see: p#A.9\n&/' \
	plans/p.yaml >plans/q.yaml
git add plans
ran "a link into an unchanged plan" 1 "p#A.9 leads nowhere" git commit -qm x
sed -i 's/p#A.9/p#A.1/' plans/q.yaml
git add plans
holds "a link that leads there" git commit -qm x
sed -i 's/p#A.1/zz#A.1/' plans/q.yaml
ran "a link to no plan" 1 "there is no plan zz" git commit -qam x
repo
git mv plans/p.yaml plans/other-name.yaml
git commit -qm "another name"
sed 's/^plan: p/plan: q/; s/^    status: not-started/    see: p#A.1\n&/' \
	plans/other-name.yaml >plans/q.yaml
git add plans
holds "a link to a plan in a file of another name" git commit -qm x
repo
sed -i '/^plans:/d; s/^council:.*/council: [/' arising.yaml
ran "a broken register" 1 "arising.yaml" git commit -qam x
repo
git rm -q plans/p.yaml
ran "a plan taken away" 1 "plan-removed" git commit -qm x

# History: merges, rebases and the rest are neither stopped nor changed.
branch() { # name, file: a branch from main with one more plan
	git checkout -q -b "$1" main
	sed "s/^plan: p/plan: $2/" plans/p.yaml >"plans/$2.yaml"
	git add plans
	git commit -qm "$1"
	git checkout -q main
}
repo
branch one b1
branch two b2
branch three b3
holds "octopus merge" git merge -q -m octopus one two three
verdict "octopus merge: its parents" "$([ "$(git rev-list --parents -1 \
	HEAD | wc -w)" -eq 4 ] || git log --graph --oneline)"
branch four b4
good_text >plans/p.yaml
git commit -qam "on main"
holds "merge" git merge -q --no-edit four
git checkout -q -b twice main
sed "s/^plan: p/plan: b4/" plans/p.yaml >plans/x4.yaml
git add plans
git -c core.hooksPath=/dev/null commit -qm twice
git checkout -q main
echo more >>README
git add README
git commit -qm aside
ran "merge that makes an id stand twice" 1 "plan-duplicate" \
	git merge -q --no-edit twice
git merge --abort 2>/dev/null
git reset -q --hard
git checkout -q main
git checkout -q -b slips main~1
sed -i 's/due: 2022-03/due: 2022-06/' plans/p.yaml
ran "a date moves" 1 "plans/p.yaml:24:10: error[date-unexplained]" \
	git commit -qam "slips"
holds "a date moves for a reason" git commit -qam "slips

Reason: the grant came late"
sed -i 's/Nothing yet\./Begun at last./' plans/p.yaml
git commit -qam "other words"
git checkout -q main
sed -i 's/Nothing yet\./Begun./' plans/p.yaml
git commit -qam "words"
git merge -q slips >/dev/null 2>&1
git checkout -q --theirs plans/p.yaml
git add plans
holds "a merge needs no reason for what a side explained" \
	git commit -qm "merged"
repo
git checkout -q -b topic
good_text >plans/p.yaml
git commit -qam "topic"
git checkout -q main
echo more >README
git add README
git commit -qm "on main"
holds "cherry-pick" git cherry-pick topic
git reset -q --hard HEAD~1
git checkout -q topic
holds "rebase" git rebase -q main
holds "revert" git revert --no-edit HEAD

# Reasons.
repo
sed -i 's/due: 2022-03/due: 2022-06\n    reason: The grant came late/' plans/p.yaml
holds "reason in the record" git commit -qam "moves"
sed -i 's/due: 2022-06/due: 2022-09/' plans/p.yaml
ran "the reason of before" 1 "no new reason" git commit -qam "moves again"
ran "Reason: in the first paragraph of two" 1 "date-unexplained" \
	git commit -qam "moves
Reason: no trailer

The end."
printf 'moves\n\n# Reason: a comment\n' >"$TMP/message"
ran "Reason: in a comment" 1 "date-unexplained" \
	git commit -qa -F "$TMP/message" --cleanup=strip
holds "Reason: at the end" git commit -qam "moves

Reason: the grant came later"
sed -i 's/status: not-started/status: completed\n    done: 2021-09/' plans/p.yaml
git commit -qam "done"
sed -i 's/status: completed/status: in-progress/; /done: 2021-09/d' plans/p.yaml
ran "taken up again" 1 "reopened-unexplained" git commit -qam "again"
holds "taken up again, for a reason" git commit -qam "again

Reason: the audit found more"
sed -i '/ref: A.2/,$s/status: in-progress/status: paused/' plans/p.yaml
ran "paused, with the reason of before" 1 "reason-repeated" \
	git commit -qam "paused"
git checkout -q plans
git config core.commentChar auto
sed -i 's/due: 2022-09/due: 2022-10/' plans/p.yaml
cat >"$TMP/editor" <<'END'
#!/bin/sh
{ echo "Move it"; echo; echo "Reason: late"; sed 1d "$1"; } >"$1.x"
mv "$1.x" "$1"
END
chmod +x "$TMP/editor"
holds "Reason: above lines with a mark that git chose" \
	env GIT_EDITOR="$TMP/editor" git commit -qa
git config --unset core.commentChar
sed -i 's/due: 2022-10/due: 2022-09/' plans/p.yaml
git commit -qam "back

Reason: in time after all"
printf 'assurance: {date-unexplained: warning}\n' >>arising.yaml
git commit -qam "only warn"
sed -i 's/due: 2022-09/due: 2022-12/' plans/p.yaml
ran "a council that only wants to be told" 0 "warning[date-unexplained]" \
	git commit -qam "moves"

# The message that is offered.
repo
git config core.commentChar ';'
sed -i 's/status: not-started/status: in-progress/' plans/p.yaml
ran "prepare-commit-msg" 0 ";   p#A.2 started, was not-started, now in-progress" \
	env GIT_EDITOR=cat git commit -qa
verdict "prepare-commit-msg: the subject" "$([ "$(git log -1 --format=%B)" = \
	"p: A.2 started" ] || git log -1 --format=%B)"
git config core.commentChar auto
sed -i 's/It is being written/Half is written/' plans/p.yaml
ran "prepare-commit-msg: a mark that git chose" 0 "#   p#A.1 updated" \
	env GIT_EDITOR=cat git commit -qa
git config --unset core.commentChar
sed -i 's/Half is written/A half is written/' plans/p.yaml
GIT_EDITOR="cp .git/COMMIT_EDITMSG $TMP/seen.message #" git commit -qav
verdict "prepare-commit-msg: above the diff of -v" "$(sed -n \
	'/ >8 /q; /p#A.1 updated/p' "$TMP/seen.message" | grep -q . ||
	cat "$TMP/seen.message")"
sed -i 's/A half is written/Half is written/' plans/p.yaml
GIT_EDITOR=cat git commit -qa --cleanup=scissors >/dev/null 2>&1
verdict "prepare-commit-msg: nothing above scissors that stay" "$(git log -1 \
	--format=%B | grep 'What moves')"
git config commit.cleanup verbatim
sed -i 's/Half is written/All is written/' plans/p.yaml
GIT_EDITOR='sed -i /^#/d' git commit -qa >/dev/null 2>&1
verdict "prepare-commit-msg: nothing that would stay" "$(git log -1 \
	--format=%B | grep 'What moves')"
git config --unset commit.cleanup
for how in "-m said" "--amend --no-edit" "-C HEAD~1"; do
	sed -i 's/is written/is  written/' plans/p.yaml
	git commit -qa $how >/dev/null 2>&1
	verdict "prepare-commit-msg leaves alone: $how" "$(git log -1 \
		--format=%B | grep -e 'What moves' -e 'editorial')"
done

# Ownership: git's own rule, in words that say what to do.
if [ "$(id -u)" -eq 0 ]; then
	repo
	chown -R 65534 "$TMP/r"
	has "a repository of somebody else" 3 "safe.directory" -C "$TMP/r" \
		hook pre-commit
	chown -R 0 "$TMP/r"
fi
cd "$TMP" || exit 1
has "no such hook" 2 'there is no hook "post-commit"' hook post-commit
has "a hook without its file" 2 "called with a file" hook commit-msg
