#!/bin/sh
# check --schema as somebody comes to it: many files, folders, what is not
# there, the standard input, schemas that name others, each format.
. "$ROOT/tests/cli/lib"
cd "$TMP" || exit 1
mkdir -p docs/sub docs/.hidden schemas/sub empty "with space/sub"
printf '{"properties": {"a": {"$ref": "common.json#/$defs/n"},
 "b": {"$ref": "sub/t"}}, "required": ["a"]}\n' >schemas/s.json
printf '{"$defs": {"n": {"type": "integer"}}}\n' >schemas/common.json
printf 'type: boolean\n' >schemas/sub/t.yaml
cp -R schemas/common.json schemas/sub "with space"
cp schemas/s.json "with space/s é.json"
printf 'a: 1\n' >docs/1.yaml
printf 'a: x\nb: 3\n' >docs/2.yaml
printf '{"a": 3, "b": "no"}\n' >docs/sub/3.json
printf 'nothing: here\n' >docs/note.txt
printf 'a: x\n' >docs/.hidden/4.yaml
printf '' >empty.yaml
printf '{"a": 1}\n{"a": 2}\n' >lines.jsonl
ln -s 1.yaml docs/link.yaml
ln -s nowhere docs/dangling.yaml
ln -s ../docs docs/sub/loop

# -- files and folders --
has check-schema-good 0 "1 file checked: nothing to mend" \
	check --schema schemas/s.json docs/1.yaml
has check-schema-words 1 'docs/2.yaml:1:4: error[schema-type]: "a" must be a' \
	check --schema schemas/s.json docs/1.yaml docs/2.yaml
has check-schema-folder 1 "4 files checked: 3 errors" \
	check --schema schemas/s.json docs
has check-schema-below 1 'docs/sub/3.json:1:15: error[schema-type]: "b" must' \
	check --schema schemas/s.json docs
has check-schema-no-such 3 "docs/5.yaml cannot be read: No such file" \
	check --schema schemas/s.json docs/5.yaml docs/2.yaml
has check-schema-not-judged 3 "0 files checked, 1 could not be." \
	check --schema schemas/s.json docs/5.yaml
has check-schema-others-told 3 'docs/2.yaml:2:4' \
	check --schema schemas/s.json docs/5.yaml docs/2.yaml
has check-schema-dangling 3 "docs/dangling.yaml cannot be read" \
	check --schema schemas/s.json docs/dangling.yaml docs/1.yaml
has check-schema-empty-folder 3 "empty holds no .yaml, .yml or .json" \
	check --schema schemas/s.json empty
has check-schema-empty-file 1 "empty.yaml:1:1: error[yaml-empty]" \
	check --schema schemas/s.json empty.yaml
has check-schema-lines 1 "lines.jsonl:2:1: error[json-syntax]: more follows" \
	check --schema schemas/s.json lines.jsonl
has check-schema-nothing 2 "needs the files to check" \
	check --schema schemas/s.json

# -- the standard input --
printf '{"a": "\\ud83d\\ude00"}' >in.json
problem=$("$ARISING" check --schema schemas/s.json - <in.json |
	grep -c '<stdin>:1:7: error\[schema-type\]: "a" .*😀')
verdict check-schema-stdin "$([ "$problem" -eq 1 ] || echo "$problem")"
problem=$(printf 'a: q\n' | "$ARISING" check --schema schemas/s.json - |
	grep -c '<stdin>:1:4')
verdict check-schema-stdin-yaml "$([ "$problem" -eq 1 ] || echo "$problem")"
printf 'type: integer\n' >n.yaml
problem=$("$ARISING" check --schema - docs/1.yaml <n.yaml | grep -c 'a whole')
verdict check-schema-schema-in "$([ "$problem" -eq 1 ] || echo "$problem")"
has check-schema-twice-in 2 "not both" check --schema - - 

# -- schemas --
has check-schema-yaml-schema 1 "must be a whole number" \
	check --schema n.yaml docs/1.yaml
has check-schema-bundled 0 "3 files checked: nothing to mend" check --schema \
	https://json-schema.org/draft/2020-12/schema schemas
has check-schema-not-fetched 3 "nothing is fetched" \
	check --schema https://e.org/s.json docs/1.yaml
has check-schema-no-schema 3 "no.json cannot be read" \
	check --schema no.json docs/1.yaml
printf '{"title": 5, "properties": {"a": {"type": "strin"}}}' >wrong.json
has check-schema-wrong-title 2 'wrong.json:1:11: error[schema-bad]' \
	check --schema wrong.json docs/1.yaml
has check-schema-wrong-type 2 'did you mean "string"?' \
	check --schema wrong.json docs/1.yaml
has check-schema-empty-schema 2 "not a schema that files can be judged by" \
	check --schema empty.yaml docs/1.yaml

# -- what a schema names --
has check-schema-absolute 1 "docs/2.yaml:2:4" \
	check --schema "$TMP/schemas/s.json" docs/2.yaml
has check-schema-other-folder 1 "must be true or false" \
	-C schemas check --schema s.json ../docs/2.yaml
has check-schema-odd-name 1 "file:///with%20space/sub/t#/type" check \
	--schema "with space/s é.json" --format json docs/2.yaml
ref() {
	printf '{"properties": {"a": {"$ref": "%s"}}}' "$1" >schemas/r.json
}
ref missing.json
has check-schema-ref-missing 2 "missing.json leads nowhere" \
	check --schema schemas/r.json docs/1.yaml
cp n.yaml outside.yaml
for way in ../outside.yaml %2e%2e/outside.yaml sub/../../outside.yaml \
	"file://$TMP/outside.yaml"; do
	ref "$way"
	has check-schema-ref-outside 2 "leads nowhere" \
		check --schema schemas/r.json docs/1.yaml
done
ln -s ../outside.yaml schemas/link.yaml
ref link.yaml
has check-schema-ref-link 2 "leads nowhere" \
	check --schema schemas/r.json docs/1.yaml
ref https://e.org/s/common.json#/\$defs/n
has check-schema-resolve 1 "https://e.org/s/common.json#/\$defs/n/type" check \
	--schema schemas/r.json --resolve https://e.org/s/=schemas \
	--format json docs/2.yaml
has check-schema-resolve-none 3 "the folder nowhere cannot be opened" check \
	--schema schemas/r.json --resolve https://e.org/s/=nowhere docs/2.yaml
has check-schema-resolve-form 2 "URI=DIR" check --schema schemas/r.json \
	--resolve schemas docs/2.yaml

# -- one order, whatever the threads --
mkdir many
for i in 1 2 3 4 5 6 7 8 9; do
	for k in 0 1 2 3 4 5 6 7 8 9; do printf 'a: x\n' >many/$i$k.yaml; done
done
"$ARISING" check --schema schemas/s.json --format json many >one.json
for run in 1 2 3; do
	"$ARISING" check --schema schemas/s.json --format json many >again.json
	cmp -s one.json again.json || problem="run $run differs"
done
[ "$problem" = 1 ] && problem=
verdict check-schema-order "$problem"
problem=$(sed -n 's/.*"file": "\([^"]*\)".*/\1/p' one.json | sort -c 2>&1)
verdict check-schema-sorted "$problem"
has check-schema-json-schema 0 "nothing to mend" \
	check --schema "$ROOT/schema/check.schema.json" one.json
has check-schema-sarif 1 '"startLine": 1, "startColumn": 4' check \
	--schema schemas/s.json --format sarif docs/2.yaml
has check-schema-github 1 "::error file=docs/2.yaml,line=1" check \
	--schema schemas/s.json --format github docs/2.yaml
has check-schema-junit 1 '<testsuite name="docs/2.yaml" tests="2" failures="2"' \
	check --schema schemas/s.json --format junit docs/2.yaml
