#!/bin/sh
# The main job on the real plans, and what is no movement.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t changes-peer 0 -C "$C" changes sr-2021-09..sr-2021-12 --plan peer
t changes-peer-json 0 -C "$C" changes sr-2021-09..sr-2021-12 --plan peer \
	--format json
t changes-december 0 -C "$C" changes sr-2021-12
t changes-december-markdown 0 -C "$C" changes sr-2021-12 --format markdown \
	--kind slipped
t changes-drafting 0 -C "$EXAMPLE/cheshire-east" changes \
	council-2024-07..cpc-2024-08 --view drafting
t changes-drafting-json 0 -C "$EXAMPLE/cheshire-east" changes \
	council-2024-07..cpc-2024-08 --view drafting --format json
t changes-prose 0 -C "$C" changes sr-2021-09..sr-2021-12 --kind date-in-prose
t changes-body 0 -C "$C" changes sr-2021-09..sr-2021-12 --body "H&T" \
	--kind overdue
t changes-none 0 -C "$C" changes sr-2021-12..sr-2021-12
t list-overdue 0 -C "$C" list --overdue --as-of 2021-12-17 \
	--plan joint-agreement
t list-due 0 -C "$C" list --due 2022-02 --format markdown
t show-text 0 -C "$C" show joint-agreement#F.6 --as-of 2021-12-17
t show-names 0 -C "$C" show joint-agreement#E.3 --names
t show-json 0 -C "$C" show peer#2.1b --format json
t cycle-list 0 -C "$C" cycle list
t cycle-list-json 0 -C "$C" cycle list --format json
t changes-colour 0 -C "$C" changes sr-2021-09..sr-2021-12 --plan peer \
	--kind completed --color always

# The fifteen, and no other, in this order.
want="CE.5 C.2 T.5 H.4 T.3 T.12 H.9 CE.2 CE.4 F.5 F.9 F.10 G.4 H.2 F.12"
got=$("$ARISING" -C "$C" list --overdue --as-of 2021-12-17 \
	--plan joint-agreement --format json |
	sed -n 's/^ *"ref": "\(.*\)",$/\1/p' | tr '\n' ' ')
[ "$got" = "$want " ] && problem= || problem="got: $got"
verdict fifteen-overdue "$problem"

# The nine of the paper of August 2024, in its order.
want="2 4 5 6 11 14 14 14 16"
got=$("$ARISING" -C "$EXAMPLE/cheshire-east" changes \
	council-2024-07..cpc-2024-08 --view drafting --format json |
	sed -n 's/^ *"recommendation": "\(.*\)",$/\1/p' | tr '\n' ' ')
[ "$got" = "$want " ] && problem= || problem="got: $got"
verdict nine-drafting-entries "$problem"

# Layout, quotes, key order, comments and the order of records.
small_repo "$TMP/a"
tag "$TMP/a" one 2021-09-13T10:00:00+01:00
cat >"$TMP/a/plans/p.yaml" <<-'END'
	# A comment at the top.
	title: "A small plan"
	plan: 'p'
	stage: approved
	kind: other

	actions:
	    - status: "not-started"   # said so
	      ref: A.2
	      recommendations:
	        - R1
	      due: 2022-03
	      leads: ["chief"]
	      bodies:
	      - S&R
	      action: >-
	        Agree the
	        strategy
	      update: Nothing yet.
	    - {ref: A.1, recommendations: [R1], action: Write the strategy,
	       bodies: [S&R], leads: [chief], due: 2021-12, status: in-progress,
	       update: It is being written.}
	recommendations:
	  - recommendation: Do better
	    outcome: It is better
	    ref: "R1"
	narrative: What good looks like.
END
commit "$TMP/a" 2021-12-09T09:00:00Z "layout only"
has layout-is-no-movement 0 '"summary": {
    "no-change": 2
  }' -C "$TMP/a" changes one --format json

# The defaults: FROM is the last closed cycle, TO is HEAD.
sed -i 's/2022-03/2022-06/' "$TMP/a/plans/p.yaml"
commit "$TMP/a" 2021-12-10T09:00:00Z "a later date"
has default-from 0 "Slipped by 91 days: was Mar '22; now Jun '22" \
	-C "$TMP/a" changes
has worktree-side 0 "Nothing changed." -C "$TMP/a" changes HEAD..--worktree
sed -i 's/not-started/in-progress/' "$TMP/a/plans/p.yaml"
has worktree-moved 0 "Started: was Not started" \
	-C "$TMP/a" changes HEAD..--worktree
has staged-not-yet 0 "Nothing changed." -C "$TMP/a" changes HEAD..--staged
git -C "$TMP/a" add -A
has staged-moved 0 "Started" -C "$TMP/a" changes HEAD..--staged
# A plan keeps its identity when its file is renamed.
git -C "$TMP/a" mv plans/p.yaml plans/renamed.yaml
commit "$TMP/a" 2021-12-11T09:00:00Z "renamed"
has renamed-file 0 '"started": 1' -C "$TMP/a" changes HEAD~1 --format json

# As tables, for spreadsheets.
t changes-peer.csv 0 -C "$EXAMPLE/cambridgeshire" changes \
	sr-2021-09..sr-2021-12 --plan peer --format csv
t changes-drafting.csv 0 -C "$EXAMPLE/cheshire-east" changes \
	council-2024-07..cpc-2024-08 --view drafting --format csv
