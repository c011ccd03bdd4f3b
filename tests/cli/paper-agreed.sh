# What was first agreed, over several cycles, and no later edit hides it.
. "$ROOT/tests/cli/lib"
R="$TMP/r"
small_repo "$R"
cat >>"$R/arising.yaml" <<'END'
  - {id: three, body: S&R, meeting: 2022-03-01}
  - {id: four, body: S&R, meeting: 2022-06-01}
END
commit "$R" 2021-09-14T09:00:00+01:00 cycles
tag "$R" one 2021-09-21T10:00:00+01:00
# Cycle two: A.1 slips; A.2 is not touched, and there is a new A.3.
sed -i 's/due: 2021-12/due: 2022-02\n    reason: staff/' "$R/plans/p.yaml"
cat >>"$R/plans/p.yaml" <<'END'
  - {ref: A.3, action: Two steps, status: in-progress, milestones: [{what: First, due: 2022-01}, {what: Second, due: 2022-05}]}
  - {ref: A.4, action: No date yet, status: in-progress}
END
commit "$R" 2021-12-09T09:00:00+00:00 two
tag "$R" two 2021-12-17T10:00:00+00:00
# Cycle three: the plan's file is renamed, nothing else.
git -C "$R" mv plans/p.yaml plans/q.yaml
commit "$R" 2022-02-20T09:00:00+00:00 three
tag "$R" three 2022-03-01T10:00:00+00:00
# Then A.1 is renumbered and slips again, a step slips, A.4 gets a date.
sed -i 's/ref: A.1/ref: B.1\n    formerly: [A.1]/; s/due: 2022-02/due: 2022-08/
	s/what: Second, due: 2022-05/what: Second, due: 2022-09/
	s/ref: A.4,/ref: A.4, due: 2022-07,/' "$R/plans/q.yaml"
commit "$R" 2022-05-20T09:00:00+01:00 four

# The columns ref, due, first agreed, times slipped; texts have no commas.
"$ARISING" -C "$R" paper four --format json >"$TMP/four"
rows() {
	awk -F'"' '
	/^          "ref": / { ref = $4 }
	/^              "due": / { due = $4 }
	/^              "first_agreed": / { first = $4 }
	/^              "first_cycle": / { cycle = $4 }
	/^              "times_slipped": / { split($0, n, "[:,]"); slips = n[2] }
	/^              "days_after_first": / { split($0, n, "[:,]")
		print ref, due, first, cycle, slips + 0, n[2] + 0 }
	' "$1"
}
rows "$TMP/four" | sort >"$TMP/rows"
cat >"$TMP/want" <<'END'
A.2 2022-03 2022-03 one 0 0
A.3 2022-01 2022-01 two 0 0
A.3 2022-09 2022-05 two 1 122
A.4 2022-07   0 0
B.1 2022-08 2021-12 one 2 243
END
verdict paper-agreed "$(diff -u "$TMP/want" "$TMP/rows")"
tag "$R" four 2022-06-01T10:00:00+01:00
"$ARISING" -C "$R" paper four --format json >"$TMP/four"
rows "$TMP/four" | sort >"$TMP/rows"
sed -i 's/^A.4 .*/A.4 2022-07 2022-07 four 0 0/' "$TMP/want"
verdict paper-agreed-closed "$(diff -u "$TMP/want" "$TMP/rows")"
has paper-agreed-table 0 "2, 243 days" -C "$R" paper four \
	--plan p --format markdown

# A plan that is approved before any meeting: what the approval saw counts.
R="$TMP/approved"
small_repo "$R"
sed -i 's/due: 2021-12/due: 2022-02/' "$R/plans/p.yaml"
commit "$R" 2021-09-14T09:00:00+01:00 "moved before the meeting"
tag "$R" one 2021-09-21T10:00:00+01:00
"$ARISING" -C "$R" paper one --format json >"$TMP/one"
rows "$TMP/one" | sort >"$TMP/rows"
cat >"$TMP/want" <<'END'
A.1 2022-02 2021-12  1 59
A.2 2022-03 2022-03 one 0 0
END
verdict paper-agreed-approval "$(diff -u "$TMP/want" "$TMP/rows")"
sed -i 's/due: 2022-02/due: 2022-05/' "$R/plans/p.yaml"
commit "$R" 2021-12-10T09:00:00+00:00 "moved again"
has paper-agreed-approval-told 0 "| Dec '21 (when it was approved) | 2, 151 days" \
	-C "$R" paper two --format markdown
