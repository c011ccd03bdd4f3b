/*
 * The catalogue of what can be wrong with a document as YAML. In the order
 * of enum ari_yaml_rule, which is the order of the codes.
 */
#include "yaml/internal.h"

#define ERROR ARI_LEVEL_ERROR

const struct ari_rule ari_yaml_rules[] = {
    [YAML_ALIAS] =
	{"yaml-alias", ERROR,
	 "{0} begins with an asterisk, which YAML takes "
	 "for a reference to another place",
	 "if it is text, put the whole of it in quotes: {1}; if it is "
	 "meant to repeat another value, write that value out",
	 "Text that begins with * must be in quotes; aliases are not used."},
    [YAML_ANCHOR] =
	{"yaml-anchor", ERROR,
	 "{0} begins with an ampersand, which YAML takes "
	 "for the name of a place",
	 "if it is text, put the whole of it in quotes: {1}; if it is "
	 "meant to name the value, delete it and repeat the value where it "
	 "is needed",
	 "Text that begins with & must be in quotes; anchors are not used."},
    [YAML_BLANKS] =
	{"yaml-blanks", ERROR,
	 "more than 4096 spaces or empty lines stand in a row here",
	 "delete them; one space or one empty line is enough",
	 "A very long run of blanks is refused, because it is never meant."},
    [YAML_BRACKET] =
	{"yaml-bracket", ERROR,
	 "the {0} opened with {1} is not closed, or a "
	 "comma is missing in it",
	 "close it, put a comma between its items, and put an item that "
	 "contains a comma, bracket or colon in quotes; if the bracket is "
	 "part of a text, put the whole text in quotes",
	 "A list in [ ] or a mapping in { } has commas and a closing bracket."},
    [YAML_COLON] =
	{"yaml-colon", ERROR,
	 "the text contains a colon {0}, which YAML takes for the end of a key",
	 "put the whole text in quotes, as in action: \"Phase 2: review\", or "
	 "write it below a | on lines of its own",
	 "Text with a colon and a space in it must be in quotes."},
    [YAML_CONTROL] =
	{"yaml-control", ERROR,
	 "the character {0} cannot be seen and does not "
	 "belong in a document",
	 "delete it; where it was meant to begin a new line, press Enter",
	 "Control characters and invisible line separators are refused."},
    [YAML_DEPTH] = {"yaml-depth", ERROR,
		    "too many lists and mappings are nested in one another "
		    "here",
		    "plans need six levels at most, and 128 are read: check "
		    "the brackets and the indentation",
		    "Nesting deeper than 128, or much at depth, is refused."},
    [YAML_DIRECTIVE] = {"yaml-directive", ERROR,
			"the line {0} is an instruction to a YAML "
			"program, and has no meaning here",
			"delete the line",
			"Lines that begin with %YAML or %TAG are not used."},
    [YAML_DOCUMENTS] =
	{"yaml-documents", ERROR,
	 "a second document begins here, but a file holds one",
	 "move what follows into a file of its own, or delete the line",
	 "A file is one document: --- may stand at its top only."},
    [YAML_DUPLICATE_KEY] =
	{"yaml-duplicate-key", ERROR,
	 "the key \"{0}\" stands twice in the same place",
	 "keep one of the two; if both are needed, one belongs to another "
	 "record: check its indentation or begin the record with \"- \"",
	 "A mapping has each key once."},
    [YAML_EMPTY] = {"yaml-empty", ERROR, "there is nothing in this file",
		    "write at least one line such as title: …",
		    "A file must say something."},
    [YAML_ENCODING] = {"yaml-encoding", ERROR, "the file is not UTF-8: {0}",
		       "{1}", "Files are UTF-8."},
    [YAML_ESCAPE] =
	{"yaml-escape", ERROR,
	 "{0} stands in double quotes and has no meaning after the backslash",
	 "write \\\\ for a backslash, or put the text in single quotes, where "
	 "a backslash is only a backslash",
	 "In double quotes a backslash begins one of YAML's escapes."},
    [YAML_INDENT] =
	{"yaml-indent", ERROR,
	 "this line, indented by {0}, does not fit what stands above it",
	 "indent it by exactly as many spaces as the keys or dashes it belongs "
	 "with; the rest of a text needs more than its key, and no comment "
	 "before it",
	 "Keys of one record begin in the same column."},
    [YAML_KEY_NOT_STRING] =
	{"yaml-key-not-string", ERROR, "the key {0} is {1}, not text", "{2}",
	 "Keys are text; a number, true, false, null, list or mapping is not."},
    [YAML_LINE] =
	{"yaml-line", ERROR,
	 "this line is neither a key with its value nor an item of a list",
	 "write key: value with a space after the colon, or - and a space; a "
	 "line that continues the text above must be indented more than the "
	 "key of that text",
	 "A line is key: value, - item, or the indented rest of a text."},
    [YAML_MERGE_KEY] =
	{"yaml-merge-key", ERROR,
	 "the key << would copy another mapping, which is not done here",
	 "write out the keys that are meant", "The merge key << is not used."},
    [YAML_NODES] =
	{"yaml-nodes", ERROR,
	 "the file holds more than 8388608 keys and values",
	 "split it into several files",
	 "A file of more than eight million keys and values is refused."},
    [YAML_QUOTE] =
	{"yaml-quote", ERROR, "{0}",
	 "inside single quotes write two for an apostrophe, as in 'it''s'; "
	 "inside double quotes write \\\" for a quote; or change to the other "
	 "kind of quote around the whole text",
	 "A quote that opens a text closes it too."},
    [YAML_SIZE] = {"yaml-size", ERROR, "the file is larger than 67108864 bytes",
		   "split it into several files",
		   "A file of more than 64 MB is refused."},
    [YAML_START] =
	{"yaml-start", ERROR,
	 "a text cannot begin with {0} unless it is in "
	 "quotes",
	 "put the whole text in quotes",
	 "Text that begins with a sign that YAML uses must be in quotes."},
    [YAML_SYNTAX] =
	{"yaml-syntax", ERROR, "this cannot be read as YAML",
	 "compare the place with a record that is right; text with signs in "
	 "it is safe in quotes",
	 "The file must be YAML."},
    [YAML_TAB] = {"yaml-tab", ERROR, "a tab stands where only spaces may",
		  "replace it by spaces; most editors can do so as you type",
		  "Lines are indented with spaces."},
    [YAML_TAG] =
	{"yaml-tag", ERROR,
	 "{0} begins with an exclamation mark, which YAML "
	 "takes for the name of a type",
	 "if it is text, put the whole of it in quotes: {1}; otherwise delete "
	 "it",
	 "Text that begins with ! must be in quotes; tags are not used."},
    {NULL, ARI_LEVEL_OFF, NULL, NULL, NULL},
};
