/*
 * What several rules ask of a record: its last date, whether it is open,
 * the dates in its update.
 */
#include "rules/internal.h"

const struct ari_node *ari_rules__final_node(const struct ari_record *record)
{
	struct ari_milestone final;

	return ari_record_final(&final, record) ? final.due.node : NULL;
}

bool ari_rules__open(const struct ari_record *record)
{
	return record->kind == ARI_ACTION && !ari_status_closed(record->status);
}

size_t ari_rules__dates(const struct ari_rules__pass *pass,
			struct ari_prose_date out[ARI_PROSE_DATES],
			struct ari_str text)
{
	int32_t near = pass->rules->dates.near;

	if (near == ARI_DAY_MIN ||
	    !(ari_rules__hints(pass, text) & ARI_RULES__MAY_DATE))
		return 0;
	return ari_prose_dates(out, text, near);
}

const struct ari_rules__texts *ari_rules__texts(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	struct ari_rules__texts *texts = pass->texts;
	int32_t near = pass->rules->dates.near;

	if (texts->record == record)
		return texts;
	texts->record = record;
	texts->update = ari_rules__hints(pass, record->update.text);
	texts->baseline = ari_rules__hints(pass, record->baseline.text);
	texts->success = 0;
	for (size_t i = 0; i < record->success.count; i++)
		texts->success |=
		    ari_rules__hints(pass, record->success.items[i].text);
	texts->count = 0;
	if (near != ARI_DAY_MIN && texts->update & ARI_RULES__MAY_DATE)
		texts->count =
		    ari_prose_dates(texts->dates, record->update.text, near);
	return texts;
}
