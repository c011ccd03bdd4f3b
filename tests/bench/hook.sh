# Sourced by run: the whole of pre-commit, from the script in hooks/, with one
# plan staged in a repository of a thousand, beside a validator that reads
# the same file and a schema and nothing else.
hook_repo() { # a repository of P, one plan of it changed and staged
	rm -rf "$work/H"
	cp -R "$P" "$work/H"
	git -C "$work/H" init -q -b main
	git -C "$work/H" add -A
	git -C "$work/H" -c user.name=bench -c user.email=bench@example.org \
		-c gc.auto=0 commit -qm plans
	sed -i '0,/^    status: .*/s//    status: in-progress/
		0,/^    update: |/s//&\n      One more word on it./' \
		"$work/H/plans/plan-00001.yaml"
	git -C "$work/H" add -A
	mkdir -p "$work/bin"
	ln -sfn "$(realpath "$ARISING")" "$work/bin/arising"
}

if [ -d "$P" ] && have "npm's peers: run make check-peers first" \
	test -x "$peers/jsonschema"; then
	hook_repo
	here=$PWD path=$PATH runs=$RUNS
	PATH="$here/$work/bin:$PATH" RUNS=$((RUNS * 5))
	cd "$work/H" || exit 1
	"$here/hooks/pre-commit" || echo "FAILED: the hook refuses"
	pair "pre-commit, 1 of 1,000 plans | sourcemeta" \
		"under 0.1, and 15 ms" "$here/hooks/pre-commit" -- \
		"$here/$peers/jsonschema" validate \
		"$here/schema/plan.schema.json" plans/plan-00001.yaml
	cd "$here" || exit 1
	PATH=$path RUNS=$runs
fi
