/*
 * What all loads of a process share: the compiled schemas.
 */
#include <arising/json.h>
#include <arising/load.h>

#define PLAN_SCHEMA "https://arising.example/schema/1/plan.schema.json"
#define REGISTER_SCHEMA "https://arising.example/schema/1/register.schema.json"

static int compile(struct ari_schema **out, const char *uri,
		   struct ari_error *err)
{
	struct ari_schema_options options = {.trusted = true};
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_str bytes;
	struct ari_doc doc;
	int result = -1;

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	*out = NULL;
	if (!ari_schema_bundled(&bytes, ari_str_from(uri))) {
		ari_error_set(err, ARI_ERR_NOT_FOUND,
			      "this program carries no schema %s", uri);
		goto out;
	}
	if (ari_json_read(&doc, &arena, bytes, &diags, err) ||
	    ari_schema_compile(out, &doc, &options, &diags, err))
		goto out;
	if (!*out)
		ari_error_set(err, ARI_ERR_INVALID,
			      "the schema %s of this program is wrong: %s", uri,
			      diags.count ? diags.items[0].message.ptr : "");
	result = *out ? 0 : -1;
out:
	ari_arena_release(&arena);
	return result;
}

int ari_loader_init(struct ari_loader *loader, unsigned flags,
		    struct ari_error *err)
{
	*loader = (struct ari_loader){.flags = flags};
	if (((flags & (ARI_LOAD_VALIDATE | ARI_LOAD_VALIDATE_PLANS)) &&
	     compile(&loader->plan_schema, PLAN_SCHEMA, err)) ||
	    ((flags & ARI_LOAD_VALIDATE) &&
	     compile(&loader->register_schema, REGISTER_SCHEMA, err))) {
		ari_loader_release(loader);
		return -1;
	}
	return 0;
}

void ari_loader_release(struct ari_loader *loader)
{
	ari_schema_free(loader->plan_schema);
	ari_schema_free(loader->register_schema);
	*loader = (struct ari_loader){0};
}
