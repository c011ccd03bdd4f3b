/*
 * The catalogue of what can be wrong with a document as JSON, in the order
 * of enum ari_json_rule, which is the order of the codes.
 */
#include "json/internal.h"

#define ERROR ARI_LEVEL_ERROR

const struct ari_rule ari_json_rules[] = {
    [JSON_DEPTH] = {"json-depth", ERROR,
		    "more than 128 lists and objects are nested in one another "
		    "here",
		    "check the brackets",
		    "Nesting deeper than 128 is refused."},
    [JSON_DUPLICATE_KEY] = {"json-duplicate-key", ERROR,
			    "the key \"{0}\" stands twice in the same object",
			    "keep one of the two", "An object has a key once."},
    [JSON_EMPTY] = {"json-empty", ERROR, "there is nothing in this file",
		    "write a value, at least {}", "A file must say something."},
    [JSON_ENCODING] = {"json-encoding", ERROR,
		       "the file is not plain UTF-8: {0}",
		       "save it again and choose UTF-8 without a byte order "
		       "mark as the encoding",
		       "Files are UTF-8 and begin with their first value."},
    [JSON_NODES] = {"json-nodes", ERROR,
		    "the file holds more than 8388608 keys and values",
		    "split it into several files",
		    "A file of more than eight million keys and values is "
		    "refused."},
    [JSON_SIZE] = {"json-size", ERROR, "the file is larger than 67108864 bytes",
		   "split it into several files",
		   "A file of more than 64 MB is refused."},
    [JSON_SURROGATE] = {"json-surrogate", ERROR,
			"{0} is half of a character: the other half is missing",
			"write both halves, as in \\uD83D\\uDE00, or the "
			"character itself",
			"Escapes \\uD800 to \\uDFFF come in pairs."},
    [JSON_SYNTAX] = {"json-syntax", ERROR, "{0}", "{1}",
		     "The file must be JSON as in RFC 8259."},
    {NULL, ARI_LEVEL_OFF, NULL, NULL, NULL},
};
