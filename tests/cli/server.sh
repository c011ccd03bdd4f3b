# The server's hook and the one before a push: what gets in, what does not,
# and that a refusal says what to do.
. "$ROOT/tests/cli/hooklib"

server() { # a server with the first plan on it, a clone beside it
	cd "$TMP" && rm -rf server.git work
	git init -q --bare -b main server.git
	printf '#!/bin/sh\nexec arising hook pre-receive "$@"\n' \
		>server.git/hooks/pre-receive
	chmod +x server.git/hooks/pre-receive
	git clone -q server.git work 2>/dev/null
	cd work || exit 1
	git checkout -q -b main 2>/dev/null
	cp -R "$TMP/first/arising.yaml" "$TMP/first/plans" .
	git add -A
	git commit -qm first
	git push -q origin main
}
edit() { # sed script, message: a commit
	sed -i "$1" plans/p.yaml
	git commit -qam "$2"
}
on_server() { git -C "$TMP/server.git" rev-parse "$1"; }
intact() { # name, ref, id
	verdict "$1: the server is as it was" "$([ "$(on_server "$2")" = "$3" ] ||
		git -C "$TMP/server.git" log --oneline -3 "$2" 2>&1)"
}

# Plans.
server
verdict "the first push" "$([ "$(on_server main)" = \
	"$(git rev-parse HEAD)" ] || echo "not there")"
old=$(on_server main)
edit 's/status: not-started/status: begun/' bad
ran "an invalid plan: file and line" 1 "plans/p.yaml:25:13" git push -q
ran "an invalid plan: what to write" 1 "accepted: not-started" git push -q
ran "an invalid plan: the ref" 1 "refs/heads/main is not pushed" git push -q
intact "an invalid plan" main "$old"
edit 's/status: begun/status: in-progress/' mended
holds "mended in a later commit" git push -q
ln -sf p.yaml plans/link.yaml
git add plans && git commit -qm link
ran "a link" 1 "plans/link.yaml is a symbolic link" git push -q
git reset -q --hard HEAD~1
mv arising.yaml there.yaml && ln -s there.yaml arising.yaml
git add -A && git commit -qm "register a link"
ran "a register that is a link" 1 "arising.yaml is a symbolic link" \
	git push -q
git reset -q --hard HEAD~1
{ sed 's/^plan: p/plan: long/' plans/p.yaml; printf 'x-long: ['
	yes a, | head -n 1000000 | tr -d '\n'; echo '*b]'; } >plans/long.yaml
{ sed 's/^plan: p/plan: wide/; /due: 2021-12/d' plans/p.yaml
	printf '    due: '; yes a | head -n 1000000 | tr -d '\n'
	echo; } >plans/wide.yaml
git add -A && git commit -qm "a line of megabytes"
ran "a line of megabytes" 1 "plans/long.yaml:27:2000010" timeout 60 git push -q
verdict "a line of megabytes: what is shown of it" "$(wc -c <"$TMP/out" |
	awk '$1 > 100000 { print $1 " bytes" }')"
git reset -q --hard HEAD~1
git rm -q --cached arising.yaml && git commit -qm "no register"
ran "no register" 1 "is gone" git push -q
git reset -q --hard HEAD~1
sed -i '/ref: A.2/,$d' plans/p.yaml
git commit -qam "less"
ran "a record taken out" 1 "record-removed" git push -q
git reset -q --hard HEAD~1
edit 's/status: in-progress/status: completed\n    done: 2021-09/' done
git push -q
sed -i 's/status: completed/status: in-progress/; /done: 2021-09/d' plans/p.yaml
git commit -qam "again"
ran "taken up again without a reason" 1 "reopened-unexplained" git push -q
git commit -q --amend -m "again

Reason: the audit found more"
holds "the reason in the message of the commit" git push -q
git checkout -q --orphan notes
git rm -rqf . && echo hello >README && git add README && git commit -qm notes
holds "a branch without plans" git push -q origin notes
git checkout -q main
holds "nothing but a tag" git push -q origin HEAD:refs/tags/v1
ran "a replacement" 1 "tell another history" \
	git push -q origin HEAD:refs/replace/$(git rev-parse HEAD)
holds "a branch is taken away" git push -q origin :notes

# Cycles.
server
git tag -a -m cycle cycle/one
holds "a cycle is closed" git push -q origin cycle/one
tag=$(on_server cycle/one)
git commit -q --allow-empty -m more
git push -q
git tag -f -a -m again cycle/one >/dev/null
ran "a cycle is moved" 1 "a closed cycle is never moved" \
	git push -q -f origin cycle/one
ran "a cycle is taken away" 1 "a closed cycle is never taken away" \
	git push -q origin :cycle/one
intact "cycles" cycle/one "$tag"
git tag cycle/light
ran "a cycle without date and name" 1 "no date and no name" \
	git push -q origin cycle/light
edit 's/status: not-started/status: begun/' bad
git tag -a -m bad cycle/bad
ran "a cycle over an invalid plan" 1 "schema-enum" git push -q origin cycle/bad
git reset -q --hard HEAD~1
git tag -a -m tree cycle/tree HEAD^{tree}
ran "a cycle of a folder" 1 "this tag names no commit" \
	git push -q origin cycle/tree
git tag -a -m none cycle/three
ran "a cycle that the register lacks" 1 "the register has no cycle of this id" \
	git push -q origin cycle/three
ran "a cycle that the register lacks: what to do" 1 \
	"add the cycle under \`cycles:\` in arising.yaml" \
	git push -q origin cycle/three
verdict "a cycle that the register lacks is not there" \
	"$(git -C "$TMP/server.git" tag -l cycle/three)"
sed -i 's/^  - {id: two/  - {id: three, body: S\&R, meeting: 2021-10-08}\n&/' \
	arising.yaml
git commit -qam "list it" && git push -q
holds "a cycle that was listed since" git push -q origin cycle/three
git tag -a -m case cycle/Three
ran "a cycle by another case" 1 "the register has no cycle of this id" \
	git push -q origin cycle/Three
git commit -q --allow-empty -m ahead && git tag -a -m two cycle/two
ran "a cycle before its branch" 1 "push the branch with it, or before" \
	git push -q origin cycle/two
git reset -q --hard HEAD~1

# History under a cycle.
old=$(on_server main)
git checkout -q -b rewritten
git commit -q --amend --allow-empty -m "other words"
holds "rewritten above the cycle" git push -q -f origin rewritten:main
git push -q -f origin "$old:main"
git checkout -q --orphan other && git commit -qm "another past"
ran "rewritten under the cycle" 1 "takes the cycle one out" \
	git push -q -f origin other:main
ran "the default branch taken away" 1 "has the history of the cycle one" \
	git push -q origin :main
intact "history" main "$old"
git -C "$TMP/server.git" symbolic-ref HEAD refs/heads/nowhere
ran "the only branch that has the cycle" 1 "has the history of the cycle one" \
	git push -q origin :main
git -C "$TMP/server.git" symbolic-ref HEAD refs/heads/main

# One push of several refs stands or falls as one.
git checkout -q -f main
git branch good && edit 's/status: not-started/status: begun/' bad
ran "several refs" 1 "begun" git push -q origin good main
verdict "several refs: none is there" "$(git -C "$TMP/server.git" \
	branch --list good)"

git reset -q --hard cycle/two
holds "a cycle with its branch" git push -q origin cycle/two main

# Objects that do not hold together.
git reset -q --hard origin/main
edit 's/status: not-started/status: in-progress/' lost
blob=$(git rev-parse HEAD:plans/p.yaml)
mkdir "$TMP/part"
for id in HEAD HEAD^{tree} HEAD:plans; do
	git rev-parse "$id"
done | git pack-objects -q "$TMP/part/pack" >/dev/null
mkdir -p "$TMP/quarantine/pack"
mv "$TMP"/part/pack-* "$TMP/quarantine/pack"
echo "$(on_server main) $(git rev-parse HEAD) refs/heads/main" |
	GIT_DIR="$TMP/server.git" GIT_OBJECT_DIRECTORY="$TMP/quarantine" \
	GIT_ALTERNATE_OBJECT_DIRECTORIES="$TMP/server.git/objects" \
	arising hook pre-receive >"$TMP/out" 2>&1
echo $? >"$TMP/status"
verdict "a blob that is missing" "$([ "$(cat "$TMP/status")" -ne 0 ] &&
	grep -q "$blob is missing" "$TMP/out" || cat "$TMP/status" "$TMP/out")"
ran "words that git does not write" 3 "in a way that is not known here" \
	sh -c 'echo nonsense | arising -C "$0" hook pre-receive' "$TMP/server.git"

# Who may. $USER_NAME is what the server says.
server
cat >>arising.yaml <<'END'
roles:
  register: [clerk]
  cycles: [clerk]
  stage: [clerk, officers]
  plans: {p: [alice], "*": [officers]}
  groups: {officers: [bob, carol]}
END
git commit -qam roles
holds "roles are given" git push -q
git -C "$TMP/server.git" config arising.user-env USER_NAME
as() { who=$1; shift; env USER_NAME="$who" git push -q "$@"; }
sed 's/^plan: p/plan: q/; s/stage: approved/stage: draft/' plans/p.yaml \
	>plans/q.yaml
git add plans && git commit -qm q
ran "a new plan: not alice's" 1 "plans/q.yaml: alice may not edit this plan" \
	as alice
holds "a new plan: a group's" as bob
edit 's/It is being written/Half is written/' "words"
ran "a plan that is alice's" 1 "plans/p.yaml: bob may not edit this plan" as bob
ran "nobody" 1 "does not say who pushes" as ""
ran "what to do" 1 "under roles: plans:" as mallory
as "$(printf 'mall\033[31m\nory')" >"$TMP/out" 2>&1
verdict "a name that would write on the terminal" "$(grep -c \
	"$(printf '\033\\[31m')" "$TMP/out" | grep -v '^0$')"
holds "alice herself" as alice
edit 's/^stage: approved/stage: final/' "final"
ran "a stage" 1 "alice may not take a plan to another stage" as alice
git reset -q --hard HEAD~1
sed -i 's/^stage: draft/stage: final/' plans/q.yaml && git commit -qam "final"
holds "a stage, by who may" as carol
sed -i 's/register: \[clerk\]/register: [mallory]/; s/p: \[alice\]/p: [mallory]/' \
	arising.yaml
git commit -qam "mine"
edit 's/Half is written/All is mine/' "and this"
ran "a push gives itself no right: the register" 1 \
	"mallory may not change the register" as mallory
ran "a push gives itself no right: the plan" 1 \
	"mallory may not edit this plan" as mallory
ran "nor by another branch" 1 "mallory may not change the register" \
	as mallory origin HEAD:refs/heads/other
git reset -q --hard HEAD~2
git mv plans/p.yaml plans/z.yaml
sed -i 's/^plan: p/plan: z/' plans/z.yaml
git commit -qam "renamed"
ran "nor by another name" 1 "bob may not edit this plan" as bob
git reset -q --hard HEAD~1
sed -i 's/^plans:.*/plans: elsewhere\/*.yaml/' arising.yaml
edit 's/Half is written/All is mine/' "and this"
ran "nor by calling it no plan" 1 "plans/p.yaml: mallory may not edit" as mallory
git reset -q --hard HEAD~1
git tag -a -m c cycle/one
ran "a cycle" 1 "bob may not close a cycle" as bob origin cycle/one
holds "a cycle, by the clerk" as clerk origin cycle/one
# A topic that was begun before others edited the default branch.
git checkout -q -b topic HEAD~1
sed -i 's/Nothing yet/Something/' plans/q.yaml && git commit -qam topic
holds "a branch from before" as bob origin topic
git merge -q -m merge main >/dev/null
holds "what others did is not the merger's" as bob origin topic
git checkout -q main
unset GL_USER REMOTE_USER
git -C "$TMP/server.git" config --unset arising.user-env
edit 's/Half is written/More is written/' words
ran "GL_USER" 1 "dora may not" env GL_USER=dora git push -q
ran "REMOTE_USER" 1 "dora may not" env REMOTE_USER=dora git push -q
holds "REMOTE_USER, who may" env REMOTE_USER=alice git push -q

# A server whose HEAD names a branch that nobody pushed, as where it was set
# up for another name: the roles are those of the branch that stands in.
server
git -C "$TMP/server.git" config arising.user-env USER_NAME
first=$(git rev-parse HEAD)
printf 'roles: {register: [clerk], cycles: [clerk]}\n' >>arising.yaml
git commit -qam roles && git push -q
ran "the default branch with the roles" 1 "bob may not change the register" \
	as bob origin :main
git -C "$TMP/server.git" symbolic-ref HEAD refs/heads/master
git tag -a -m c cycle/one
ran "HEAD elsewhere: a cycle" 1 "bob may not close a cycle" \
	as bob origin cycle/one
ran "HEAD elsewhere: the branch with the roles" 1 \
	"bob may not change the register" as bob origin :main
ran "HEAD elsewhere: another default" 1 "lacks commits of the branch" \
	as bob origin "$first:refs/heads/master"
git checkout -q --orphan past "$first" && git commit -qm "another past"
ran "HEAD elsewhere: a branch of another past" 1 \
	"bob may not change the register" as bob origin past
git checkout -q main
holds "HEAD elsewhere: a branch" as bob origin main:topic
git push -q origin :topic
git -C "$TMP/server.git" branch -m main trunk
ran "HEAD elsewhere: the only branch" 1 "bob may not close a cycle" \
	as bob origin cycle/one
ran "HEAD elsewhere: no other main" 1 "lacks commits of the branch" \
	as bob origin "$first:refs/heads/main"
git -C "$TMP/server.git" branch other trunk
ran "HEAD elsewhere: no branch stands in" 1 \
	"git symbolic-ref HEAD refs/heads/NAME" as clerk origin cycle/one
git -C "$TMP/server.git" symbolic-ref HEAD refs/heads/trunk
holds "HEAD elsewhere: as it says" as clerk origin cycle/one

# Signatures, where the register asks for them.
if ! command -v ssh-keygen >/dev/null; then
	echo "  SKIPPED signatures: there is no ssh-keygen (Debian: apt-get" \
		"install openssh-client)"
else
	server
	git -C "$TMP/server.git" config arising.user-env USER_NAME
	for who in clerk bob stranger; do
		ssh-keygen -q -t ed25519 -N '' -C $who -f "$TMP/$who"
	done
	for who in clerk bob; do
		echo "$who@example.org $(cat "$TMP/$who.pub")"
	done >"$TMP/signers"
	git -C "$TMP/server.git" config gpg.ssh.allowedSignersFile \
		"$TMP/signers"
	cat >>arising.yaml <<'END'
roles:
  register: [clerk]
  cycles: [clerk]
  plans: {"*": [bob, clerk@example.org]}
  groups: {clerk: [clerk@example.org]}
  signed: [cycles, register]
END
	git commit -qam roles
	holds "signed: roles are given" git push -q
	git config gpg.format ssh
	key() { git config user.signingKey "$TMP/$1"; }
	git tag -a -m c cycle/one
	ran "signed: a cycle without" 1 \
		"to close a cycle the register asks for a good signature, and there is none; make the tag with git tag -s" \
		as clerk origin cycle/one
	key bob && git tag -f -s -m c cycle/one >/dev/null
	ran "signed: a cycle by another key" 1 \
		"this one is bob@example.org's, who may not" \
		as clerk origin cycle/one
	key stranger && git tag -f -s -m c cycle/one >/dev/null
	ran "signed: a cycle by an unknown key" 1 \
		"its key is not among those that may sign" \
		as clerk origin cycle/one
	key clerk && git tag -f -s -m c cycle/one >/dev/null
	ran "signed: a cycle, pushed by another" 1 "bob may not close a cycle" \
		as bob origin cycle/one
	git cat-file tag cycle/one | sed 's/^c$/d/' | git mktag >"$TMP/id"
	git update-ref refs/tags/cycle/two "$(cat "$TMP/id")"
	ran "signed: a cycle whose words were changed" 1 \
		"the signature does not fit what it stands under" \
		as clerk origin cycle/two
	holds "signed: a cycle" as clerk origin cycle/one
	printf 'x-more: yes\n' >>arising.yaml
	git commit -qam more
	ran "signed: a register without" 1 \
		"and there is none; sign the last commit: git commit --amend" \
		as clerk
	git commit -q --amend --no-edit -S
	holds "signed: a register" as clerk
	edit 's/It is being written/Half is written/' words
	holds "signed: what needs no signature" as bob
	sed -i 's/signed: .*/signed: [plans]/' arising.yaml
	git commit -q -S -am "plans are signed"
	holds "signed: other rights" as clerk
	edit 's/Half is written/More is written/' words
	ran "signed: a plan without" 1 "to edit this plan the register asks" \
		as bob
	key bob && git commit -q --amend --no-edit -S
	ran "signed: a plan, by who may not" 1 "bob@example.org's, who may not" \
		as bob
	key clerk && git commit -q --amend --no-edit -S
	holds "signed: a server that does not say who pushes" as ""
	git -C "$TMP/server.git" config --unset gpg.ssh.allowedSignersFile
	edit 's/More is written/All is written/' words
	git commit -q --amend --no-edit -S
	ran "signed: a server that knows no signers" 1 \
		"gpg.ssh.allowedSignersFile is not set" as bob
fi

# Before a push.
server
printf '#!/bin/sh\nexec arising hook pre-push "$@"\n' >.git/hooks/pre-push
chmod +x .git/hooks/pre-push
rm "$TMP/server.git/hooks/pre-receive"
edit 's/status: not-started/status: begun/' bad
ran "pre-push: an invalid tip" 1 "plans/p.yaml:25:13" git push -q
git branch -f topic
ran "pre-push: of any branch" 1 "refs/heads/topic is not pushed" \
	git push -q origin topic
edit 's/status: begun/status: in-progress/' mended
holds "pre-push: a valid tip" git push -q
git tag -a -m c cycle/one
holds "pre-push: a cycle" git push -q origin cycle/one
git tag -f -a -m again cycle/one >/dev/null
ran "pre-push: a cycle that is there" 1 "is closed there already" \
	git push -q -f origin cycle/one
ran "pre-push: taking it away" 1 "is closed there already" \
	git push -q origin :cycle/one
holds "pre-push: nothing to push" git push -q
cd "$TMP" && git clone -q --depth 1 "file://$TMP/server.git" shallow
cd shallow || exit 1
cp "$TMP/work/.git/hooks/pre-push" .git/hooks/
sed -i 's/Nothing yet/Something/' plans/p.yaml && git commit -qam shallow
holds "pre-push: from a shallow clone" git push -q

# Fifty at once: each is in the history or was refused, and all is whole.
server
many=50
for i in $(seq $many); do
	git clone -q --shared "$TMP/server.git" "$TMP/c$i" 2>/dev/null
done
for i in $(seq $many); do
	(
		cd "$TMP/c$i" || exit 1
		if [ $((i % 5)) -eq 0 ]; then
			sed "s/^plan: p/plan: n$i/; s/not-started/begun/" \
				plans/p.yaml >"plans/n$i.yaml"
		else
			sed "s/^plan: p/plan: n$i/" plans/p.yaml \
				>"plans/n$i.yaml"
		fi
		git add plans && git commit -qm "plan $i"
		for try in 1 2 3 4; do
			timeout 60 git push -q origin HEAD:main \
				>"out.$try" 2>&1 && echo "$i" >pushed && break
			git -c rebase.autoStash=false pull -q --rebase origin \
				main >/dev/null 2>&1 || break
		done
	) &
	[ $((i % 10)) -ne 0 ] || [ $i -eq $many ] || sleep 0.05
done
wait
problem=
for i in $(seq $many); do
	in=$(git -C "$TMP/server.git" ls-tree main "plans/n$i.yaml")
	if [ -e "$TMP/c$i/pushed" ]; then
		[ -n "$in" ] || problem="$problem $i was accepted and is not in;"
		[ $((i % 5)) -ne 0 ] || problem="$problem $i is invalid;"
	else
		[ -z "$in" ] || problem="$problem $i was refused and is in;"
	fi
done
verdict "fifty at once: accepted is in, refused is not" "$problem"
accepted=$(ls -d "$TMP"/c*/pushed 2>/dev/null | wc -l)
verdict "fifty at once: some came through" \
	"$([ "$accepted" -ge 4 ] || echo "only $accepted")"
holds "fifty at once: git fsck" git -C "$TMP/server.git" fsck --strict
verdict "fifty at once: fsck says nothing" "$(git -C "$TMP/server.git" fsck \
	--strict 2>&1 | grep -v dangling)"
has "fifty at once: what is there is valid" 0 "checked: " \
	-C "$TMP/server.git" check --rev main
