package pipeline_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"jiyue/pipeline"
	"jiyue/pipeline/clip"
	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
	"jiyue/pipeline/measure"
)

// county names a county of the reader's own for the benchmarks:
//
//	go run ./fixtures/generate -parks 500 -parcels 1000000 /tmp/county
//	go test ./pipeline -run '^$' -bench Run -benchtime 1x -county /tmp/county/jiyue.yaml
var county = flag.String("county", "", "jiyue.yaml of the county for the benchmarks (default: a generated one)")

// BenchmarkRun runs whole nights and says of each stage what it took: ms of the
// clock; on Linux also ms of processor time and the peak of memory in MB.
//
// The store is made with and without the documents after it: theirs is not the
// time of the land, as maps are drawn of a hundred parks at most.
func BenchmarkRun(b *testing.B) {
	cfg := benchCounty(b)
	b.Run("store", func(b *testing.B) { benchmarkRun(b, cfg, true) })
	b.Run("store+documents", func(b *testing.B) { benchmarkRun(b, cfg, false) })
}

func benchmarkRun(b *testing.B, cfg *config.Config, noReport bool) {
	meter := &stageMeter{}
	for b.Loop() {
		cfg.Output = b.TempDir()
		if _, err := pipeline.Run(context.Background(), cfg, pipeline.Options{NoReport: noReport, Observer: meter}); err != nil {
			b.Fatal(err)
		}
	}
	for _, s := range meter.stages {
		b.Logf("%-8s %6.0f ms  %6.0f ms of CPU  peak %4.0f MB", s.name, s.tookMS/float64(b.N), s.cpuMS/float64(b.N), s.peakMB)
	}
	b.ReportMetric(float64(meter.parcels)*float64(b.N)/b.Elapsed().Seconds(), "parcels/s")
	b.ReportMetric(float64(meter.parcels), "parcels")
}

// BenchmarkReadAndClip reads and clips every parcel and writes nothing: with the
// opening of the inputs before it (their hashes, encodings and repeated ids, which
// take a pass of their own), and without.
func BenchmarkReadAndClip(b *testing.B) {
	cfg := benchCounty(b)
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("opened/jobs=%d", jobs), func(b *testing.B) { benchmarkReadAndClip(b, cfg, jobs, false) })
		b.Run(fmt.Sprintf("opening/jobs=%d", jobs), func(b *testing.B) { benchmarkReadAndClip(b, cfg, jobs, true) })
	}
}

func benchmarkReadAndClip(b *testing.B, cfg *config.Config, jobs int, opening bool) {
	var parcels int64
	var cpuMS float64
	for b.Loop() {
		if !opening {
			b.StopTimer()
		}
		cpu := processorMS()
		in, err := ingest.Open(cfg)
		if err != nil {
			b.Fatal(err)
		}
		if !opening {
			cpu = processorMS()
			b.StartTimer()
		}
		parcels = readAndClip(b, in, jobs)
		cpuMS += processorMS() - cpu
		in.Close()
	}
	b.ReportMetric(float64(parcels)*float64(b.N)/b.Elapsed().Seconds(), "parcels/s")
	b.ReportMetric(float64(parcels)*float64(b.N)/(cpuMS/1000), "parcels/cpu-s")
}

func readAndClip(b *testing.B, in *ingest.Input, jobs int) int64 {
	x := clip.Prepare(in.Extents)
	in.SkipFar()
	var parcels int64
	err := clip.Run(context.Background(), in, x, clip.Options{Jobs: jobs, Work: measure.Apportion}, func(batch *land.Batch) error {
		parcels += int64(len(batch.Parcels))
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return parcels
}

// benchCounty is the county to run, which is made where none was named.
func benchCounty(b *testing.B) *config.Config {
	path := *county
	if path == "" {
		path = generateCounty(b, 10, 20_000)
	}
	cfg, err := config.Load(path)
	if err != nil {
		b.Fatal(err)
	}
	return cfg
}

// generateCounty makes a synthetic county and returns its configuration.
func generateCounty(b *testing.B, parks, parcels int) string {
	dir := b.TempDir()
	generate := exec.Command("go", "run", "../fixtures/generate", "-parks", strconv.Itoa(parks), "-parcels", strconv.Itoa(parcels), dir)
	if out, err := generate.CombinedOutput(); err != nil {
		b.Fatal(fmt.Errorf("generate: %w\n%s", err, out))
	}
	return filepath.Join(dir, "jiyue.yaml")
}

// stageMeter adds up over all nights what the stages take.
type stageMeter struct {
	stages  []stageCost
	at      int // of the stage under way
	cpuMS   float64
	parcels int64
}

type stageCost struct {
	name                  string
	tookMS, cpuMS, peakMB float64
}

func (m *stageMeter) Plan(p pipeline.Plan) { m.parcels = p.Parcels }

func (m *stageMeter) Start(stage string, _ int64) {
	m.at = len(m.stages)
	for i, s := range m.stages {
		if s.name == stage {
			m.at = i
		}
	}
	if m.at == len(m.stages) {
		m.stages = append(m.stages, stageCost{name: stage})
	}
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // forgets the peak of memory; elsewhere than on Linux there is none
	m.cpuMS = processorMS()
}

func (*stageMeter) Advance(int64)    {}
func (*stageMeter) Remark(land.Text) {}

func (m *stageMeter) Done(_ string, took time.Duration) {
	s := &m.stages[m.at]
	s.tookMS += took.Seconds() * 1000
	s.cpuMS += processorMS() - m.cpuMS
	s.peakMB = max(s.peakMB, peakMB())
}

// processorMS is the processor time of the program so far, 0 where Linux's
// /proc is not at hand. See proc(5): utime and stime are fields 14 and 15 of
// stat, in hundredths of a second.
func processorMS() float64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, rest, _ := strings.Cut(string(stat), ") ") // the name of the program, field 2, may hold blanks
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) * 10
}

// peakMB is the largest resident memory since it was last forgotten.
func peakMB() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	v, _ := strconv.ParseFloat(kb, 64)
	return v / 1024
}
