/*
 * The built-in template, read at build time: the same form that a council
 * writes, so that there is one way to read either.
 */
#include "paper.h"

#include "base/carry.h"

ARI_CARRY(ari_report__template, "schema/paper-template.yaml");

struct ari_str ari_report__default_template(void)
{
	return ari_carried(ari_report__template, ari_report__template_end);
}
