package corners_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/geo/corners"
)

// sample is a square of 100 m in EPSG:4525 as the land-approval system writes
// it.
const sample = "[属性描述]\r\n格式版本号=1.01版本\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型=高斯克吕格\r\n计量单位=米\r\n带号=37\r\n精度=0.001\r\n转换参数=,,,,,,\r\n" +
	"[地块坐标]\r\n5,1.0000,DK001,某地块,面,,工业用地,,@\r\n" +
	"J1,1,4038000.000,37478000.000\r\nJ2,1,4038100.000,37478000.000\r\nJ3,1,4038100.000,37478100.000\r\nJ4,1,4038000.000,37478100.000\r\nJ1,1,4038000.000,37478000.000\r\n"

func TestParseText(t *testing.T) {
	got := corners.ParseText(sample)
	if len(got.Strange) > 0 || len(got.Plots) != 1 {
		t.Fatalf("%d plots, strange lines %v", len(got.Plots), got.Strange)
	}
	p := got.Plots[0]
	want := map[string]string{"界址点数": "5", "地块面积": "1.0000", "地块编号": "DK001", "地块名称": "某地块", "图形属性": "面", "地块用途": "工业用地"}
	if diff := cmp.Diff(want, p.Fields); diff != "" {
		t.Error(diff)
	}
	if p.Stated != 5 || len(p.Corners) != 5 || p.Line != 11 {
		t.Errorf("plot in line %d states %d points and has %d", p.Line, p.Stated, len(p.Corners))
	}
	if second := (corners.Corner{Line: 13, Label: "J2", Ring: 1, Pair: corners.Pair{X: 4038100, Y: 37478000}}); p.Corners[1] != second {
		t.Errorf("second corner %+v, want %+v", p.Corners[1], second)
	}
	if c, ok := got.System(true); !ok || c.EPSG != 4525 {
		t.Errorf("the header states %s", c)
	}
	if c, ok := got.System(false); !ok || c.EPSG != 4546 {
		t.Errorf("without zone numbers the header states %s", c)
	}
}

func TestParseTextVariants(t *testing.T) {
	point := "J1,1,4038000,37478000"
	for _, c := range []struct {
		name, text              string
		plots, corners, strange int
	}{
		{"empty", "", 0, 0, 0},
		{"sections in 【】", "【属性描述】\n带号=37\n【地块坐标】\n1,0.1,A,,面,,,,@\n" + point, 1, 1, 0},
		{"no sections at all", point + "\n" + point, 1, 2, 0},
		{"numbers without J", "1,1,4038000,37478000", 1, 1, 0},
		{"no ring number", "J1,4038000,37478000", 1, 1, 0},
		{"blanks for commas", "J1 1 4038000 37478000\nJ2\t1\t4038000\t37478000", 1, 2, 0},
		{"Chinese commas", "5，1.0，A，某地块，面，，，，@\nJ1，1，4038000，37478000", 1, 1, 0},
		{"thirteen fields", "5,1.0,A,某,面,,工业,0601,a,b,c,d,@\n" + point, 1, 1, 0},
		{"two plots", "1,0.1,A,,面,,,,@\n" + point + "\n1,0.1,B,,面,,,,@\n" + point, 2, 2, 0},
		{"degrees", "J1,1,36°28′12″,110°45′16″", 1, 1, 0},
		{"a letter in a number", "J1,1,4038O00,37478000", 0, 0, 1},
		{"not a number", "J1,1,NaN,Inf", 0, 0, 1},
		{"a ring number too large", "J1,99999999,4038000,37478000", 0, 0, 1},
		{"cut off", "J1,1,4038000", 0, 0, 1},
		{"some other text", "会议纪要\n一、出席", 0, 0, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := corners.ParseText(c.text)
			n := 0
			for _, p := range got.Plots {
				n += len(p.Corners)
			}
			if len(got.Plots) != c.plots || n != c.corners || len(got.Strange) != c.strange {
				t.Errorf("%d plots, %d corners, strange %v; want %d, %d, %d", len(got.Plots), n, got.Strange, c.plots, c.corners, c.strange)
			}
		})
	}
}

func TestSystemOfHeader(t *testing.T) {
	for _, c := range []struct {
		name, width, zone, unit string
		want                    int // EPSG; 0 where it stays open
	}{
		{"2000国家大地坐标系", "3", "37", "米", 4525},
		{"CGCS2000", "3度带", "第37带", "", 4525},
		{"2000国家大地坐标系", "", "37", "", 4525},
		{"2000国家大地坐标系", "6", "19", "米", 4497},
		{"2000国家大地坐标系", "3", "111", "米", 4525},
		{"2000国家大地坐标系", "6", "111", "米", 4497},
		{"1980西安坐标系", "三度", "37", "米", 2361},
		{"80国家大地坐标系", "3", "37", "米", 2361},
		{"1954北京坐标系", "6", "19", "米", 21419},
		{"2000国家大地坐标系", "3", "", "度", 4490},
		{"WGS84", "", "", "度", 4326},
		{"2000国家大地坐标系", "3", "", "米", 0},
		{"", "3", "37", "米", 0},
		{"独立坐标系", "3", "37", "米", 0},
	} {
		text := corners.ParseText(strings.Join([]string{"坐标系=" + c.name, "几度分带=" + c.width, "带号=" + c.zone, "计量单位=" + c.unit}, "\n"))
		if got, ok := text.System(true); ok != (c.want != 0) || got.EPSG != c.want {
			t.Errorf("%+v is EPSG:%d", c, got.EPSG)
		}
	}
}

func FuzzParseText(f *testing.F) {
	f.Add(sample)
	f.Add("@\nJ1,1,1,1\n=")
	f.Add("【a】\nb=c\n,,@\n1 2 3")
	f.Fuzz(func(t *testing.T, text string) {
		got := corners.ParseText(text)
		n := len(got.Strange)
		for _, p := range got.Plots {
			n += len(p.Corners)
			var pairs []corners.Pair
			for _, c := range p.Corners {
				if c.Ring < 1 || c.X-c.X != 0 || c.Y-c.Y != 0 {
					t.Errorf("corner %+v", c)
				}
				pairs = append(pairs, c.Pair)
			}
			corners.Survey(pairs)
			if c, ok := got.System(true); ok {
				corners.Place(pairs, c, false)
			}
		}
		if lines := strings.Count(text, "\n") + 1; n > lines {
			t.Errorf("%d results of %d lines", n, lines)
		}
	})
}
