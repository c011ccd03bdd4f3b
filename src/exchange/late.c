/*
 * Opening a shared library by the name that it had when this was built.
 */
#include "late.h"

#include <dlfcn.h>
#include <string.h>

static int fail(struct ari_error *err, const char *library)
{
	const char *why = dlerror();

	return ari_error_set(err, ARI_ERR_NOT_FOUND,
			     "this format needs the library %s, which cannot "
			     "be opened: %s",
			     library, why ? why : "it is another one");
}

int ari_exchange__late_open(void *functions, const char *library,
			    const struct ari_exchange__late *names,
			    size_t count, struct ari_error *err)
{
	void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	int result = 0;

	if (!handle)
		return fail(err, library);
	for (size_t i = 0; i < count && !result; i++) {
		void *function = dlsym(handle, names[i].name);

		/* C knows no cast from an object to a function. */
		if (function)
			memcpy((char *)functions + names[i].at, &function,
			       sizeof(function));
		else
			result = fail(err, library);
	}
	dlclose(handle);
	return result;
}
