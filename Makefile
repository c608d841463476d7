# clinweave: `make` builds, `make night` shows it at work, `make check` tests it. `make help` lists all.
CC       ?= gcc
HDF5     ?= hdf5
PREFIX   ?= /usr/local
SAN      ?=
BUILD    := build$(if $(SAN),/$(SAN))
CFLAGS   ?= -O2 -g
STRICT   := -std=c11 -fopenmp -ffp-contract=off -fno-strict-aliasing -Wall -Wextra -Wpedantic \
            -Wshadow -Wconversion -Wstrict-prototypes -Wvla -Werror \
            $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
CPPFLAGS += -I. -I$(BUILD)/generated -D_POSIX_C_SOURCE=200809L \
            $(shell pkg-config --cflags $(HDF5) 2>/dev/null)
LDLIBS   += -lglpk $(shell pkg-config --libs $(HDF5) 2>/dev/null) -ljansson -lcsv -lm

LIBRARY  := $(wildcard model/*/*.c datasets/*.c solver/*.c)
PROGRAM  := $(wildcard solver/cli/*.c)
TESTS    := $(wildcard tests/test_*.c)
HELPERS  := $(filter-out $(TESTS),$(wildcard tests/*.c))
OBJECTS  := $(LIBRARY:%.c=$(BUILD)/%.o)

all: $(BUILD)/clinweave ## build the program at build/clinweave

$(BUILD)/clinweave: $(PROGRAM:%.c=$(BUILD)/%.o) $(OBJECTS)
	$(CC) $(CFLAGS) $(STRICT) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/test_%: $(BUILD)/tests/test_%.o $(HELPERS:%.c=$(BUILD)/%.o) $(OBJECTS)
	$(CC) $(CFLAGS) $(STRICT) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT) -MMD -MP -c -o $@ $<

# Rewritten only when compiler or flags change, so a switch rebuilds everything, once.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT)' | cmp -s - $@ || \
	    echo '$(CC) $(CPPFLAGS) $(CFLAGS) $(STRICT)' > $@

FORCE:
.PHONY: all FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
