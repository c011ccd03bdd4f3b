/*
 * Three texts merged line by line: git's own way, for what has no records.
 */
#include "source/internal.h"

static git_merge_file_input input_of(struct ari_str bytes)
{
	return (git_merge_file_input){
	    .version = GIT_MERGE_FILE_INPUT_VERSION,
	    .ptr = bytes.ptr ? bytes.ptr : "",
	    .size = bytes.len,
	};
}

int ari_source_merge_text(struct ari_str *out, bool *clean, struct ari_str base,
			  struct ari_str ours, struct ari_str theirs,
			  const struct ari_merge_text_options *options,
			  struct ari_arena *arena, struct ari_error *err)
{
	git_merge_file_options settings = {
	    .version = GIT_MERGE_FILE_OPTIONS_VERSION,
	    .our_label = "ours",
	    .their_label = "theirs",
	    .favor = options->prefer_ours ? GIT_MERGE_FILE_FAVOR_OURS
					  : GIT_MERGE_FILE_FAVOR_NORMAL,
	    .marker_size =
		(unsigned short)(options->marker > 1000 ? 1000
							: options->marker),
	};
	git_merge_file_input a = input_of(base), b = input_of(ours),
			     c = input_of(theirs);
	git_merge_file_result result = {0};
	struct ari_str text = {NULL, 0};

	if (git_merge_file(&result, &a, &b, &c, &settings) < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot merge the text");
	text = ari_arena_dup(arena, (struct ari_str){result.ptr, result.len});
	if (text.ptr) {
		*out = text;
		*clean = result.automergeable;
	}
	git_merge_file_result_free(&result);
	return text.ptr ? 0 : ari_error_memory(err);
}
