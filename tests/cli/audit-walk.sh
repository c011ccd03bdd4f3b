#!/bin/sh
# An auditor who has git, sha256sum, gpg and ssh-keygen but not this program:
# what a pack says to run is run word for word, in a clone and an empty
# environment, and must agree with the pack; and where somebody tampered, the
# lines that fail are those that the audit calls broken.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"
export GIT_COMMITTER_NAME=Clerk GIT_COMMITTER_EMAIL=clerk@example.org

# Run the commands of a pack in a clone; what each said, and " = STATUS".
walk() { # pack clone
	sed '/^With arising/,$d' "$1/HOW-TO-REPEAT.txt" | grep '^  ' |
		while read -r line; do
			dir=$2
			[ "${line#sha256sum}" = "$line" ] || dir=$1
			echo "\$ $line"
			(cd "$dir" && env -i PATH=/usr/bin:/bin HOME="$TMP/home" \
				sh -c "$line" 2>&1 </dev/null)
			echo " = $?"
		done
}

# The commands that failed, without the ids they name.
failed() {
	awk '/^\$ /{ line = $2 " " $3 } /^ = /{ if ($2) print line }' "$1"
}

expect() { # name want: of $TMP/walk
	problem=
	got=$(failed "$TMP/walk" | sort | uniq -c | tr -s ' \n' ' ')
	[ "$got" = "$2" ] || problem="failed: $got
$(cat "$TMP/walk")"
	verdict "$1" "$problem"
}

mkdir -m 700 "$TMP/home"
"$ARISING" -C "$C" audit --export "$TMP/pack" >/dev/null
git clone -q "$C" "$TMP/clone" 2>/dev/null
walk "$TMP/pack" "$TMP/clone" >"$TMP/walk"
expect audit-walk ""

# What it said is what the pack holds: each tag, each cycle's commit in one
# line, every cycle's object; and every commit of the ledger is there.
problem=
[ "$(grep -c '^\$' "$TMP/walk")" -eq 10 ] || problem="$(cat "$TMP/walk")"
for pair in $(sed -n 's/.*"\(commit\|tag\)": "\([0-9a-f]*\)".*/\2/p' \
	"$TMP/pack/cycles.json" | paste -d/ - -); do
	grep -q "^refs/tags/cycle/.* tag ${pair#*/} ${pair%/*}$" "$TMP/walk" ||
		problem="no tag $pair"
	grep -q "^object ${pair%/*}$" "$TMP/walk" || problem="not shown: $pair"
done
git -C "$TMP/clone" for-each-ref --format='%(objectname)' refs/tags/cycle |
	while read -r id; do
		grep -q "\"tag\": \"$id\"" "$TMP/pack/cycles.json" || echo "$id"
	done >"$TMP/missing"
[ ! -s "$TMP/missing" ] || problem="not in the pack: $(cat "$TMP/missing")"
sed 's/.*"commit": "\([0-9a-f]*\)", "author": {"name": "\([^"]*\)", "email": "\([^"]*\)".*/\1 \2 <\3>/' \
	"$TMP/pack/ledger.ndjson" | uniq >"$TMP/made"
git -C "$TMP/clone" log --format='%H %an <%ae>' |
	grep -F -x -f "$TMP/made" | cmp - "$TMP/made" ||
	problem="$problem; the ledger's commits are not git's"
[ -s "$TMP/made" ] || problem="the ledger is empty"
"$ARISING" -C "$C" log --format ndjson --no-cache |
	cmp - "$TMP/pack/ledger.ndjson" || problem="$problem; another ledger"
verdict audit-walk-agrees "$problem"

# A pack with one byte changed.
cp -r "$TMP/pack" "$TMP/false"
sed -i '1s/2022/2023/' "$TMP/false/ledger.ndjson"
walk "$TMP/false" "$TMP/clone" >"$TMP/walk"
expect audit-walk-false-pack " 1 sha256sum -c "

# Three cycles, signed; each kind of tampering in a copy of its own.
signed_repo() { # dir, config words as `name value`…
	R=$1
	shift
	small_repo "$R"
	git -C "$R" config tag.gpgSign true
	while [ $# -gt 0 ]; do
		git -C "$R" config "$1" "$2"
		shift 2
	done
	sed -i 's/  - {id: two, .*/&\n  - {id: three, body: S\&R, meeting: 2022-03-21}/' \
		"$R/arising.yaml"
	sed -i 's/Nothing yet/Begun/' "$R/plans/p.yaml"
	commit "$R" 2021-09-14T09:00:00+01:00 "second"
	n=0
	for id in one two three; do
		n=$((n + 1))
		GIT_COMMITTER_DATE="2021-09-1${n}T10:00:00+01:00" \
			"$ARISING" -C "$R" cycle close $id >/dev/null ||
			echo "  FAILED  $id is not closed"
		sed -i "s/update: .*being written.*/update: It is being written $n./" \
			"$R/plans/p.yaml"
		commit "$R" 2021-09-1${n}T12:00:00+01:00 "after $id"
	done
}

# What an audit and the auditor's own walk say of a copy that was tampered
# with: `do_it` changes it. The walk's clone trusts as the original does.
tampered() { # name, what the walk finds, what the audit calls broken, change
	name=$1 finds=$2 broken=$3
	rm -rf "$TMP/copy" "$TMP/evil" "$TMP/theirs"
	cp -r "$R" "$TMP/copy"
	(cd "$TMP/copy" && eval "$4") >"$TMP/err" 2>&1 ||
		echo "  FAILED  $name cannot be made: $(cat "$TMP/err")"
	"$ARISING" -C "$TMP/copy" audit --format json >"$TMP/audit.json"
	got=$(awk -F'"' '$2 == "code" { code = $4 }
		$2 == "verdict" && $4 == "broken" { printf " %s", code }' \
		"$TMP/audit.json")
	problem=
	[ "$got" = "$broken" ] || problem="broken:$got"
	verdict "$name-audit" "$problem"
	"$ARISING" -C "$TMP/copy" audit --export "$TMP/evil" >/dev/null
	git clone -q "$TMP/copy" "$TMP/theirs" 2>/dev/null
	git -C "$R" config gpg.ssh.allowedSignersFile >"$TMP/may" &&
		git -C "$TMP/theirs" config gpg.ssh.allowedSignersFile \
			"$(cat "$TMP/may")"
	walk "$TMP/evil" "$TMP/theirs" >"$TMP/walk"
	expect "$name-walk" "$finds"
}

# The tag object of cycle two, with other words or another commit.
remake() { # sed script
	git cat-file tag cycle/two | sed "$1" >.git/made &&
		git update-ref refs/tags/cycle/two \
			"$(git hash-object -t tag -w .git/made)"
}

tampering() { # kind, how the stranger's key is chosen
	V=" 1 git verify-tag "
	tampered "$1-honest" "" "" true
	# The next cycle names the old id, which signatures do not save.
	tampered "$1-moved" "$V" " cycles-chained cycles-signed" \
		'remake "s/^object .*/object $(git rev-parse HEAD)/"'
	tampered "$1-other-words" "$V" " cycles-chained cycles-signed" \
		'remake "s/^tagger Clerk/tagger Other/"'
	tampered "$1-other-content" "$V" " cycles-chained cycles-signed" \
		'remake "s/^Previous: .*/Previous: none/"'
	# Signed well, but by whom nobody allowed to, or by whom one may: the
	# chain alone tells the second.
	tampered "$1-stranger" "$V" " cycles-chained cycles-signed" \
		"$2; git cat-file tag cycle/two | sed '1,/^\$/d; /^-----BEGIN/,\$d' \
			>.git/said && git tag -f -s -F .git/said cycle/two \
			'cycle/two^{}'"
	tampered "$1-made-again" "" " cycles-chained" \
		"git cat-file tag cycle/two | sed '1,/^\$/d; /^-----BEGIN/,\$d' \
			>.git/said && git tag -f -s -F .git/said cycle/two \
			'cycle/two^{}'"
	# The signature of another tag, which is good for that one only.
	tampered "$1-borrowed" "$V" " cycles-chained cycles-signed" \
		"{ git cat-file tag cycle/two | sed '/^-----BEGIN/,\$d'
		git cat-file tag cycle/one | sed -n '/^-----BEGIN/,\$p'; } \
			>.git/made && git update-ref refs/tags/cycle/two \
			\$(git hash-object -t tag -w .git/made)"
	tampered "$1-bare" "" " cycles-chained cycles-signed" \
		'remake "/^-----BEGIN/,\$d"'
	tampered "$1-lost" "" " cycles-chained" 'git tag -d cycle/two'
	tampered "$1-light" "" \
		" cycles-chained cycles-annotated cycles-signed" \
		'git tag --no-sign -f cycle/two "cycle/two^{}"'
	tampered "$1-rewritten" " 1 git merge-base " " cycles-in-history" \
		'git reset -q --hard cycle/three && \
		git -c commit.gpgSign=false commit -q --amend -m other'
}

if ! command -v ssh-keygen >/dev/null; then
	echo "  SKIPPED audit-walk-ssh: there is no ssh-keygen (Debian: apt-get" \
		"install openssh-client)"
else
	for who in clerk stranger; do
		ssh-keygen -q -t ed25519 -N '' -C $who -f "$TMP/$who"
	done
	echo "clerk@example.org $(cat "$TMP/clerk.pub")" >"$TMP/signers"
	signed_repo "$TMP/ssh" gpg.format ssh user.signingKey "$TMP/clerk" \
		gpg.ssh.allowedSignersFile "$TMP/signers"
	tampering audit-ssh "git config user.signingKey '$TMP/stranger'"
	# A key that was retired after all it signed, and one before.
	key=$(cat "$TMP/clerk.pub")
	echo "clerk@example.org valid-before=\"20220101\" $key" >"$TMP/signers"
	tampered audit-ssh-retired "" "" true
	echo "clerk@example.org valid-before=\"20210101\" $key" >"$TMP/signers"
	tampered audit-ssh-expired " 3 git verify-tag " " cycles-signed" true
fi

if ! command -v gpg >/dev/null; then
	echo "  SKIPPED audit-walk-gpg: there is no gpg (Debian: apt-get" \
		"install gpg)"
else
	# The clerk's key ring signs; that of the auditor, at $HOME, has what
	# was imported into it by the guide's own words.
	for who in clerk stranger; do
		mkdir -m 700 "$TMP/gpg-$who"
		GNUPGHOME="$TMP/gpg-$who" gpg --batch --quiet --passphrase '' \
			--quick-gen-key "$who <$who@example.org>" ed25519 \
			sign never 2>/dev/null
	done
	GNUPGHOME="$TMP/gpg-clerk" gpg --export >"$TMP/clerk.gpg"
	env -i PATH=/usr/bin:/bin HOME="$TMP/home" \
		gpg --batch --quiet --import "$TMP/clerk.gpg" 2>/dev/null
	export GNUPGHOME="$TMP/gpg-clerk"
	signed_repo "$TMP/gpg"
	tampering audit-gpg "export GNUPGHOME='$TMP/gpg-stranger' \
		GIT_COMMITTER_EMAIL=stranger@example.org \
		GIT_COMMITTER_NAME=stranger"
	# A revoked key is revoked for all that it ever signed.
	for home in "$TMP/gpg-clerk" "$TMP/home/.gnupg"; do
		sed 's/^:---/---/' "$TMP"/gpg-clerk/openpgp-revocs.d/*.rev |
			GNUPGHOME=$home gpg --batch --quiet --import 2>/dev/null
	done
	tampered audit-gpg-revoked " 3 git verify-tag " " cycles-signed" true
	for home in "$TMP/gpg-clerk" "$TMP/gpg-stranger" "$TMP/home/.gnupg"; do
		GNUPGHOME=$home gpgconf --kill all
	done
fi
