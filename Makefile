# SPDX-License-Identifier: Apache-2.0
# Gyoryu is built, tried and installed from here; `make help` lists the targets.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
VERSION := 0.1.0

PACKAGES = libmicrohttpd sqlite3 libpq jansson icu-i18n icu-uc md4c libsodium \
           liboath zlib libbrotlienc libcurl pangocairo cairo-pdf libical \
           harfbuzz-subset freetype2 libxml-2.0 libzip gdlib cjose
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror \
           -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
           -Wno-missing-field-initializers -Wno-format-nonliteral
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE \
           -fno-strict-aliasing
MODE    ?= -O2 -g $(HARDEN)
CFLAGS  += -std=c17 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -Isrc -I$(BUILD) \
           $(MODE) $(WARN) $(shell pkg-config --cflags $(PACKAGES))
LDFLAGS += -pie -Wl,-z,relro,-z,now
LDLIBS  += $(shell pkg-config --libs $(PACKAGES)) -lm -lpthread

SOURCES  = $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJECTS  = $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/files.o $(BUILD)/han.o
NODE     = node_modules/.package-lock.json
FONTS    = node_modules/krds-uiux/resources/fonts
FONT     = PretendardGOV-$(1).subset.woff2
CARRIED  = $(shell find templates static messages rules demo -type f)

.PHONY: all deps demo check check-all bench install clean help

all: $(BUILD)/gyoryu          ## build the program

deps:                         ## install what is missing to build and run
	@tools/deps.sh build

demo: deps                    ## install, build, and serve the demonstration
	@$(MAKE) --no-print-directory all
	@$(BUILD)/gyoryu demo

$(BUILD)/gyoryu: $(BUILD)/src/main.o $(OBJECTS)
	@echo "link $@"
	@$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# ---- the files that the program carries ----

$(NODE): package-lock.json
	@tools/deps.sh build

$(BUILD)/embed: tools/embed.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE -O1 $(WARN) -o $@ $<

$(BUILD)/map.svg: tools/map.mjs $(NODE)
	@mkdir -p $(@D)
	node tools/map.mjs $@

$(BUILD)/files.c: $(BUILD)/embed $(BUILD)/map.svg $(CARRIED) $(NODE)
	$(BUILD)/embed $@ templates static messages rules demo \
	  static/map.svg=$(BUILD)/map.svg \
	  static/fonts/$(call FONT,Regular)=$(FONTS)/$(call FONT,Regular) \
	  static/fonts/$(call FONT,Medium)=$(FONTS)/$(call FONT,Medium) \
	  static/fonts/$(call FONT,Bold)=$(FONTS)/$(call FONT,Bold)

$(BUILD)/han: tools/han.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O1 $(WARN) -o $@ $< $(shell pkg-config --cflags --libs icu-i18n)

$(BUILD)/han.c: $(BUILD)/han
	$(BUILD)/han $@

$(BUILD)/files.o $(BUILD)/han.o: $(BUILD)/%.o: $(BUILD)/%.c
	@echo "cc $<"
	@$(CC) $(CFLAGS) -c -o $@ $<

# ---- tests ----

export GYORYU_SHARED ?= $(abspath ../shared)
export GYORYU = $(abspath $(BUILD))/gyoryu

TEST_FLAGS = -Itest/unit $(shell pkg-config --cflags libxml-2.0)
TEST_LIBS  = $(shell pkg-config --libs libxml-2.0)
UNIT   = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/unit/*.c))
GOLDEN = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/golden/*.c))
STORY  = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/story/*.c))
ENGINE = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/engine/*.c))
RECORD = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/record/*.c))
EXCHANGE = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/exchange/*.c))
RUN    = $(BUILD)/test/unit/run.o
PLACE  = $(BUILD)/test/engine/place.o
HOUSE  = $(patsubst %.c,$(BUILD)/%.o,$(wildcard test/house/*.c))
FUZZED = $(filter-out main,$(patsubst test/fuzz/%.c,%,$(wildcard test/fuzz/*.c)))

$(BUILD)/test/%.o: test/%.c
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS) $(TEST_FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/try-unit: $(UNIT) $(OBJECTS)
$(BUILD)/try-golden: $(GOLDEN) $(OBJECTS)
$(BUILD)/try-story: $(STORY) $(OBJECTS)
$(BUILD)/try-engine: $(ENGINE) $(RUN) $(OBJECTS)
$(BUILD)/try-record: $(RECORD) $(PLACE) $(RUN) $(OBJECTS)
$(BUILD)/try-exchange: $(EXCHANGE) $(OBJECTS)
$(BUILD)/try-house: $(HOUSE) $(OBJECTS)
$(BUILD)/fuzz-%: $(BUILD)/test/fuzz/%.o $(BUILD)/test/fuzz/main.o \
    $(BUILD)/test/unit/strict.o $(OBJECTS)
	@echo "link $@"
	@$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(TEST_LIBS)
$(BUILD)/try-%:
	@echo "link $@"
	@$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(TEST_LIBS)

TRIES = $(addprefix $(BUILD)/try-,unit golden story engine record exchange \
        house)

check:                        ## every test that needs no long time
	@tools/deps.sh check
	@$(MAKE) --no-print-directory $(BUILD)/gyoryu $(TRIES)
	@test/run.sh $(BUILD) quick

check-all:                    ## those that do: engines, sanitizers, browser …
	@tools/deps.sh check
	@$(MAKE) --no-print-directory $(BUILD)/gyoryu $(TRIES)
	@test/run.sh $(BUILD) all

# ---- the rest ----

BENCHES = $(addprefix $(BUILD)/bench-,page search ledger memory comment poster)

$(BUILD)/bench-%: $(BUILD)/bench/%.o $(BUILD)/bench/bench.o $(OBJECTS)
	@echo "link $@"
	@$(CC) $(MODE) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench: all $(BENCHES)         ## what README's figures come from
	@tools/deps.sh bench
	@bench/run.sh $(BUILD)

install: all                  ## DESTDIR= PREFIX=
	install -D -m 755 $(BUILD)/gyoryu $(DESTDIR)$(PREFIX)/bin/gyoryu
	install -D -m 644 packaging/gyoryu.service \
	  $(DESTDIR)$(PREFIX)/lib/systemd/system/gyoryu.service
	install -D -m 644 packaging/gyoryu.socket \
	  $(DESTDIR)$(PREFIX)/lib/systemd/system/gyoryu.socket

clean:                        ## remove what was built
	rm -rf $(BUILD)

help:                         ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 14

-include $(OBJECTS:.o=.d) $(UNIT:.o=.d) $(GOLDEN:.o=.d) $(STORY:.o=.d) \
         $(ENGINE:.o=.d) $(RECORD:.o=.d) $(EXCHANGE:.o=.d) \
         $(HOUSE:.o=.d)
