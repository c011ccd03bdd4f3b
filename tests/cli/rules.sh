#!/bin/sh
# The catalogue of rules: the same table, page and JSON everywhere, without a
# repository, and examples for which `check` prints just what it says.
. "$ROOT/tests/cli/lib"
cd "$TMP" || exit 1

t rules 0 rules
t rules-change 0 rules date-unexplained
t rules-reading 0 rules yaml-colon --format markdown
t rules-shape 0 rules schema-unique
t rules-none 0 rules yaml-size
t rules-json 0 rules stale --format json
t rules-unknown 2 rules stael
t rules-two 2 rules stale slipped-often

# The JSON of all is as its schema says.
"$ARISING" rules --format json >all.json
has rules-schema 0 "nothing to mend" \
	check --schema "$ROOT/schema/rules.schema.json" all.json

# A repository with the bad example of a rule on one record, and no more: the
# sentence and the excerpt of check are those of the catalogue.
mkdir -p a/plans && cp "$ROOT/tests/rules/register.yaml" a/arising.yaml
for code in due-missing lead-unknown ref-duplicate open-ended-date \
	body-unknown schema-enum yaml-colon yaml-tab; do
	cp "$ROOT/tests/rules/$code/bad.yaml" a/plans/example.yaml
	"$ARISING" rules $code | sed -n '/^What check prints/,/^Put right/p' |
		sed '1,2d;$d' | sed 's/^    //' | sed '/^$/d' >said
	"$ARISING" -C a check --as-of 2021-12-17 |
		awk -v code="[$code]" '/^[a-z/]+\.yaml:[0-9]+:[0-9]+: / {
			keep = index($0, code) }
			/^[0-9]+ files? checked/ { keep = 0 }
			keep && NF' >printed
	[ -s said ] && problem= || problem="nothing is said"
	verdict "rules-$code" "$problem$(diff -u said printed)"
done
