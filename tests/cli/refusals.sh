#!/bin/sh
# Bad input gets a sentence, the right exit status, and never an answer.
. "$ROOT/tests/cli/lib"

small_repo "$TMP/r"
tag "$TMP/r" one 2021-09-13T10:00:00+01:00
P="$TMP/r/plans/p.yaml"
cp "$P" "$TMP/good"

bad() { # name, rule, sed script
	cp "$TMP/good" "$P"
	sed -i "$3" "$P"
	has "$1" 1 "error[$2]" -C "$TMP/r" check
}
t check-clean 0 -C "$TMP/r" check
printf 'plan: p\ntitle: [unclosed\n' >"$P"
t refuse-yaml 1 -C "$TMP/r" check plans/p.yaml
printf 'plan: p\ntitle: caf\351\n' >"$P"
t refuse-utf8 1 -C "$TMP/r" check plans/p.yaml
bad refuse-anchor yaml-anchor 's/title: /title: \&t /'
bad refuse-documents yaml-documents '$a ---\nplan: q'
bad refuse-key-twice yaml-duplicate-key 's/^kind: other/kind: other\nkind: audit/'
cp "$TMP/good" "$P"
sed -i 's/ref: A.1/ref: 1.10/' "$P"
t refuse-number-ref 1 -C "$TMP/r" check plans/p.yaml
cp "$TMP/good" "$P"
sed -i 's/due: 2021-12/due: 2021-13/' "$P"
t refuse-date 1 -C "$TMP/r" check plans/p.yaml
cp "$TMP/good" "$P"
sed -i 's/status: in-progress/status: ongoing/; s/bodies: \[S&R\]/bodies: [SR]/' "$P"
t refuse-several 1 -C "$TMP/r" check plans/p.yaml
t refuse-several-json 1 -C "$TMP/r" check plans/p.yaml --format json
cp "$TMP/good" "$P"

# A version that cannot be relied on gives no changes.
sed -i 's/ref: A.2/ref: A.1/' "$P"
commit "$TMP/r" 2021-10-01T09:00:00Z "a ref twice"
t refuse-unsound 3 -C "$TMP/r" changes one
printf 'plan: p\ntitle: [unclosed\n' >"$P"
commit "$TMP/r" 2021-10-02T09:00:00Z "broken"
t refuse-broken-version 3 -C "$TMP/r" changes one
cp "$TMP/good" "$P"
commit "$TMP/r" 2021-10-03T09:00:00Z "mended"
has mended-version 0 "Plans without any change" -C "$TMP/r" changes one

# Names and invocations.
t refuse-cycle 3 -C "$TMP/r" changes sr-2099-01
t refuse-backward 2 -C "$TMP/r" changes HEAD..one
t refuse-plan 3 -C "$TMP/r" changes one --plan nosuch
t refuse-kind 2 -C "$TMP/r" changes one --kind slid
t refuse-body 2 -C "$TMP/r" changes one --body XX
t refuse-option 2 changes --formt json
t refuse-format 2 changes --format xml
t refuse-command 2 chagnes
t refuse-record 2 -C "$TMP/r" show p
t refuse-no-record 3 -C "$TMP/r" show p#Z.9
t refuse-as-of 2 -C "$TMP/r" list --as-of soon

# Repositories.
mkdir "$TMP/empty"
t refuse-no-repository 3 -C "$TMP/empty" changes
t refuse-no-register 3 -C "$TMP/empty" check
git init -q "$TMP/unborn"
t refuse-unborn 3 -C "$TMP/unborn" changes
git init -q --object-format=sha256 "$TMP/sha256"
t refuse-sha256 3 -C "$TMP/sha256" changes
git clone -q --depth 1 --no-local "file://$TMP/r" "$TMP/shallow" 2>/dev/null
has refuse-shallow 3 "shallow" -C "$TMP/shallow" changes one
has refuse-shallow-date 3 "shallow" -C "$TMP/shallow" changes 2021-09-20
rm "$TMP/r/arising.yaml"
has refuse-register-gone 3 "there is no register" -C "$TMP/r" check
git -C "$TMP/r" checkout -q -- arising.yaml

# A cycle that the history no longer holds.
git -C "$TMP/r" checkout -q --orphan other
commit "$TMP/r" 2021-11-01T09:00:00Z "rewritten"
has refuse-rewritten 3 "not in the history" -C "$TMP/r" changes one
has refuse-rewritten-default 3 "not in the history" -C "$TMP/r" changes
