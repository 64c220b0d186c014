package viewer_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// BenchmarkAnswers puts a bounded load on the pages over a store of one's own,
// which JIYUE_STORE names: two readers, as many requests as b.N, pages and
// windows of parks at random. It reports the middle and the 95th percentile of
// the time that an answer took, in ms, and of the processor's time in its
// thread, which other work on the machine does not lengthen.
//
//	JIYUE_STORE=out/jiyue.gpkg go test -run '^$' -bench Answers -benchtime 200x ./pipeline/viewer
func BenchmarkAnswers(b *testing.B) {
	path := os.Getenv("JIYUE_STORE")
	if path == "" {
		b.Skip("JIYUE_STORE names no store")
	}
	path, err := filepath.Abs(path)
	must(b, err)
	s, err := store.Open(path)
	must(b, err)
	extents, err := s.Extents()
	must(b, err)
	s.Close()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() (code, kind string, width float64) {
		e := extents[random.IntN(len(extents))]
		bound := e.Shape.Bound()
		return url.PathEscape(e.ParkCode), e.Kind, max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]) * 10
	}
	for _, c := range []struct {
		name string
		next func() string
	}{
		{"parks", func() string { return "/" }},
		{"park", func() string { code, kind, _ := pick(); return "/park/" + code + "?extent=" + kind }},
		{"window", func() string {
			code, kind, width := pick()
			side := width / float64(int(1)<<random.IntN(5)) // the whole park to a sixteenth of it
			x, y := random.Float64()*(width-side), random.Float64()*(width-side)
			return fmt.Sprintf("/park/%s/window?extent=%s&box=%.0f,%.0f,%.0f,%.0f&pixel=%.2f", code, kind, x, y, x+side, y+side, side/600)
		}},
	} {
		addresses := make([]string, 1000)
		for i := range addresses {
			addresses[i] = c.next()
		}
		b.Run(c.name, func(b *testing.B) { load(b, viewer.Handler(path, viewer.Options{Local: true}), addresses) })
	}
}

// BenchmarkExport writes the pages of b.N parks of the store that JIYUE_STORE
// names and reports the processor's time a park.
func BenchmarkExport(b *testing.B) {
	path := os.Getenv("JIYUE_STORE")
	if path == "" {
		b.Skip("JIYUE_STORE names no store")
	}
	s, err := store.Open(path)
	must(b, err)
	parks, err := s.Parks()
	must(b, err)
	s.Close()
	var codes []string
	for i := range min(b.N, len(parks)) {
		codes = append(codes, parks[i].Code)
	}
	used := processTime()
	_, err = viewer.Export(path, filepath.Join(b.TempDir(), "pages"), codes, viewer.Options{})
	must(b, err)
	b.ReportMetric(float64((processTime()-used).Milliseconds())/float64(len(codes)), "cpu-ms/park")
}

// processTime is the processor's time that this process has used.
func processTime() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// readers ask at the same time.
const readers = 2

func load(b *testing.B, h http.Handler, addresses []string) {
	var lock sync.Mutex
	var times, cpu []time.Duration
	next := make(chan string)
	var done sync.WaitGroup
	for range readers {
		done.Go(func() {
			runtime.LockOSThread() // an answer is made in one goroutine: its thread's time is its own
			defer runtime.UnlockOSThread()
			for address := range next {
				start, used := time.Now(), threadTime()
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+address, nil))
				took, worked := time.Since(start), threadTime()-used
				if w.Code != http.StatusOK {
					b.Errorf("%s: %d", address, w.Code)
				}
				lock.Lock()
				times, cpu = append(times, took), append(cpu, worked)
				lock.Unlock()
			}
		})
	}
	for i := range b.N {
		next <- addresses[i%len(addresses)]
	}
	close(next)
	done.Wait()
	for unit, list := range map[string][]time.Duration{"ms": times, "cpu-ms": cpu} {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, "p50-"+unit)
		b.ReportMetric(float64(list[len(list)*95/100].Microseconds())/1000, "p95-"+unit)
	}
}

// threadTime is the processor's time that this thread has used.
func threadTime() time.Duration {
	var used syscall.Rusage
	const thread = 1 // RUSAGE_THREAD
	_ = syscall.Getrusage(thread, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
