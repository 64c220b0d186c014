package indicators_test

import (
	"testing"

	"jiyue/indicators"
)

func exact(t *testing.T, text string) indicators.Exact {
	t.Helper()
	x, err := indicators.ParseExact(text)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestExactRoundsHalfAwayFromZero(t *testing.T) {
	for _, tt := range []struct {
		text  string
		want  string
		short string
	}{
		{"3.9414", "3.94", "3.94"}, {"2.675", "2.68", "2.68"}, {"-2.675", "-2.68", "-2.68"},
		{"1.005", "1.01", "1.01"}, {"0.004999", "0.00", "0"}, {"-0.001", "0.00", "0"},
		{"15", "15.00", "15"}, {"93.90", "93.90", "93.9"}, {"100", "100.00", "100"},
	} {
		x := exact(t, tt.text)
		if got := x.Fixed(2); got != tt.want {
			t.Errorf("%s to two places is %s, want %s", tt.text, got, tt.want)
		}
		if got := x.Short(2); got != tt.short {
			t.Errorf("%s in short is %s, want %s", tt.text, got, tt.short)
		}
		if got := x.Round(2).Fixed(2); got != tt.want {
			t.Errorf("%s rounded is %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestExactDividesWithoutLoss(t *testing.T) {
	third := exact(t, "1").Over(exact(t, "3"))
	if got := third.Times(exact(t, "3")); got.Cmp(exact(t, "1")) != 0 {
		t.Errorf("1/3·3 = %s", got)
	}
	if got := exact(t, "27.59").Over(exact(t, "70")).Times(exact(t, "100")).Fixed(2); got != "39.41" {
		t.Errorf("27.59/70 = %s %%", got)
	}
	var zero indicators.Exact
	if zero.Plus(exact(t, "2")).Fixed(0) != "2" || zero.Sign() != 0 {
		t.Error("the zero value is not 0")
	}
}

func TestExactReadsPlainNumbersOnly(t *testing.T) {
	for _, text := range []string{"", "1e9", "1,000", "0x10", "1/3", "NaN", "--1", ".5", "5.", " 5"} {
		if x, err := indicators.ParseExact(text); err == nil {
			t.Errorf("%q was read as %s", text, x)
		}
	}
}
