# The only door: people and CI call these targets and nothing else.
GO      ?= go
TOOL    := $(GO) tool -modfile=.tools/go.mod
BIN     := bin/jiyue
BENCH   ?= .
COUNT   ?= 6

.PHONY: help build demo test bench lint golden compare speed growth pairs fuzz faults fixtures pictures clean

help: ## what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## the program, as bin/jiyue
	$(GO) build -o $(BIN) ./cmd/jiyue

demo: build ## the demo county's evaluation, into fixtures/daning/out
	$(BIN) run fixtures/daning/jiyue.yaml
	@echo "open fixtures/daning/out/report.html in a browser, or look around with: $(BIN) serve fixtures/daning/out/jiyue.gpkg"

test: ## every test
	$(GO) test -timeout 15m ./...

bench: ## benchmarks with benchstat; BENCH=regexp COUNT=n
	@mkdir -p bin
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) ./... | tee bin/bench.txt
	$(TOOL) benchstat bin/bench.txt

lint: ## gofmt, go vet and golangci-lint at the pinned version
	@test -z "$$(gofmt -l cmd geo indicators pipeline fixtures)" || { gofmt -l cmd geo indicators pipeline fixtures; exit 1; }
	$(GO) vet ./...
	$(TOOL) golangci-lint run ./...

golden: ## rewrite the golden files; read the difference before you commit it
	$(GO) test ./indicators ./indicators/performance ./pipeline ./pipeline/land ./pipeline/report -update

compare: ## the demo county against GDAL/GEOS (needs gdal-bin, see fixtures/peers)
	fixtures/peers/compare.sh

speed: ## jiyue and the programs of today over a million parcels, in turns
	fixtures/peers/speed.sh 500 1000000

growth: ## how cost grows from 10 000 to 10 000 000 parcels
	fixtures/peers/growth.py

PAIRS ?= 1000000
pairs: ## random pairs against rational arithmetic, in full: some three quarters of an hour of one core; PAIRS=n
	JIYUE_PAIRS=$(PAIRS) $(GO) test -timeout 10h -run 'TestPairs$$' ./geo/overlay

FUZZTIME ?= 10m
# The default minute for each input that is new would leave none for the search.
FUZZMINIMIZE ?= 2s
fuzz: ## every fuzz target in turn, ten minutes each; FUZZTIME=d
	@grep -rho --include='*_test.go' '^func Fuzz[A-Za-z0-9]*' . | sort -u | cut -c6- | while read -r target; do \
	  for package in $$(grep -rl --include='*_test.go' "^func $$target(" . | xargs -n1 dirname | sort -u); do \
	    $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime $(FUZZMINIMIZE) "$$package" || exit 1; \
	  done; done

FAULTS ?= 300
faults: ## kill, fill the disk, corrupt: a store survives each of hundreds; FAULTS=n
	JIYUE_FAULTS=$(FAULTS) $(GO) test -timeout 2h -v -run 'Killed|FullDisk|Corrupted' ./pipeline/store

fixtures: ## write the committed cases again, byte for byte
	$(GO) run ./fixtures/generate -case daning fixtures/daning/input
	$(GO) run ./fixtures/generate -case defects fixtures/defects/input

PAGES := http://127.0.0.1:18980
pictures: demo ## the pages of the demo county, into docs/pictures (needs Chromium); look at them before you commit
	@mkdir -p docs/pictures
	$(BIN) serve fixtures/daning/out/jiyue.gpkg --addr $(PAGES:http://%=%) --lang en & server=$$!; \
	JIYUE_SCREENSHOTS=$(CURDIR)/docs/pictures JIYUE_TOUR='parks=$(PAGES)/ park=$(PAGES)/park/S149062 figure=$(PAGES)/park/S149062/figure/idle_rate' \
	  $(GO) test -count 1 -timeout 3m -run 'TestTour$$' ./pipeline/viewer; status=$$?; kill $$server; exit $$status
	rm docs/pictures/parks-phone.png docs/pictures/figure-phone.png

clean: ## remove what the targets made
	rm -rf bin fixtures/*/out
