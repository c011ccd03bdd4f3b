# Sourced: texts that mean harm, and a repository that has one of them in
# every field of a plan, of the register and of a paper's template. A line of
# harm.txt beside is a name and what stands between a YAML scalar's quotes.

# harm_repo DIR TEXT: its paper is that of the cycle two, not closed.
harm_repo() {
	mkdir -p "$1/plans"
	cat >"$1/plans/h.yaml" <<-END
		plan: h
		title: "$2"
		kind: other
		stage: approved
		narrative: "$2"
		source: {body: "$2"}
		sections: {s: "$2"}
		recommendations:
		  - {ref: R1, section: s, recommendation: "$2", outcome: "$2"}
		actions:
		  - ref: A.1
		    section: s
		    recommendations: [R1]
		    action: "$2"
		    themes: ["$2"]
		    bodies: ["$2"]
		    leads: ["$2", h]
		    milestones: [{what: "$2", due: 2021-12}]
		    success: ["$2"]
		    baseline: "$2"
		    status: in-progress
		    evidence: ["$2"]
		    reason: "$2"
		    decision: {body: "$2", on: 2021-12, minute: "$2"}
		    update: "$2"
		    x-own: "$2"
		  - {ref: "$2", action: "$2", due: 2021-10, status: in-progress}
	END
	cat >"$1/arising.yaml" <<-END
		arising: 1
		council: "$2"
		bodies: {S&R: {name: "$2"}}
		people: {chief: {post: "$2", holder: "$2"}, h: {post: "$2", holder: "$2"}}
		cycles:
		  - {id: one, body: S&R, meeting: 2021-09-21}
		  - {id: two, body: S&R, meeting: 2021-12-17, period: 2021-10/2021-12}
	END
	cat >"$1/paper.yaml" <<-END
		paper: 1
		title: "$2"
		purpose: "$2"
		introduction: "$2"
		header: {"l $2": "$2"}
		columns: [ref, recommendation, action, milestone, committee, lead,
		  success, baseline, status, update, themes, evidence, moved]
		column-titles: {action: "a $2"}
		section-titles: {overdue: "o $2"}
	END
	[ -e "$1/.git" ] || git -C "$1" init -q -b main
	git -C "$1" add -A
	GIT_AUTHOR_DATE=2021-12-09T09:00:00Z \
	GIT_COMMITTER_DATE=2021-12-09T09:00:00Z \
		git -C "$1" -c user.name=o -c user.email=o@example.org \
		commit -q -m harm
}
