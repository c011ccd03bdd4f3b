/*
 * A floor: libyaml reading files one after the other, events only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static int read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t event;
	char *bytes = NULL;
	size_t len;
	int done = 0;

	if (!file)
		return 1;
	fseek(file, 0, SEEK_END);
	len = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(len + 1);
	if (!bytes || fread(bytes, 1, len, file) != len)
		return 1;
	fclose(file);
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (unsigned char *)bytes, len);
	while (!done) {
		if (!yaml_parser_parse(&parser, &event))
			return 1;
		done = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (read_file(argv[i]))
			return 1;
	return 0;
}
