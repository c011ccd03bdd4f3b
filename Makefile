# Arising. `make` builds build/release/arising; `make help` lists the rest.
#
#   VARIANT=release|debug|san   optimised | every allocation its own | ASan+UBSan
#   ROOMS="base tree …"         only these rooms of src/, for work on one
#   CC=gcc|clang

VARIANT ?= release
BUILD ?= build/$(VARIANT)
ROOMS ?= base date pattern tree yaml json schema plan source rules movement \
	 load edit history check report render exchange
PREFIX ?= /usr/local
WERROR ?=
V ?= @

PACKAGES := libgit2 zlib yaml-0.1 libpcre2-8 yajl jansson libidn2 gmp \
	    libcmark nettle
# Opened when a format needs them: at the start they would cost every command.
LATE := xlsxwriter libical
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) $(LATE) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lunistring

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wwrite-strings -Wundef $(WERROR)
COMMON := -std=c11 -D_GNU_SOURCE -Iinclude -Isrc -I$(BUILD)/gen \
	  -include src/base/banned.h -fvisibility=hidden -fPIC -pthread \
	  -MMD -MP $(WARN) $(PKG_CFLAGS)

ifeq ($(VARIANT),release)
CFLAGS ?= -O2 -g
VFLAGS := -DNDEBUG -D_FORTIFY_SOURCE=2 -fstack-protector-strong
else ifeq ($(VARIANT),debug)
CFLAGS ?= -O0 -g3
VFLAGS := -DARI_ARENA_DEBUG
else ifeq ($(VARIANT),san)
CFLAGS ?= -O1 -g
VFLAGS := -DARI_ARENA_DEBUG -fsanitize=address,undefined \
	  -fno-sanitize-recover=all -fno-omit-frame-pointer
else
$(error VARIANT is release, debug or san)
endif

LIB_SRC := $(sort $(wildcard $(ROOMS:%=src/%/*.c)))
# The maker of the manual page is a program of its own.
CLI_SRC := $(sort $(filter-out src/cli/man.c,$(wildcard src/cli/*.c)))
LIB_OBJ := $(LIB_SRC:src/%.c=$(BUILD)/obj/%.o)
CLI_OBJ := $(CLI_SRC:src/%.c=$(BUILD)/obj/%.o)
CLI_LIB_OBJ := $(filter-out $(BUILD)/obj/cli/main.o,$(CLI_OBJ))
UNIT_SRC := $(sort $(wildcard $(ROOMS:%=tests/unit/%/test_*.c)))
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
SCHEMAS := $(sort $(wildcard schema/*.json schema/*/*/*.json))
LDLIBS := $(PKG_LIBS) -lm
# A hook is done in milliseconds, and each library that is opened at the start
# costs it a tenth of one: the small ones go into the program. INSIDE= leaves
# them outside, as a distribution wants it.
INSIDE ?= $(if $(filter release,$(VARIANT)),yaml jansson idn2 gmp \
	cmark nettle unistring)
archive = $(or $(wildcard $(shell $(CC) -print-file-name=lib$(1).a)),-l$(1))
PROGRAM_LIBS = $(filter-out $(INSIDE:%=-l%),$(LDLIBS)) \
	$(foreach name,$(INSIDE),$(call archive,$(name)))

all: $(BUILD)/arising ## build the program

$(BUILD)/arising: $(CLI_OBJ) $(BUILD)/libarising.a
	@echo "  LINK    $@"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) -pthread $(LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)

$(BUILD)/libarising.a: $(LIB_OBJ)
	@echo "  AR      $@"
	$(V)rm -f $@
	$(V)$(AR) rcs $@ $^

# The library with its public symbols only: what `check` inspects.
$(BUILD)/libarising.so: $(LIB_OBJ)
	@echo "  LINK    $@"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) -shared -pthread $(LDFLAGS) -o $@ $^ \
		$(LDLIBS)

$(BUILD)/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	@echo "  CC      $<"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) $(FIRST) $(COMMON) -c -o $@ $<

# Their headers name functions that are banned here: they come before the ban.
# And by which name each is opened: that of the library beside the headers.
soname = $(or $(shell objdump -p "$$($(CC) -print-file-name=lib$(1).so)" \
	2>/dev/null | sed -n 's/^ *SONAME *//p'),lib$(1).so)
$(BUILD)/obj/exchange/paper_xlsx.o: FIRST = -include xlsxwriter.h \
	-DARI_LIBRARY='"$(call soname,xlsxwriter)"'
$(BUILD)/obj/exchange/export_ics.o: FIRST = -include libical/ical.h \
	-DARI_LIBRARY='"$(call soname,ical)"'

# Files that carry a schema into the program with .incbin.
$(BUILD)/obj/schema/bundle.o: $(SCHEMAS)
$(BUILD)/obj/report/paper_default.o: schema/paper-template.yaml
$(BUILD)/obj/cli/completion_bash.o: src/cli/completion.bash
$(BUILD)/obj/exchange/docx_reference.o: $(wildcard src/exchange/docx/*.xml)
# The examples of the rules, carried in the same way.
$(BUILD)/obj/rules/examples.o: $(wildcard tests/rules/*.yaml tests/rules/*/*.yaml \
		tests/rules/*/*.json)

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libarising.a
	@mkdir -p $(@D)
	@echo "  TEST    $<"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) $(COMMON) -Itests -o $@ $< \
		$(BUILD)/libarising.a $(LDLIBS) -lcmocka

unit: $(UNIT_BIN) ## run the unit tests
	$(V)tests/run-unit $(UNIT_BIN)

FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)

$(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c $(BUILD)/libarising.a
	@mkdir -p $(@D)
	@echo "  TEST    $<"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) -std=c11 -D_GNU_SOURCE -Iinclude -Isrc -Itests \
		-pthread -o $@ $< tests/fuzz/replay.c \
		$(BUILD)/libarising.a $(LDLIBS)

replay: $(FUZZ_BIN) ## the corpora of the fuzz targets, without a fuzzer
	$(V)for target in $(FUZZ_BIN); do \
		name=$$(basename $$target | sed s/fuzz_//); \
		set -- tests/fuzz/corpus/$$name/*; \
		[ -e "$$1" ] || set --; \
		$$target "$$@" || exit 1; \
		echo "  ok      fuzz/$$name ($$# inputs)"; \
	done

print-libs:
	@echo $(LDLIBS) -pthread

example: ## build the example repositories under build/example
	$(V)example-repo/build.sh build/example

demo: all example ## what changed since last committee, on real plans
	$(BUILD)/arising -C build/example/cambridgeshire changes --no-pager

meta: all $(BUILD)/libarising.so $(BUILD)/man ## the house's own rules
	$(V)tests/meta/check-layers
	$(V)tests/meta/check-style
	$(V)tests/meta/check-format
	$(V)tests/meta/check-symbols $(BUILD)/libarising.so
	$(V)tests/meta/check-man $(BUILD)/arising $(BUILD)/man
	$(V)tests/meta/check-docs $(BUILD)/arising

cli: all example ## the commands: exact status, stdout and stderr
	$(V)ARISING=$(abspath $(BUILD)/arising) tests/run-cli

golden-accept: all example ## take today's output as right, after a look
	$(V)ARISING=$(abspath $(BUILD)/arising) ACCEPT=1 tests/run-cli

check: unit meta replay cli ## all tests that need no more than the libraries

check-san: ## the same under AddressSanitizer and UBSan
	$(V)$(MAKE) VARIANT=san check

$(BUILD)/oom: tests/oom/oom.c tests/oom/fail.c tests/oom/fail.h \
		$(CLI_LIB_OBJ) $(BUILD)/libarising.a
	@echo "  TEST    $@"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) $(COMMON) -o $@ tests/oom/oom.c \
		tests/oom/fail.c $(CLI_LIB_OBJ) $(BUILD)/libarising.a $(LDLIBS)

# Every allocation its own; a sanitizer would keep malloc to itself.
check-oom: ## commands with every allocation failing once (OOM=N: N of them)
	$(V)$(MAKE) VARIANT=debug build/debug/oom
	$(V)tests/oom/run build/debug/oom $(OOM)

check-valgrind: example ## commands on the examples under valgrind
	$(V)$(MAKE) VARIANT=debug all
	$(V)tests/valgrind/run build/debug/arising

SLOW := $(sort $(wildcard tests/slow/*.sh))

check-slow: all example ## what takes minutes: tests/slow/*.sh
	$(V)[ -n "$(SLOW)" ] || echo "  SKIPPED check-slow: tests/slow is empty"
	$(V)for script in $(SLOW); do \
		ARISING=$(abspath $(BUILD)/arising) sh $$script || exit 1; \
	done

cover: ## lines that the tests run, by room, by gcov
	$(V)find build/cover -name '*.gcda' -delete 2>/dev/null || true
	$(V)$(MAKE) -k VARIANT=debug BUILD=build/cover \
		CFLAGS="-O0 -g --coverage" unit replay cli || \
		echo "  FAILED tests: what follows is less than it could be"
	$(V)tests/meta/coverage build/cover/obj

check-peers: all example ## hold it against other people's programs (npm)
	$(V)ARISING=$(abspath $(BUILD)/arising) tests/peers/run
	$(V)ARISING=$(abspath $(BUILD)/arising) tests/browser/run

bench: all ## ratios to peers and floors, nothing passes or fails
	$(V)ARISING=$(abspath $(BUILD)/arising) tests/bench/run

fuzz: ## run one fuzz target for a while: make fuzz T=yaml SECONDS=60
	$(V)tests/fuzz/run "$(T)" "$(or $(SECONDS),60)"

lint: ## format and static analysis
	tests/meta/check-format
	cppcheck -q --std=c11 --enable=warning,portability \
		--inline-suppr --error-exitcode=1 -Iinclude -Isrc src

$(BUILD)/man: $(BUILD)/obj/cli/man.o $(CLI_LIB_OBJ) $(BUILD)/libarising.a
	@echo "  LINK    $@"
	$(V)$(CC) $(CFLAGS) $(VFLAGS) -pthread $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The day of the last commit: the same source makes the same page.
DAY = $(or $(shell git log -1 --format=%cs 2>/dev/null),1970-01-01)

build/arising.1: $(BUILD)/man
	@echo "  MAN     $@"
	$(V)$(BUILD)/man $(DAY) >$@

docs: all ## write the page of rules, docs/rules.md
	@mkdir -p docs
	$(V)$(BUILD)/arising rules --all --format markdown >docs/rules.md.new
	$(V)mv docs/rules.md.new docs/rules.md

man: build/arising.1 ## write the manual page, build/arising.1

SHARE = $(DESTDIR)$(PREFIX)/share

install: all man ## into $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 \
		$(SHARE)/bash-completion/completions \
		$(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(BUILD)/arising $(DESTDIR)$(PREFIX)/bin/arising
	ln -sf arising $(DESTDIR)$(PREFIX)/bin/git-arising
	install -m 644 build/arising.1 $(SHARE)/man/man1/arising.1
	ln -sf arising.1 $(SHARE)/man/man1/git-arising.1
	$(BUILD)/arising completion bash \
		>$(SHARE)/bash-completion/completions/arising
	$(BUILD)/arising completion zsh >$(SHARE)/zsh/site-functions/_arising
	$(BUILD)/arising completion fish \
		>$(SHARE)/fish/vendor_completions.d/arising.fish

deb: all man ## build/arising_VERSION_ARCH.deb
	$(V)rm -rf build/deb
	$(V)rm -f $(BUILD)/arising
	$(V)$(MAKE) -s install DESTDIR=build/deb PREFIX=/usr INSIDE=
	$(V)rm -f $(BUILD)/arising
	$(V)$(CC) -shared -Wl,--no-as-needed -o $(BUILD)/late.so \
		$(shell pkg-config --libs $(LATE))
	$(V)packaging/build-deb build/deb build $(BUILD)/late.so

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT_BIN:=.d)

clean: ## remove what was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 20

.PHONY: all unit replay print-libs example demo meta cli golden-accept check \
	check-san check-oom check-valgrind check-slow cover check-peers bench \
	fuzz lint docs man install deb clean help
.DELETE_ON_ERROR:
