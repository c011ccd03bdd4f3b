/*
 * What the writers of the ledger share: the rows of a commit, the time of a
 * person's clock, and the field of an entry.
 */
#include "exchange/log.h"

#define DAY_SECONDS 86400

/* Two digits, and what stands behind them, if anything does. */
static char *put_two(char *out, unsigned number, char behind)
{
	*out++ = (char)('0' + number / 10 % 10);
	*out++ = (char)('0' + number % 10);
	if (behind)
		*out++ = behind;
	return out;
}

char *ari_exchange__iso(char out[ARI_EXCHANGE__ISO],
			const struct ari_person *person)
{
	int64_t local = person->time + (int64_t)person->offset * 60;
	int64_t second = local % DAY_SECONDS;
	int32_t east = person->offset < 0 ? -person->offset : person->offset;
	unsigned month, day;
	int32_t year;
	char *at = out;

	second += second < 0 ? DAY_SECONDS : 0;
	ari_day_split(&year, &month, &day, person->day);
	/* A zone may carry the last day of 9999 over. */
	year = year > 9999 ? 9999 : year;
	at = put_two(at, (unsigned)year / 100, '\0');
	at = put_two(at, (unsigned)year % 100, '-');
	at = put_two(at, month, '-');
	at = put_two(at, day, 'T');
	at = put_two(at, (unsigned)second / 3600, ':');
	at = put_two(at, (unsigned)second / 60 % 60, ':');
	at = put_two(at, (unsigned)second % 60, person->offset < 0 ? '-' : '+');
	at = put_two(at, (unsigned)east / 60, ':');
	at = put_two(at, (unsigned)east % 60, '\0');
	*at = '\0';
	return out;
}

struct ari_str ari_exchange__field(const struct ari_ledger_entry *entry)
{
	if (entry->what != ARI_LEDGER_MOVEMENT)
		return (struct ari_str){NULL, 0};
	if (entry->movement.kind == ARI_MOVE_X_CHANGED)
		return entry->movement.key;
	return ari_str_from(entry->movement.field);
}

void ari_exchange__rows(struct ari_buf *out,
			const struct ari_exchange__log *format,
			const struct ari_ledger_commit *commit,
			const struct ari_ledger_entry *const *entries,
			size_t count)
{
	struct ari_buf head;

	ari_buf_init(&head, NULL);
	format->put_commit(&head, commit);
	for (size_t i = 0; i < count; i++) {
		ari_buf_str(out, ari_buf_view(&head));
		format->put_entry(out, commit, entries[i]);
	}
	out->failed |= head.failed;
	ari_buf_release(&head);
}
