/*
 * malloc, calloc and realloc of the whole process, the libraries' too, of
 * which one call can be made to fail.
 */
#ifndef ARISING_TESTS_OOM_FAIL_H
#define ARISING_TESTS_OOM_FAIL_H

/* Fail the nth call from now on, 1 the first; 0: none. */
void oom_fail_at(long n);
/* Calls since then. */
long oom_calls(void);

#endif
