package ingest_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/pipeline/land"
)

// cut shortens a file to its first n bytes, or by -n bytes.
func cut(t *testing.T, path string, n int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if n < 0 {
		n += info.Size()
	}
	if err := os.Truncate(path, n); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func three() []record {
	return []record{parcel("DK001", square(0, 0, 100)), parcel("DK002", square(100, 0, 100)), parcel("DK003", square(200, 0, 100))}
}

// english finds words of a sentence; names of units, encodings and coordinate
// systems stand alone.
var english = regexp.MustCompile(`[a-z]{2,} [a-z]{2,}`)

// A file that can't be trusted as a whole ends the run, with its name and what
// to do.
func TestBrokenFiles(t *testing.T) {
	for name, c := range map[string]struct {
		breakIt func(dir string)
		want    string
	}{
		"shp cut off":     {func(dir string) { cut(t, dir+"/parcels.shp", -60) }, "parcels.shp: the file is not whole: the .shp holds 2 whole records"},
		"shp of 50 bytes": {func(dir string) { cut(t, dir+"/parcels.shp", 50) }, "parcels.shp: no shapefile: 50 bytes, a header takes 100 |"},
		"empty shp":       {func(dir string) { cut(t, dir+"/parcels.shp", 0) }, "parcels.shp: no shapefile: 0 bytes, a header takes 100 |"},
		"no shapefile":    {func(dir string) { os.WriteFile(dir+"/parcels.shp", []byte(strings.Repeat("land", 100)), 0o666) }, "parcels.shp: no shapefile: the file code is 1818324580, it should be 9994 |"},
		"dbf cut off":     {func(dir string) { cut(t, dir+"/parcels.dbf", -100) }, "parcels.shp: the file is not whole: the .dbf holds"},
		"dbf missing":     {func(dir string) { remove(t, dir+"/parcels.dbf") }, "parcels.shp: the file is not whole: no .dbf"},
		"parks cut off":   {func(dir string) { cut(t, dir+"/parks.shp", -60) }, "parks.shp: the file is not whole"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, three()...)
			c.breakIt(dir)
			_, err := open(t, dir, parksConfig+parcelsConfig)
			f := failure(t, err, land.Broken, c.want)
			if f.Try.EN == "" {
				t.Error("no word on what to do")
			}
			if english.MatchString(f.What.ZH) {
				t.Errorf("an English sentence in Chinese: %s", f.What.ZH)
			}
		})
	}
}

// With keep_readable what is readable is used, with an error finding.
func TestKeepReadable(t *testing.T) {
	keep := strings.Replace(parcelsConfig, "    code_scheme", "    on_damage: keep_readable\n    code_scheme", 1)
	for name, c := range map[string]struct {
		breakIt     func(dir string)
		records     int
		withoutRows int
	}{
		"shp cut off": {func(dir string) { cut(t, dir+"/parcels.shp", -60) }, 2, 0},
		"dbf cut off": {func(dir string) { cut(t, dir+"/parcels.dbf", -100) }, 3, 2},
		"dbf missing": {func(dir string) { remove(t, dir+"/parcels.dbf") }, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, three()...)
			c.breakIt(dir)
			got := readAll(t, mustOpen(t, dir, parksConfig+keep))
			codes := count(got.findings)
			for _, f := range got.findings {
				if f.Code == land.SourceDamaged && (f.Expected == "" || english.MatchString(f.Message(land.ZH))) {
					t.Errorf("%+v", f)
				}
			}
			if codes[land.SourceDamaged] != 1 || len(got.parcels) != c.records || codes[land.AttributesMissing] != c.withoutRows {
				t.Errorf("%d parcels, findings %v", len(got.parcels), codes)
			}
		})
	}
}

func count(findings []land.Finding) map[land.Code]int {
	n := map[land.Code]int{}
	for _, f := range findings {
		n[f.Code]++
	}
	return n
}

// Oddities that leave every record whole are findings, and the run goes on.
func TestOddFiles(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string)
		want   land.Code
		found  string
	}{
		"no shx":        {func(dir string) { remove(t, dir+"/parcels.shx") }, land.IndexRebuilt, ".shx 0"},
		"header length": {func(dir string) { patch(t, dir+"/parcels.shp", 24, 0, 0, 16, 0) }, land.HeaderLength, ".shp 8192 B"},
		"fewer rows":    {func(dir string) { fewerRows(t, dir, 2) }, land.AttributesMissing, ""},
		"deleted row":   {func(dir string) { patchRow(t, dir+"/parcels.dbf", 0, '*') }, land.RecordDeleted, ""},
		"wrong cpg":     {func(dir string) { os.WriteFile(dir+"/parcels.cpg", []byte("UTF-8"), 0o666) }, land.EncodingMark, ".cpg UTF-8"},
		"no mark of encoding": {func(dir string) {
			remove(t, dir+"/parcels.cpg")
			patch(t, dir+"/parcels.dbf", 29, 0)
		}, land.EncodingDeduced, "GB18030"},
		"no prj": {func(dir string) { remove(t, dir+"/parcels.prj") }, land.CRSDeduced, "EPSG:4525 CGCS2000 3° GK zone 37"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, three()...)
			c.change(dir)
			got := readAll(t, mustOpen(t, dir, parksConfig+parcelsConfig))
			if len(got.findings) != 1 || got.findings[0].Code != c.want || !strings.Contains(got.findings[0].Found, c.found) {
				t.Fatalf("findings: %+v", got.findings)
			}
			if message := got.findings[0].Message(land.ZH); english.MatchString(message) {
				t.Errorf("an English sentence in Chinese: %s", message)
			}
			if got.findings[0].Source != "parcels.shp" || len(got.parcels) != 3 || got.ledger.Sources[1].Rejected.Count != 0 {
				t.Errorf("%d parcels, %+v", len(got.parcels), got.findings)
			}
		})
	}
}

// A glob that has lost one of its files must not pass over it in silence.
func TestMissingShape(t *testing.T) {
	dir := county(t, three()...)
	write(t, dir+"/parcels_north.shp", 4525, parcelFields, parcel("DK009", square(500, 0, 100)))
	remove(t, dir+"/parcels_north.shp")
	got := readAll(t, mustOpen(t, dir, parksConfig+strings.Replace(parcelsConfig, "parcels.shp", "parcels*.shp", 1)))
	want := []land.Finding{{Code: land.SourceMissing, Source: "parcels_north.shp", Expected: "parcels_north.shp"}}
	if diff := cmp.Diff(want, got.findings); diff != "" || got.findings[0].Severity() != land.Error {
		t.Error(diff)
	}
}

func TestEmptySource(t *testing.T) {
	dir := county(t)
	write(t, dir+"/blocks.shp", 4525, parkFields)
	got := readAll(t, mustOpen(t, dir, parksConfig+"  - {path: blocks.shp, fields: {code: YQDM}}\n"+parcelsConfig))
	want := []land.Finding{{Code: land.SourceEmpty, Source: "blocks.shp"}, {Code: land.SourceEmpty, Source: "parcels.shp"}}
	if diff := cmp.Diff(want, got.findings); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownEncoding(t *testing.T) {
	_, err := open(t, county(t, three()...), parksConfig+strings.Replace(parcelsConfig, "    code_scheme", "    encoding: KLINGON\n    code_scheme", 1))
	failure(t, err, land.Usage, "jiyue.yaml:8:15: there is no encoding KLINGON | write UTF-8, GBK,")
}

// The county lies on the meridian of zone 37, 111° E, at 36.1° N: from that of
// zone 36 it is 3° away, and areas are larger by (3° cos 36.1°)² = 0.0018.
func TestFarFromTheMeridian(t *testing.T) {
	dir := county(t, three()...)
	for text, want := range map[string]string{
		"crs: EPSG:4524\n":                    "S141001 +3.0° (+0.18%)",
		"crs: EPSG:4524\narea: ellipsoidal\n": "",
		"crs: EPSG:4525\n":                    "",
	} {
		in := mustOpen(t, dir, parksConfig+parcelsConfig+text)
		found := ""
		for _, f := range in.Findings {
			if f.Code == land.CRSFar {
				found = f.Found
			}
		}
		if !strings.HasSuffix(found, want) || (found == "") != (want == "") {
			t.Errorf("%s: %q, want %q", text, found, want)
		}
	}
}

// patch overwrites bytes of a file.
func patch(t *testing.T, path string, at int64, bytes ...byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes, at); err != nil {
		t.Fatal(err)
	}
}

// head returns the length of a .dbf's header and of a row.
func head(t *testing.T, path string) (header, width int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return int64(b[8]) | int64(b[9])<<8, int64(b[10]) | int64(b[11])<<8
}

// patchRow overwrites the mark of a row.
func patchRow(t *testing.T, path string, row int64, mark byte) {
	header, width := head(t, path)
	patch(t, path, header+row*width, mark)
}

// fewerRows makes a table that is whole but has only n rows.
func fewerRows(t *testing.T, dir string, n int64) {
	path := dir + "/parcels.dbf"
	header, width := head(t, path)
	cut(t, path, header+n*width)
	patch(t, path, 4, byte(n), 0, 0, 0)
}

func TestMisspeltFields(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"parcels":       {"output: NCZ", "output: NZC", "jiyue.yaml:9:62: parcels.shp has no field NZC; its fields are: DKBH, DLBM, DKZT, NCZ, ZDMJ, JSZK, GYZK, GXZK | did you mean: NZC → NCZ"},
		"parks":         {"level: YQJB", "level: YQDJ", "jiyue.yaml:4:45: parks.shp has no field YQDJ; its fields are: YQDM, YQMC, YQJB, HDMJ | did you mean: YQDJ → YQDM"},
		"several":       {"id: DKBH, land_use: DLBM", "id: DKBM, land_use: DLMB", "parcels.shp has no field DKBM, DLMB;"},
		"nothing alike": {"output: NCZ", "output: 全年产值合计", "write the field names as the file has them"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := open(t, county(t, three()...), strings.Replace(parksConfig+parcelsConfig, c.from, c.to, 1))
			failure(t, err, land.Usage, c.want)
		})
	}
}

// A field is found whatever the case of its name.
func TestFieldCase(t *testing.T) {
	mustOpen(t, county(t, three()...), strings.Replace(parksConfig+parcelsConfig, "output: NCZ", "output: ncz", 1))
}

func TestUnknownCRS(t *testing.T) {
	local := rings(ring(0, 0, 0, 100, 100, 100, 100, 0, 0, 0))
	for i := range local[0] {
		local[0][i][0] -= 37_000_000 // no zone number
	}
	for name, c := range map[string]struct {
		prepare func(dir string)
		config  string
		kind    land.FailureKind
		want    string
	}{
		"no prj, no zone number": {func(dir string) {
			write(t, dir+"/parcels.shp", 0, parcelFields, parcel("DK001", local...))
		}, parcelsConfig, land.Usage, "parcels.shp: no .prj, and no zone number in the eastings: the CRS is unknown | write a line under the source at "},
		"prj of nonsense": {func(dir string) { os.WriteFile(dir+"/parcels.prj", []byte("PROJCS[]"), 0o666) },
			parcelsConfig, land.Usage, "parcels.shp: the CRS in the .prj is not understood"},
		"crs of nonsense": {func(dir string) {}, parcelsConfig + "crs: EPSG:9999999\n", land.Usage, ": the CRS EPSG:9999999 is not understood"},
		"degrees under a prj of metres": {func(dir string) {
			write(t, dir+"/parcels.shp", 4525, parcelFields, parcel("DK001", orb.Ring{{110.7, 36.4}, {110.7, 36.5}, {110.8, 36.5}, {110.7, 36.4}}))
		}, parcelsConfig, land.Usage, "degrees, not metres"},
		"another zone's eastings under the prj": {func(dir string) {
			write(t, dir+"/parcels.shp", 4526, parcelFields, three()...)
		}, parcelsConfig, land.Usage, "the coordinates contradict their CRS EPSG:4526"},
		"another datum": {func(dir string) { write(t, dir+"/parcels.shp", 2361, parcelFields, three()...) },
			parcelsConfig, land.Broken, "has another datum than the working CRS"},
		"working CRS of degrees": {func(dir string) {}, parcelsConfig + "crs: EPSG:4490\n", land.Usage, "is not one of metres"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := county(t, three()...)
			c.prepare(dir)
			_, err := open(t, dir, parksConfig+c.config)
			f := failure(t, err, c.kind, c.want)
			if f.Try.EN == "" {
				t.Error("no word on what to do")
			}
		})
	}
}

// The parcels lie in the neighbouring zone 38: the same place, other metres.
func TestTwoZones(t *testing.T) {
	zone37, _ := crs.FromEPSG(4525)
	zone38, _ := crs.FromEPSG(4526)
	there, err := crs.NewTransform(zone37, zone38)
	if err != nil {
		t.Fatal(err)
	}
	moved := square(0, 0, 100)
	there.Apply(moved)
	dir := county(t)
	write(t, dir+"/parcels.shp", 4526, parcelFields, parcel("DK001", moved))
	got := readAll(t, mustOpen(t, dir, parksConfig+parcelsConfig))
	p := got.parcels[0]
	if math.Abs(p.AreaM2-10_000) > 1e-3 || math.Abs(p.Shape.Bound().Min[0]-east) > 1e-6 {
		t.Errorf("%.6f m² at %v", p.AreaM2, p.Shape.Bound())
	}
	if len(got.findings) != 1 || got.findings[0].Code != land.Reprojected || got.findings[0].Found != zone38.String()+" → "+zone37.String() {
		t.Errorf("%+v", got.findings)
	}
}

// The office's own parameters bring Xian 1980 to CGCS2000, and the finding says
// which they were; the way back is their inverse.
func TestDatumShift(t *testing.T) {
	own := crs.Helmert{DX: 110.5, DY: -12.25, DZ: 7.75, RX: 1.1, RY: -0.7, RZ: 2.3, ScalePPM: -3.5}
	xian, _ := crs.FromEPSG(2361)
	cgcs, _ := crs.FromEPSG(4525)
	back, err := crs.NewTransform(cgcs, xian, crs.WithHelmert(own.Inverse()))
	if err != nil {
		t.Fatal(err)
	}
	moved := square(0, 0, 100)
	back.Apply(moved)
	if math.Abs(moved[0][0]-square(0, 0, 100)[0][0]) < 1 {
		t.Fatal("the parameters move nothing")
	}
	const parameters = "dx: %g, dy: %g, dz: %g, rx: %g, ry: %g, rz: %g, scale: %g}\n"
	inverse := own.Inverse()
	for name, c := range map[string]struct {
		from, to string
		h        crs.Helmert
	}{"there": {"xian1980", "cgcs2000", own}, "back": {"cgcs2000", "xian1980", inverse}} {
		t.Run(name, func(t *testing.T) {
			dir := county(t)
			write(t, dir+"/parcels.shp", 2361, parcelFields, parcel("DK001", moved))
			h := c.h
			config := fmt.Sprintf("datum_shifts:\n  - {from: %s, to: %s, "+parameters, c.from, c.to, h.DX, h.DY, h.DZ, h.RX, h.RY, h.RZ, h.ScalePPM)
			got := readAll(t, mustOpen(t, dir, parksConfig+parcelsConfig+config))
			if at := got.parcels[0].Shape.Bound().Min[0]; math.Abs(at-east) > 1e-3 { // the inverse is good to 0.1 mm
				t.Errorf("parcel from %.4f, want %.4f", at, float64(east))
			}
			if len(got.findings) != 1 || got.findings[0].Code != land.Reprojected || !strings.Contains(got.findings[0].Found, "(110.5 m, -12.25 m, 7.75 m, 1.1″, -0.7″, 2.3″, -3.5 ppm)") {
				t.Errorf("%+v", got.findings)
			}
		})
	}
}

// The box in the header is of an earlier state of the file and fits; no record
// does.
func TestPlaceUnderAHeaderThatFits(t *testing.T) {
	dir := county(t, three()...)
	fits, err := os.ReadFile(dir + "/parcels.shp")
	if err != nil {
		t.Fatal(err)
	}
	var away []record
	for i := range 3 {
		away = append(away, parcel(fmt.Sprintf("DK00%d", i+1), square(float64(100*i)-37_000_000, 0, 100)))
	}
	write(t, dir+"/parcels.shp", 4525, parcelFields, away...)
	file, err := os.OpenFile(dir+"/parcels.shp", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteAt(fits[36:68], 36); err != nil { // the box of x and y
		t.Fatal(err)
	}
	_, err = open(t, dir, parksConfig+parcelsConfig)
	failure(t, err, land.Usage, "the coordinates contradict their CRS EPSG:4525")
}

// One stray record under a sound .prj is a finding, not the end of the night.
func TestStrayRecord(t *testing.T) {
	stray := ring(0, 0, 0, 100, 100, 100, 100, 0, 0, 0)
	for i := range stray {
		stray[i][0] -= 37_000_000
	}
	got := readAll(t, mustOpen(t, county(t, append(three(), parcel("DK004", stray))...), parksConfig+parcelsConfig))
	if len(got.findings) != 1 || got.findings[0].Code != land.CRSContradicts || !strings.HasPrefix(got.findings[0].Found, "1/4: ") {
		t.Errorf("%+v", got.findings)
	}
}

func TestSourcesOfARun(t *testing.T) {
	dir := county(t, three()...)
	in := mustOpen(t, dir, parksConfig+parcelsConfig)
	if len(in.Sources) != 2 {
		t.Fatalf("%+v", in.Sources)
	}
	s := in.Sources[1]
	var bytes int64
	for _, ext := range []string{"shp", "shx", "dbf", "cpg", "prj"} {
		info, err := os.Stat(filepath.Join(dir, "parcels."+ext))
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
	}
	if s.Role != land.RoleParcels || s.Path != "parcels.shp" || s.Bytes != bytes || s.Records != 3 || s.CRS != "EPSG:4525 CGCS2000 3° GK zone 37" ||
		s.CRSRule != "prj" || s.Encoding != "GBK" || s.EncRule != "cpg" || s.Scheme != "gbt21010-2017" || len(s.Hash) != 64 {
		t.Errorf("%+v", s)
	}
	if in.CRS.EPSG != 4525 {
		t.Errorf("working CRS %s", in.CRS)
	}
	again := mustOpen(t, dir, parksConfig+parcelsConfig)
	if again.Sources[1].Hash != s.Hash {
		t.Error("the hash of the same files differs")
	}
	patchRow(t, dir+"/parcels.dbf", 0, '*')
	if mustOpen(t, dir, parksConfig+parcelsConfig).Sources[1].Hash == s.Hash {
		t.Error("the hash does not see a change of the table")
	}
}
