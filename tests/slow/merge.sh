#!/bin/sh
# A hundred thousand random merges. usage: merge.sh BUILD-FOLDER
EDIT_CASES=100000 exec "$1/unit/edit/test_merge_property"
