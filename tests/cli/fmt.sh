#!/bin/sh
# fmt: quotes, line ends, and not a word of a text.
. "$ROOT/tests/cli/lib"
R="$TMP/r"
small_repo "$R"
t fmt-nothing 0 -C "$R" fmt --check
sed -i 's/ref: A.2/ref: 2.10  /; s/title: .*/& /' "$R/plans/p.yaml"
printf '    x-note: end' >>"$R/plans/p.yaml"
cp "$R/plans/p.yaml" "$TMP/before"
t fmt-check 1 -C "$R" fmt --check
verdict fmt-check-writes-nothing "$(diff "$TMP/before" "$R/plans/p.yaml")"
t fmt 0 -C "$R" fmt
cat >"$TMP/want" <<'END'
< title: A small plan 
---
> title: A small plan
<   - ref: 2.10  
---
>   - ref: "2.10"
<     x-note: end
\ No newline at end of file
---
>     x-note: end
END
diff "$TMP/before" "$R/plans/p.yaml" | grep -v '^[0-9]' >"$TMP/got"
verdict fmt-touches-nothing-else "$(diff "$TMP/want" "$TMP/got")"
t fmt-again 0 -C "$R" fmt
t fmt-path 3 -C "$R" fmt other
printf 'a: [\n' >"$R/plans/p.yaml"
t fmt-unreadable 3 -C "$R" fmt
# The real plans are as they should be already.
for repo in cambridgeshire cambridge-city cheshire-east; do
	t "fmt-$repo" 0 -C "$EXAMPLE/$repo" fmt --check
done
