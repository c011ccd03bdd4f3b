/*
 * Numbers of ids: in the order in which they came, through many growths,
 * and of ids that differ in one byte only.
 */
#include "unit/source/fixture.h"

/* An id that says its number in one place, all else alike. */
static struct ari_oid make_id(uint32_t number, size_t at)
{
	struct ari_oid id;

	memset(&id, 0x5a, sizeof(id));
	for (size_t i = 0; i < 4; i++)
		id.bytes[(at + i) % ARI_OID_BYTES] = (uint8_t)(number >> 8 * i);
	return id;
}

static void number_ids(size_t at)
{
	struct ari_oids ids = {0};
	struct ari_error err;
	uint32_t number;

	for (uint32_t i = 0; i < 20000; i++) {
		struct ari_oid id = make_id(i, at);

		assert_int_equal(ari_oids_find(&ids, &id), ARI_OIDS_NONE);
		assert_int_equal(ari_oids_add(&number, &ids, &id, &err), 0);
		assert_int_equal(number, i);
		assert_int_equal(ari_oids_add(&number, &ids, &id, &err), 0);
		assert_int_equal(number, i);
	}
	assert_int_equal(ids.count, 20000);
	for (uint32_t i = 0; i < 20000; i++) {
		struct ari_oid id = make_id(i, at);

		assert_int_equal(ari_oids_find(&ids, &id), i);
		assert_true(ari_oid_eq(&ids.items[i], &id));
	}
	ari_oids_release(&ids);
	assert_int_equal(ids.count, 0);
}

static void numbers_ids_in_order(void **state)
{
	(void)state;
	number_ids(0);
	number_ids(7);
	number_ids(16);
}

static void asks_an_empty_table(void **state)
{
	struct ari_oids ids = {0};
	struct ari_oid none = {{0}};

	(void)state;
	assert_int_equal(ari_oids_find(&ids, &none), ARI_OIDS_NONE);
	ari_oids_release(&ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_ids_in_order),
	    cmocka_unit_test(asks_an_empty_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
