# clinweave: `make` builds, `make night` shows it at work, `make check` tests it. `make help` lists all.
ifeq ($(origin CC),default)
CC       := gcc
endif
ifeq ($(SAN),thread) # gcc's libgomp gives false reports, clang's libomp does not
CC       := clang
export TSAN_OPTIONS := ignore_noninstrumented_modules=1
endif
comma    := ,
HDF5     ?= hdf5
PREFIX   ?= /usr/local
BUILD    := build$(if $(SAN),/$(subst $(comma),-,$(SAN)))$(if $(COV),/coverage)
VERSION  := $(shell sed -n 's/^.define CLINWEAVE_VERSION *"\(.*\)"/\1/p' model/base/version.h)
CFLAGS   ?= $(if $(COV),-O0,$(if $(SAN),-O1,-O2)) -g
WERROR   := $(if $(CI)$(wildcard .git),-Werror)
INSTRUMENT := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
              $(if $(COV),--coverage)
STRICT   := -std=c11 -fopenmp -ffp-contract=off -fno-strict-aliasing -Wall -Wextra -Wpedantic \
            -Wshadow -Wconversion -Wstrict-prototypes -Wvla $(WERROR) $(INSTRUMENT)
CPPFLAGS += -I. -I$(BUILD)/generated -D_POSIX_C_SOURCE=200809L \
            $(shell pkg-config --cflags $(HDF5) 2>/dev/null)
LDLIBS   += -lglpk $(shell pkg-config --libs $(HDF5) 2>/dev/null) -ljansson -lcsv -lmd -llinear -lm

MAIN     := solver/cli/main.c
LIBRARY  := $(filter-out $(MAIN),$(wildcard model/*/*.c datasets/*/*.c solver/*.c solver/*/*.c bench/*.c))
TESTS    := $(wildcard tests/test_*.c)
HELPERS  := $(filter-out $(TESTS),$(wildcard tests/*.c))
SOURCES  := $(MAIN) $(LIBRARY) $(TESTS) $(HELPERS)
UNITS    := $(TESTS:%.c=$(BUILD)/%)
ARCHIVE  := $(BUILD)/clinweave.a

# What is run is shown in a word, or whole with V=1.
SHOW      = $(if $(V),,@echo '$(1) $@' &&)

# A sub-make started by hand uses all cores; one below `make -jN` shares its N.
ALL_CORES = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN     = $(MAKE) --no-print-directory $(ALL_CORES)

all: $(BUILD)/clinweave ## build the program at build/clinweave

night: ## install what is missing, then make, solve, audit and show a clinic's night
	@scripts/install-deps build
	@$(AGAIN) all
	@scripts/night $(BUILD)/clinweave $(BUILD)/night

check: ## install what the tests need and run all of them
	@scripts/install-deps build test
	@$(AGAIN) all units
	@scripts/run-checks $(BUILD) $(UNITS)

check-units: ## the unit tests alone (as the sanitizers run them)
	@scripts/install-deps build test
	@$(AGAIN) units
	@scripts/run-checks --units $(BUILD) $(UNITS)

units: $(UNITS)

format: ## lay out all sources as .clang-format says
	@scripts/check-format --fix

lint: ## layout, layers, tags, and what cppcheck finds
	@scripts/install-deps test ci
	@scripts/check-format
	@scripts/check-layers
	@scripts/check-tags
	@scripts/check-cppcheck

install: all $(BUILD)/clinweave.1 ## put program and man page under PREFIX (/usr/local)
	install -D -m 755 $(BUILD)/clinweave $(DESTDIR)$(PREFIX)/bin/clinweave
	install -D -m 644 $(BUILD)/clinweave.1 $(DESTDIR)$(PREFIX)/share/man/man1/clinweave.1

uninstall: ## take them away again
	rm -f $(DESTDIR)$(PREFIX)/bin/clinweave $(DESTDIR)$(PREFIX)/share/man/man1/clinweave.1

dist: ## pack the committed sources as build/clinweave-VERSION.tar.gz
	@mkdir -p build
	git archive --prefix=clinweave-$(VERSION)/ HEAD | gzip -n > build/clinweave-$(VERSION).tar.gz

clean: ## remove all that was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | awk -F '\t' '{printf "%-12s %s\n", $$1, $$2}'
	@echo 'SAN=address|undefined|thread (or address,undefined), COV=1, CC=clang change how it is built; V=1 shows how.'

$(BUILD)/clinweave: $(MAIN:%.c=$(BUILD)/%.o) $(ARCHIVE)
	$(call SHOW,link   ) $(CC) $(CFLAGS) $(STRICT) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/test_%: $(BUILD)/tests/test_%.o $(HELPERS:%.c=$(BUILD)/%.o) $(ARCHIVE)
	$(call SHOW,link   ) $(CC) $(CFLAGS) $(STRICT) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(BUILD)/clinweave.1: $(BUILD)/clinweave
	$< manual > $@

$(ARCHIVE): $(LIBRARY:%.c=$(BUILD)/%.o)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SHOW,compile) $(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT) -MMD -MP -c -o $@ $<

# The recipes of the generator, built in so that their names work from anywhere.
RECIPES := $(BUILD)/generated/datasets/generator/recipes.inc
$(RECIPES): scripts/embed-recipes $(wildcard datasets/recipes/*.recipe)
	@mkdir -p $(@D)
	@$< datasets/recipes > $@.tmp && mv $@.tmp $@
$(BUILD)/datasets/generator/recipe.o: $(RECIPES)

# The suites of the benchmark, likewise.
SUITES := $(BUILD)/generated/bench/suites.inc
$(SUITES): scripts/embed-suites $(wildcard bench/suites/*.suite)
	@mkdir -p $(@D)
	@$< bench/suites > $@.tmp && mv $@.tmp $@
$(BUILD)/bench/suite.o: $(SUITES)

# Rewritten only when compiler, flags or the list of files change, so a switch rebuilds once.
$(BUILD)/flags: FORCE
	@scripts/install-deps --dry-run build
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT)' | cmp -s - $@ || \
	    echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT)' > $@

FORCE:
.PHONY: all night check check-units units format lint install uninstall dist clean help FORCE
.SECONDARY:
-include $(SOURCES:%.c=$(BUILD)/%.d)
