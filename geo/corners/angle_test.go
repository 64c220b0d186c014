package corners_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"jiyue/geo/corners"
)

func TestParseAngle(t *testing.T) {
	const want = 111 + 30.0/60 + 15.2/3600
	for _, s := range []string{
		"111°30′15.2″", "111°30'15.2\"", "111度30分15.2秒", "东经111°30′15.2″", "E111°30′15.2″", "111°30′15.2″E", "111-30-15.2",
		"111:30:15.2", "111 30 15.2", "１１１°３０′１５．２″", "111°30’15.2”", "111° 30' 15.2''", " E 111°30′15.2″ ", "111d30m15.2",
	} {
		got, err := corners.ParseAngle(s)
		if err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%q is %.9f (%v), want %.9f", s, got, err, want)
		}
	}
	for s, want := range map[string]float64{"36.4725": 36.4725, "北纬36°": 36, "36°30′": 36.5, "36-30.5": 36 + 30.5/60, "-3.5": -3.5, "W10": -10, "S10°30′": -10.5} {
		if got, err := corners.ParseAngle(s); err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%q is %.9f (%v), want %.9f", s, got, err, want)
		}
	}
	for _, s := range []string{"", "°", "111°60′", "111°30′75″", "30′15″", "111.5°30′", "东至公路", "1 2 3 4", "400", "1..2", "NaN", "Inf", "111°′15", "12-13-14-15"} {
		if got, err := corners.ParseAngle(s); err == nil {
			t.Errorf("%q was read as %g", s, got)
		}
	}
}

func TestParsePacked(t *testing.T) {
	for s, want := range map[string]float64{
		"111.30152": 111 + 30.0/60 + 15.2/3600, "36.2": 36 + 20.0/60, "36": 36, "36.0000": 36, "36.5959999": 36 + 59.0/60 + 59.999/3600,
	} {
		if got, err := corners.ParsePacked(s); err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%q is %.9f (%v), want %.9f", s, got, err, want)
		}
	}
	for _, s := range []string{"", "111.75", "x", "111°30", "-1.5", "1.2.3"} {
		if got, err := corners.ParsePacked(s); err == nil {
			t.Errorf("%q was read as %g", s, got)
		}
	}
}

// TestAngleNotations: an angle comes back from every notation it is written in.
func TestAngleNotations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, m := rapid.IntRange(0, 179).Draw(t, "d"), rapid.IntRange(0, 59).Draw(t, "m")
		ms := rapid.IntRange(0, 59_999).Draw(t, "milliseconds")
		s := float64(ms) / 1000
		want := float64(d) + float64(m)/60 + s/3600
		for _, text := range []string{
			fmt.Sprintf("%d°%d′%.3f″", d, m, s), fmt.Sprintf("%d-%02d-%06.3f", d, m, s), fmt.Sprintf("东经%d度%d分%.3f秒", d, m, s), fmt.Sprintf("%.10f", want),
		} {
			if got, err := corners.ParseAngle(text); err != nil || math.Abs(got-want) > 1e-9 {
				t.Fatalf("%q is %.10f (%v), want %.10f", text, got, err, want)
			}
		}
		packed := fmt.Sprintf("%d.%02d%02d%03d", d, m, ms/1000, ms%1000)
		if got, err := corners.ParsePacked(packed); err != nil || math.Abs(got-want) > 1e-9 {
			t.Fatalf("%q is %.10f (%v), want %.10f", packed, got, err, want)
		}
	})
}

func FuzzParseAngle(f *testing.F) {
	for _, s := range []string{"111°30′15.2″", "E111-30", "36.5", "东经1度", "-", "″"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) (float64, error){corners.ParseAngle, corners.ParsePacked} {
			if v, err := parse(s); err == nil && !(v >= -361 && v <= 361) {
				t.Errorf("%q is %g", s, v)
			}
		}
	})
}
