#!/bin/sh
# A real gitolite, and a bare repository beside it, behind a real sshd on
# loopback, set up as docs/server.md tells an administrator: bad pushes are
# refused, good ones come in, and the register's roles know who pushes.
# Everything stands in a temporary folder, HOME included; sshd is our own, on
# a free port, and runs as whoever runs this. $ARISING is the program.
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
export ROOT GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
PATH="$PATH:/usr/sbin"
for program in gitolite sshd ssh ssh-keygen ssh-keyscan; do
	command -v $program >/dev/null && continue
	echo "  SKIPPED gitolite: there is no $program (Debian: apt-get" \
		"install gitolite3 openssh-server openssh-client)"
	exit 0
done
. "$ROOT/tests/cli/hooklib"
bad=0 server='' made=''
clean_up() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	[ -z "$made" ] || rmdir "$made" 2>/dev/null
	rm -rf "$TMP"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
verdict() { # name, problem: as in tests/cli/lib, and remembered
	if [ -z "$2" ]; then
		echo "  ok      $1"
	else
		echo "  FAILED  $1"
		echo "$2"
		bad=1
	fi
}

# -- the server --

H="$TMP/home"
mkdir -p -m 700 "$H" "$H/.ssh" "$TMP/keys"
for who in host admin alice bob clerk dora; do
	ssh-keygen -q -t ed25519 -N '' -C $who -f "$TMP/keys/$who"
done
# What the accounts of gitolite and of plain git have in common: that they
# find the program. HOME is not the one of the password file here.
cat >"$TMP/sshd_config" <<END
ListenAddress 127.0.0.1
HostKey $TMP/keys/host
PidFile none
AuthorizedKeysFile $H/.ssh/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin forced-commands-only
SetEnv HOME=$H PATH=$TMP/bin:/usr/local/bin:/usr/bin:/bin GIT_CONFIG_NOSYSTEM=1
LogLevel ERROR
END
if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then
	mkdir -m 755 /run/sshd && made=/run/sshd
fi
answers() { # port: with our key, and not with somebody else's
	ssh-keyscan -T 2 -t ed25519 -p "$1" 127.0.0.1 2>/dev/null |
		grep -qF "$(cut -d' ' -f2 "$TMP/keys/host.pub")"
}
port='' try=0
while [ -z "$port" ] && [ $try -lt 20 ]; do
	try=$((try + 1))
	at=$((20000 + ($$ * 31 + try * 1009) % 12000))
	timeout 300 "$(command -v sshd)" -D -e -f "$TMP/sshd_config" -p $at \
		2>"$TMP/sshd.log" &
	server=$!
	for wait in 1 2 3 4 5 6 7 8 9 10; do
		answers $at && port=$at && break
		kill -0 $server 2>/dev/null || break
		sleep 0.2
	done
	[ -n "$port" ] || kill $server 2>/dev/null
done
if [ -z "$port" ]; then
	echo "  SKIPPED gitolite: sshd does not start: $(cat "$TMP/sshd.log")"
	exit 0
fi
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$TMP/keys/host.pub")" \
	>"$TMP/known"
cat >"$TMP/ssh" <<END
#!/bin/sh
exec timeout 60 ssh -F /dev/null -p $port -i "$TMP/keys/\$AS" \\
	-o IdentitiesOnly=yes -o BatchMode=yes -o IdentityAgent=none \\
	-o UserKnownHostsFile="$TMP/known" -o ConnectTimeout=10 "\$@"
END
chmod +x "$TMP/ssh"
export GIT_SSH="$TMP/ssh" GIT_SSH_VARIANT=ssh
U="ssh://$(id -un)@127.0.0.1"
as() { # user, WORD…: git
	who=$1
	shift
	AS=$who timeout 120 git "$@"
}

# -- gitolite, as its administrator does it --

HOME="$H" timeout 60 gitolite setup -pk "$TMP/keys/admin.pub" \
	>"$TMP/out" 2>&1 || verdict "gitolite setup" "$(cat "$TMP/out")"
mkdir -p "$H/.gitolite/hooks/common"
cp "$ROOT/hooks/pre-receive" "$H/.gitolite/hooks/common/pre-receive"
chmod 755 "$H/.gitolite/hooks/common/pre-receive"
holds "gitolite: the hook is taken" env HOME="$H" gitolite setup --hooks-only
cd "$TMP" || exit 1
holds "gitolite: its own repository" as admin clone -q "$U/gitolite-admin" admin
cd admin || exit 1
cp "$TMP/keys/alice.pub" "$TMP/keys/bob.pub" "$TMP/keys/clerk.pub" keydir
cat >>conf/gitolite.conf <<'END'

repo plans
    RW+ = alice bob clerk
END
git add -A
git commit -qm "the council's plans"
holds "gitolite: the hook leaves other repositories alone" as admin push -q

cd "$TMP" && git clone -q first work 2>/dev/null && cd work || exit 1
cat >>arising.yaml <<'END'
roles:
  register: [clerk]
  cycles: [clerk]
  plans: {p: [alice], "*": [officers]}
  groups: {officers: [alice, bob]}
END
git commit -qam roles
git remote set-url origin "$U/plans"
there() { git -C "$H/repositories/plans.git" rev-parse -q --verify "$1"; }
intact() { # name, ref, id
	verdict "$1: the server is as it was" "$([ "$(there "$2")" = "$3" ] ||
		echo "$2 is $(there "$2"), not $3")"
}
edit() { # sed script, message
	sed -i "$1" plans/p.yaml
	git commit -qam "$2"
}
holds "gitolite: the first push" as clerk push -q origin main
old=$(there main)
verdict "gitolite: it is there" "$([ "$old" = "$(git rev-parse HEAD)" ] ||
	echo "$old")"
edit 's/status: not-started/status: begun/' bad
ran "gitolite: an invalid plan" 1 "plans/p.yaml:25:13" \
	as alice push -q origin main
ran "gitolite: what to write" 1 "accepted: not-started" \
	as alice push -q origin main
intact "gitolite: an invalid plan" main "$old"
edit 's/status: begun/status: in-progress/' mended
ran "gitolite: who has no right" 1 "plans/p.yaml: bob may not edit this plan" \
	as bob push -q origin main
ran "gitolite: whom to ask" 1 "arising.yaml names under roles: plans:" \
	as bob push -q origin main
intact "gitolite: who has no right" main "$old"
holds "gitolite: who has the right" as alice push -q origin main
verdict "gitolite: it came in" "$([ "$(there main)" = \
	"$(git rev-parse HEAD)" ] || there main)"
sed 's/^plan: p/plan: q/' plans/p.yaml >plans/q.yaml
git add plans && git commit -qm "another plan"
holds "gitolite: by a group" as bob push -q origin main
sed -i 's/register: \[clerk\]/register: [bob]/' arising.yaml
git commit -qam "mine"
ran "gitolite: no right by one's own push" 1 \
	"arising.yaml: bob may not change the register" as bob push -q origin main
git reset -q --hard HEAD~1

git tag -a -m cycle cycle/one
ran "gitolite: a cycle, by whom it is not" 1 "alice may not close a cycle" \
	as alice push -q origin cycle/one
holds "gitolite: a cycle, by the clerk" as clerk push -q origin cycle/one
tag=$(there cycle/one)
git tag -f -a -m again cycle/one >/dev/null
ran "gitolite: a cycle is moved" 1 "a closed cycle is never moved" \
	as clerk push -q -f origin cycle/one
ran "gitolite: a cycle is taken away" 1 "a closed cycle is never taken away" \
	as clerk push -q origin :cycle/one
intact "gitolite: a cycle" cycle/one "$tag"
git checkout -q --orphan other && git commit -qm "another past"
ran "gitolite: history under a cycle" 1 "takes the cycle one out" \
	as clerk push -q -f origin other:main
git checkout -q -f main
holds "gitolite: git fsck" git -C "$H/repositories/plans.git" fsck --strict

# The hook of one repository alone.
rm "$H/.gitolite/hooks/common/pre-receive"
mkdir -p "$H/local/hooks/repo-specific"
cp "$ROOT/hooks/pre-receive" "$H/local/hooks/repo-specific/arising"
sed -i -e "s|^ *# *\('repo-specific-hooks',\)|\1|" \
	-e 's|^ *# *\(LOCAL_CODE  *=> *"$ENV{HOME}/local",\)|\1|' \
	"$H/.gitolite.rc"
cat >>"$TMP/admin/conf/gitolite.conf" <<'END'

repo special
    RW+ = alice
    option hook.pre-receive = arising
END
holds "gitolite: a hook of one repository" sh -c "cd '$TMP/admin' &&
	git commit -qam special && AS=admin timeout 120 git push -q"
git remote set-url origin "$U/special"
holds "gitolite: its first push" as alice push -q origin main
edit 's/status: in-progress/status: begun/' bad
ran "gitolite: its invalid plan" 1 "plans/p.yaml:17:13" \
	as alice push -q origin main
git reset -q --hard HEAD~1

# -- git alone: the key says who it is --

git init -q --bare -b main "$H/plain.git"
holds "plain: init" arising -C "$H/plain.git" init
echo "command=\"REMOTE_USER=dora git-shell -c \\\"\$SSH_ORIGINAL_COMMAND\\\"\"," \
	"restrict $(cat "$TMP/keys/dora.pub")" | sed 's/, restrict/,restrict/' \
	>>"$H/.ssh/authorized_keys"
git remote set-url origin "$U$H/plain.git"
holds "plain: the first push" as dora push -q origin main
edit 's/It is being written/Half is written/' words
ran "plain: who has no right" 1 "plans/p.yaml: dora may not edit this plan" \
	as dora push -q origin main
exit $bad
