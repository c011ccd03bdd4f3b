#!/bin/sh
# Replays the steps beside this script into git repositories, one a council:
# OUT_DIR/cambridgeshire, OUT_DIR/cambridge-city, OUT_DIR/cheshire-east.
# The same steps give the same commit and tag ids on every machine; the file
# "ids" holds them, and a build that differs fails and leaves OUT_DIR as it was.

set -eu

usage='usage: build.sh [--accept] OUT_DIR'
councils='cambridgeshire cambridge-city cheshire-east'
zero=0000000000000000000000000000000000000000

die()
{
	printf 'build.sh: %s\n' "$*" >&2
	exit 1
}

bad_usage()
{
	printf '%s\n' "$usage" >&2
	exit 2
}

accept=no
if [ "${1-}" = --accept ]; then
	accept=yes
	shift
fi
[ $# -eq 1 ] || bad_usage
case $1 in
-* | '')	bad_usage ;;
esac

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
mkdir -p -- "$1"
out=$(CDPATH='' cd -- "$1" && pwd -P)

# Nothing of the caller's git reaches the build: not its variables, not its
# configuration, attributes, templates, hooks or signing, not its clock or zone.
for name in $(env | sed -n 's/^\(GIT_[A-Za-z0-9_]*\)=.*/\1/p'); do
	unset "$name"
done
work=$out/.build.$$
mkdir -- "$work" || die "cannot make $work"
trap 'rm -rf -- "$work"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$work/home"
umask 022
LC_ALL=C TZ=UTC0 HOME=$work/home XDG_CONFIG_HOME=$work/home
GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1
GIT_TERMINAL_PROMPT=0
export LC_ALL TZ HOME XDG_CONFIG_HOME GIT_CONFIG_NOSYSTEM GIT_CONFIG_GLOBAL
export GIT_ATTR_NOSYSTEM GIT_TERMINAL_PROMPT
nl='
'

# head_of FILE KEY: the values of KEY in the lines before the first blank one
head_of()
{
	sed -n "/^\$/q;s/^$2: //p" "$1"
}

# check_date FILE DATE: git guesses at dates it cannot read, so none may be
check_date()
{
	case $2 in
	[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9][+-][0-1][0-9]:[0-5][0-9])
		;;
	*)	die "$1: date \"$2\": write it as 2021-09-13T09:00:00+01:00" ;;
	esac
}

# check_who FILE WHO: "Name <mail>" on one line
check_who()
{
	case $2 in
	*"$nl"*)	die "$1: a person stands there twice" ;;
	?*' <'?*'>')	;;
	*)	die "$1: \"$2\": write Name <mail>" ;;
	esac
}

check_step()
{
	[ -f "$1" ] || die "$1: no such file"
	bad=$(sed -n '/^$/q;/^\(author\|date\|committer\|committed\): ./d
		/^\(tag\|tagger\|tagged\|tag-message\|remove\): ./d;p' "$1")
	[ -z "$bad" ] || die "$1: not understood: $bad"
}

# as AUTHOR|COMMITTER "Name <mail>" DATE: who the next commit or tag is by
as()
{
	who=${2%'>'}
	export "GIT_$1_NAME=${who%% <*}" "GIT_$1_EMAIL=${who##*<}"
	export "GIT_$1_DATE=$3"
}

in_repo()
{
	git --git-dir="$repo/.git" --work-tree="$repo" "$@"
}

# stage STEP-FOLDER: its files into the index, as they are, and removals out
stage()
{
	(cd "$1" && find . -type f ! -path ./step) | sort >"$work/files"
	while IFS= read -r file; do
		blob=$(in_repo hash-object -w --no-filters -- "$1/$file")
		in_repo update-index --add \
			--cacheinfo "100644,$blob,${file#./}"
	done <"$work/files"
	head_of "$1/step" remove >"$work/removed"
	while IFS= read -r file; do
		in_repo ls-files --error-unmatch -- "$file" >/dev/null 2>&1 ||
			die "$1/step: remove: $file is not there"
		in_repo update-index --force-remove -- "$file"
	done <"$work/removed"
}

# tag_step STEP COMMIT COMMITTER COMMITTED: as `arising cycle close` does, each
# tag names the one before it, by its name and the id of the tag object
tag_step()
{
	tag=$(head_of "$1" tag)
	[ -n "$tag" ] || return 0
	tagger=$(head_of "$1" tagger)
	tagged=$(head_of "$1" tagged)
	head_of "$1" tag-message >"$work/message"
	[ -s "$work/message" ] || die "$1: tag $tag has no tag-message"
	printf '\nPrevious: %s\n' "$previous" >>"$work/message"
	check_who "$1" "${tagger:=$3}"
	check_date "$1" "${tagged:=$4}"
	as COMMITTER "$tagger" "$tagged"
	in_repo tag -a --no-sign --cleanup=verbatim -F "$work/message" \
		-- "$tag" "$2"
	previous="$tag $(in_repo rev-parse "refs/tags/$tag")"
}

commit_step()
{
	step=$1/step
	check_step "$step"
	author=$(head_of "$step" author)
	date=$(head_of "$step" date)
	committer=$(head_of "$step" committer)
	committed=$(head_of "$step" committed)
	check_who "$step" "$author"
	check_date "$step" "$date"
	check_who "$step" "${committer:=$author}"
	check_date "$step" "${committed:=$date}"
	sed '1,/^$/d' "$step" >"$work/message"
	[ -s "$work/message" ] || die "$step: no commit message"
	stage "$1"
	tree=$(in_repo write-tree)
	as AUTHOR "$author" "$date"
	as COMMITTER "$committer" "$committed"
	parent=$(in_repo rev-parse --verify -q refs/heads/main) || parent=
	commit=$(in_repo commit-tree ${parent:+-p "$parent"} \
		-F "$work/message" "$tree")
	in_repo update-ref refs/heads/main "$commit" "${parent:-$zero}"
	tag_step "$step" "$commit" "$committer" "$committed"
}

build_council()
{
	repo=$work/$1
	previous=none
	git init -q --template= --object-format=sha1 -b main "$repo"
	in_repo config core.autocrlf false
	in_repo config core.fileMode true
	in_repo config core.logAllRefUpdates false
	in_repo config commit.gpgSign false
	in_repo config tag.gpgSign false
	for folder in "$here/$1"/[0-9][0-9]-*/; do
		[ -d "$folder" ] || die "$here/$1: no steps"
		commit_step "${folder%/}"
	done
	in_repo read-tree --reset -u refs/heads/main
	in_repo for-each-ref --format="$1 %(refname) %(objectname)" \
		>>"$work/ids"
	printf '%s\n' "$1" >"$repo/.git/arising-example"
}

# A repository is replaced only where this script made it.
check_place()
{
	mark=$out/$1/.git/arising-example
	[ -e "$out/$1" ] || [ -L "$out/$1" ] || return 0
	if [ ! -L "$out/$1" ] && [ -f "$mark" ] && [ "$(cat "$mark")" = "$1" ]; then
		return 0
	fi
	die "$out/$1 is there, and not from this script: move it away"
}

place_council()
{
	if [ -d "$out/$1" ]; then
		mv -- "$out/$1" "$work/$1.old"
	fi
	if ! mv -- "$work/$1" "$out/$1"; then
		[ ! -d "$work/$1.old" ] || mv -- "$work/$1.old" "$out/$1"
		die "cannot place $out/$1"
	fi
}

for council in $councils; do
	check_place "$council"
done
for council in $councils; do
	build_council "$council"
done
if [ $accept = yes ]; then
	cp "$work/ids" "$here/.ids.$$"
	mv -- "$here/.ids.$$" "$here/ids"
elif ! diff "$here/ids" "$work/ids" >&2; then
	die "ids differ from $here/ids; if the steps were meant to change: --accept"
fi
trap '' HUP INT TERM
for council in $councils; do
	place_council "$council"
done
