# arising init: what it writes, what it leaves, and that --undo takes back
# exactly that.
. "$ROOT/tests/cli/hooklib"

state() { # every file of the repository with its mode and bytes
	find . \( -type f -o -type l -o -type d \) -print | LC_ALL=C sort |
		while read -r f; do
			stat -c '%n %a' "$f"
			[ -f "$f" ] && sha1sum <"$f"
		done
}
begin() {
	cd "$TMP" && rm -rf r && mkdir r && cd r || exit 1
	git init -q -b main
}
unchanged() { # name: against $TMP/before
	state >"$TMP/after"
	verdict "$1" "$(diff "$TMP/before" "$TMP/after")"
}

begin
state >"$TMP/before"
t init/no-name 2 -C "$TMP/r" init
t init/bad-body 2 -C "$TMP/r" init --council X --body nonsense
ran "a name that is no text" 2 "text of one line" \
	arising init --council "$(printf 'a\tb')"
t init/fresh 0 -C "$TMP/r" init --council 'Example "County" Council' \
	--body "S&R=Strategy and Resources Committee"
for file in arising.yaml .gitattributes; do
	cp "$file" "$TMP/out"
	verdict "init: $file" "$(same "$ROOT/tests/golden/init/$file" "$TMP/out")"
done
for hook in pre-commit prepare-commit-msg commit-msg pre-merge-commit \
	pre-push; do
	verdict "init: $hook is the script of hooks/" "$(cmp \
		".git/hooks/$hook" "$ROOT/hooks/$hook" 2>&1)"
	[ -x ".git/hooks/$hook" ] || verdict "init: $hook is executable" no
done
for schema in plan register; do
	verdict "init: copy of the $schema schema" "$(cmp \
		".arising/$schema.schema.json" \
		"$ROOT/schema/$schema.schema.json" 2>&1)"
done
has "what init writes is valid" 0 "nothing to mend" -C "$TMP/r" check
[ "$(git check-attr merge plans/a.yaml)" = "plans/a.yaml: merge: arising" ] ||
	verdict "git knows the merge driver" "$(git check-attr merge plans/a.yaml)"
state >"$TMP/once"
t init/again 0 -C "$TMP/r" init
state >"$TMP/twice"
verdict "init twice changes nothing" "$(diff "$TMP/once" "$TMP/twice")"
git add -A
holds "the first commit goes through the hooks" git commit -qm first
begin
arising init --council X >/dev/null
t init/undo 0 -C "$TMP/r" init --undo
unchanged "init --undo leaves nothing"
t init/undo-nothing 0 -C "$TMP/r" init --undo

# What is there stays.
begin
printf 'arising: 1\ncouncil: Ours\nplans: [a/*.yaml, top.yaml, "a b/*.yaml"]\n' \
	>arising.yaml
printf '*.txt text' >.gitattributes
chmod 600 .gitattributes
git config merge.arising.name ours
printf '#!/bin/sh\necho "first: $0 $*" >&2\n[ ! -e refuse ]\n' \
	>.git/hooks/pre-commit
chmod 750 .git/hooks/pre-commit
state >"$TMP/before"
t init/there 0 -C "$TMP/r" init
verdict "init: lines for each pattern" "$(printf '%s\n' '*.txt text' \
	'a/*.yaml merge=arising diff=arising' \
	'/top.yaml merge=arising diff=arising' \
	'"a b/*.yaml" merge=arising diff=arising' | diff .gitattributes -)"
git add -A
ran "the hook that was there runs first" 0 \
	"first: .git/hooks/pre-commit.before-arising" git commit -qm x
touch refuse
ran "and may refuse" 1 "refused by .git/hooks/pre-commit.before-arising" \
	git commit -q --allow-empty -m x
rm refuse
chmod -x .git/hooks/pre-commit.before-arising
holds "one that is not executable is passed over, as git does" \
	git commit -q --allow-empty -m x
chmod 750 .git/hooks/pre-commit.before-arising
git update-ref -d HEAD
rm -rf .git/index .git/logs .git/COMMIT_EDITMSG .git/objects/??
arising init --undo >/dev/null
unchanged "init --undo puts back what was there"

# A hook without a first line #! is the shell's, as for git.
begin
printf 'echo plain >&2\n' >.git/hooks/pre-push
chmod +x .git/hooks/pre-push
arising init --council X >/dev/null
git add -A && git commit -qm x
git init -q --bare "$TMP/there.git"
ran "a hook without #!" 0 "plain" git push "$TMP/there.git" main
# What pre-push is told reaches the hook that stood there.
printf '#!/bin/sh\nread -r a b c d; echo "told: $a $c, $1" >&2\n' \
	>.git/hooks/pre-push.before-arising
git commit -q --allow-empty -m y
ran "both hooks are told" 0 "told: refs/heads/main refs/heads/main, $TMP" \
	git push "$TMP/there.git" main

# Two hooks in the way.
begin
echo '#!/bin/sh' >.git/hooks/commit-msg
echo '#!/bin/sh' >.git/hooks/commit-msg.before-arising
state >"$TMP/before"
ran "no hook is overwritten" 1 "move one of them away" \
	arising init --council X
arising init --undo >/dev/null
unchanged "init --undo after it"

# What was changed since is not taken away.
begin
arising init --council X >/dev/null
echo '# ours' >>arising.yaml
echo '*.md text' >>.gitattributes
echo 'echo more' >>.git/hooks/pre-push
git config diff.arising.textconv other
t init/undo-changed 0 -C "$TMP/r" init --undo
verdict "init --undo: lines go, others stay" "$(echo '*.md text' |
	diff .gitattributes -)"

# Where git takes hooks from, and where nothing is git's.
begin
git config core.hooksPath our/hooks
arising init --council X >/dev/null
verdict "core.hooksPath" "$(cmp our/hooks/pre-commit "$ROOT/hooks/pre-commit" 2>&1)"
git add -A && git commit -qm x
git worktree add -q "$TMP/linked" 2>/dev/null
cd "$TMP/linked" && rm -r our && arising init >/dev/null
verdict "core.hooksPath of a linked worktree" "$(cmp \
	our/hooks/pre-commit "$ROOT/hooks/pre-commit" 2>&1)"
begin
mkdir "$TMP/shared"
git config core.hooksPath "$TMP/shared"
ran "hooks of several repositories" 0 "maybe those of other repositories" \
	arising init --council X
begin
ln -s "$TMP/shared" .arising
ran "no way out through a link" 2 ".arising is not a folder" \
	arising init --council X
mkdir "$TMP/plain"
ran "no repository" 3 "git init" arising -C "$TMP/plain" init --council X

# A server.
git init -q --bare "$TMP/server.git"
cd "$TMP/server.git" || exit 1
state >"$TMP/before"
t init/server 0 -C "$TMP/server.git" init
verdict "init: pre-receive" "$(cmp hooks/pre-receive "$ROOT/hooks/pre-receive" 2>&1)"
arising init --undo >/dev/null
unchanged "init --undo on a server"

# Killed at any moment: --undo knows what had been done.
begin
state >"$TMP/before"
problem=
for ms in 001 003 005 006 007 008 009 010 012 014 017 020 030 040; do
	timeout -s KILL "0.$ms" "$ARISING" init --council X >/dev/null 2>&1
	find . -name '*.new.??????' -o -name config.lock | xargs rm -f
	arising init --undo >/dev/null || problem="undo failed after $ms ms"
	rmdir .arising .git/arising 2>/dev/null
	state >"$TMP/after"
	diff "$TMP/before" "$TMP/after" >/dev/null || problem="$problem
after $ms ms: $(diff "$TMP/before" "$TMP/after" | head -4)"
done
verdict "killed at any moment" "$problem"
