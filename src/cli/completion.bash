
# From here on the same for every command: which of the tables above is
# asked. What the repository names (cycles, records) is data: no shell expands
# it, and it is quoted before it stands on a command line.

_arising_cycles()
{
	git "${dir[@]}" for-each-ref --format='%(refname:lstrip=3)' \
		refs/tags/cycle 2>/dev/null
}

_arising_records()
{
	arising "${dir[@]}" list --recommendations --format json \
		2>/dev/null | sed -n '
		/\\/d
		s/^      "plan": "\(.*\)",$/\1#/
		t plan
		s/^      "ref": "\(.*\)",$/\1/
		t ref
		d
		: plan
		h
		d
		: ref
		H
		x
		s/\n//p'
}

# Those of the lines on standard input that begin with what is typed.
_arising_match()
{
	local line

	while IFS= read -r line; do
		if [[ -n $line && $line == "$cur"* ]]; then
			COMPREPLY+=("$(printf %q "$line")")
		fi
	done
}

_arising_reply()
{
	case $1 in
	files)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		;;
	folders)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		;;
	cycles) _arising_match < <(_arising_cycles) ;;
	records) _arising_match < <(_arising_records) ;;
	words) _arising_match < <(printf '%s\n' "${@:2}") ;;
	esac
}

_arising()
{
	local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
	local command='' kind='' word='' i=1
	local -a dir=() words=()

	COMPREPLY=()
	if [[ ${COMP_WORDS[0]##*/} == git ]]; then
		while ((i < COMP_CWORD)) && [[ ${COMP_WORDS[i++]} != arising ]]; do
			:
		done
	fi
	while ((i < COMP_CWORD)); do
		word=${COMP_WORDS[i++]}
		if [[ $word == -C ]]; then
			dir=(-C "${COMP_WORDS[i++]}")
		elif [[ $word != -* ]]; then
			command=$word
			break
		elif _arising_value '' "$word" >/dev/null; then
			[[ ${COMP_WORDS[i]} == = ]] && ((i++))
			((i++))
		fi
	done
	if [[ $cur == = ]]; then
		cur=''
	elif [[ $option == = ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [[ -z $command && $option == -C ]]; then
		kind=folders
	elif ! kind=$(_arising_value "$command" "$option"); then
		if [[ $cur == -* ]]; then
			kind="words $(_arising_options "$command")"
		elif [[ -z $command ]]; then
			kind="words $(_arising_commands)"
		else
			kind=$(_arising_operand "$command")
		fi
	fi
	IFS=' ' read -ra words <<<"$kind"
	_arising_reply "${words[@]}"
}

# git finds this when it completes `git arising`.
_git_arising()
{
	_arising
}

complete -F _arising arising git-arising
