#!/bin/sh
# The scripts of `arising completion`, run by the shells they are for.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

mkdir "$TMP/bin"
ln -s "$ARISING" "$TMP/bin/arising"
PATH="$TMP/bin:$PATH"
for shell in bash zsh fish; do
	"$ARISING" completion $shell >"$TMP/arising.$shell"
done
has completion-shell-unknown 2 "bash, zsh, fish" completion ksh
has completion-shell-missing 2 "bash|zsh|fish is missing" completion

skipped() {
	echo "  SKIPPED completion by $1: there is no $1 here"
}

# propose NAME WANTED WORD…   what stands for the last word, sorted
propose() {
	name=$1 want=$2
	shift 2
	got=$(cd "$C" && bash -c '
		. "$0"
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		spec=$(complete -p "${1##*/}" 2>/dev/null)
		[[ $spec == *" -F _arising "* || $1 == git ]] || exit 1
		if [[ $1 == git ]]; then _git_arising; else _arising; fi
		((${#COMPREPLY[@]} == 0)) || printf "%s\n" "${COMPREPLY[@]}"
	' "$TMP/arising.bash" "$@" 2>&1 | sort | tr '\n' ' ')
	problem=
	[ "$got" = "$want" ] || problem="not \"$want\" but \"$got\""
	verdict "completion-$name" "$problem"
}

if command -v bash >/dev/null; then
	propose command "changes check " arising ch
	all=$("$ARISING" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort |
		tr '\n' ' ')
	propose commands "$all" arising ""
	propose after-dir "changes check " arising -C "$C" ch
	propose after-flag "changes check " arising --no-pager ch
	propose after-value "html " arising --color never changes --format h
	propose after-equals "changes check " arising --color = never ch
	propose dir "plans " arising -C pl
	propose as-git "changes check " git arising ch
	propose as-git-dir "changes check " git -C . arising ch
	propose own-name "changes check " git-arising ch
	propose option "--body " arising changes --b
	propose common-option "--help " arising changes --h
	propose bare-option "--format " arising --f
	propose value "html " arising changes --format h
	propose value-equals "html " arising changes --format = h
	propose value-equals-all "drafting progress " arising changes --view =
	propose value-of-command "github " arising check --format g
	propose flag-has-no-value "arising.yaml " arising check --strict ar
	propose no-proposal "" arising list --as-of 2
	propose file "arising.yaml " arising check ari
	propose cycle "sr-2021-09 sr-2021-12 " arising changes sr
	propose cycle-of-paper "cabinet-2014-03 " arising paper cab
	propose cycle-as-value "sr-2021-12 " arising check --against sr-2021-1
	propose word-operand "zsh " arising completion z
	propose record "joint-agreement#F.1 joint-agreement#F.10 \
joint-agreement#F.12 " arising show joint-agreement#F.1
	propose recommendation "peer#R2.5 " arising show peer#R2.5
	propose record-in-dir "peer#2.5 " arising -C . show peer#2.5

	# What a repository names is never run, and arrives quoted.
	small_repo "$TMP/r"
	git -C "$TMP/r" tag 'cycle/x$(touch${IFS}run);&'
	sed -i "s/ref: A.1/ref: 'A\$(touch run)'/" "$TMP/r/plans/p.yaml"
	commit "$TMP/r" 2021-10-01T09:00:00Z "names"
	C="$TMP/r"
	propose hostile-cycle 'x\$\(touch\$\{IFS\}run\)\;\& ' arising changes x
	propose hostile-record 'p#A\$\(touch\ run\) ' arising show 'p#A$'
	[ -e "$TMP/r/run" ] && problem="it was run" || problem=
	verdict completion-runs-nothing "$problem"
else
	skipped bash
fi

if command -v fish >/dev/null; then
	got=$(HOME=$TMP fish -c 'source $argv[1]; complete -C "arising ch"
		complete -C "arising changes --format h"' "$TMP/arising.fish" |
		cut -f 1 | tr '\n' ' ')
	problem=
	[ "$got" = "changes check html " ] || problem="got: $got"
	verdict completion-fish "$problem"
else
	skipped fish
fi

if command -v zsh >/dev/null; then
	problem=$(HOME=$TMP zsh -f -c 'autoload -U compinit && compinit -u -D &&
		. $0 && [[ $_comps[arising] = _arising ]]' \
		"$TMP/arising.zsh" 2>&1) || problem="not set up: $problem"
	verdict completion-zsh "$problem"
else
	skipped zsh
fi
