/*
 * The built-in template, read at build time: the same form that a council
 * writes, so that there is one way to read either.
 */
#include "paper.h"

__asm__(".section .rodata\n"
	".global ari_report__file_template\n"
	".global ari_report__end_template\n"
	".hidden ari_report__file_template\n"
	".hidden ari_report__end_template\n"
	"ari_report__file_template:\n"
	".incbin \"schema/paper-template.yaml\"\n"
	"ari_report__end_template:\n"
	".byte 0\n"
	".previous\n");

extern const char ari_report__file_template[];
extern const char ari_report__end_template[];

struct ari_str ari_report__default_template(void)
{
	return (struct ari_str){
	    ari_report__file_template,
	    (size_t)(ari_report__end_template - ari_report__file_template)};
}
