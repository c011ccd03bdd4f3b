#!/bin/sh
# The pre-commit framework runs the manifest at the root, as a council that
# uses the framework already would: the index is judged, whatever it does to
# the worktree meanwhile. $ARISING is the program.
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v pre-commit >/dev/null; then
	echo "  SKIPPED pre-commit: it is not here (Debian: apt-get install" \
		"pre-commit)"
	exit 0
fi
export ROOT GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
. "$ROOT/tests/cli/hooklib"
bad=0
verdict() { # name, problem: as in tests/cli/lib, and remembered
	if [ -z "$2" ]; then
		echo "  ok      $1"
	else
		echo "  FAILED  $1"
		echo "$2"
		bad=1
	fi
}
export PRE_COMMIT_HOME="$TMP/framework"

# The framework clones what it takes hooks from; the manifest is enough.
mkdir "$TMP/manifest"
cp "$ROOT/.pre-commit-hooks.yaml" "$TMP/manifest"
git -C "$TMP/manifest" init -q -b main
git -C "$TMP/manifest" add -A
git -C "$TMP/manifest" commit -qm manifest
git -C "$TMP/manifest" tag v1
cd "$TMP/first" || exit 1
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $TMP/manifest
    rev: v1
    hooks: [{id: arising}, {id: arising-reason}]
END
git add -A
if ! pre-commit install -t pre-commit -t commit-msg >/dev/null 2>&1 ||
	! git commit -qm config >"$TMP/out" 2>&1; then
	cat "$TMP/out"
	echo "  FAILED  pre-commit: the manifest is not taken"
	exit 1
fi
plan_text "Half is written." begun >plans/p.yaml
git add plans
plan_text "Half is written." in-progress >plans/p.yaml
ran "pre-commit: what is staged is refused" 1 "plans/p.yaml:25:13" \
	git commit -qm x
git add plans
plan_text "Half is written." begun >plans/p.yaml
ran "pre-commit: what is staged is accepted" 0 "plans are right" \
	git commit -m x
verdict "pre-commit: the worktree is as it was" \
	"$(plan_text "Half is written." begun | diff plans/p.yaml -)"
git checkout -q plans
sed -i 's/due: 2022-03/due: 2022-06/' plans/p.yaml
ran "pre-commit: a date moves" 1 "date-unexplained" git commit -qam moves
ran "pre-commit: for a reason" 0 "what moves has its reason" \
	git commit -am "moves

Reason: the grant came late"
exit $bad
