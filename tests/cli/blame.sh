#!/bin/sh
# Who set each field, of a record and of a plan.
. "$ROOT/tests/cli/lib"
C="$EXAMPLE/cambridgeshire"

t blame-record 0 -C "$C" blame joint-agreement#F.12
t blame-plan 0 -C "$C" blame peer --format markdown
t blame-no-record 3 -C "$C" blame peer#99
t blame-no-plan 3 -C "$C" blame nobody#1
t blame-nothing 2 -C "$C" blame
