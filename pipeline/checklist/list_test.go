package checklist_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/checklist"
	"jiyue/pipeline/land"
)

// all is one finding of every code, as the catalogue has them for examples.
func all() []land.Finding {
	var list []land.Finding
	for _, c := range land.Codes() {
		list = append(list, c.Example())
	}
	return list
}

// TestNothingIsLost: whatever the findings, the list has each of them once.
func TestNothingIsLost(t *testing.T) {
	findings := append(all(), land.Finding{Code: land.StatusUnknown, Source: "b.shp", Count: 250, Records: []int{1001, 1002}})
	l := checklist.New("", findings, land.EN)
	listed, counted := 0, int64(0)
	for _, s := range l.Severities {
		for _, f := range s.Files {
			for _, k := range f.Kinds {
				listed += len(k.Findings)
				counted += k.Count
				for _, x := range k.Findings {
					if x.Code != k.Code || x.Source != f.Path || x.Severity() != s.Severity {
						t.Errorf("%+v stands under %s, %s, %s", x, s.Severity, f.Path, k.Code)
					}
				}
			}
		}
	}
	if want := int64(len(findings) + 249); listed != len(findings) || counted != want || l.Errors+l.Warnings+l.Notes != want {
		t.Errorf("%d listed, %d counted, %d in all; want %d and %d", listed, counted, l.Errors+l.Warnings+l.Notes, len(findings), want)
	}
	var files int64
	for i, f := range l.Files {
		files += f.Errors + f.Warnings + f.Notes
		if i > 0 && f.Errors > l.Files[i-1].Errors {
			t.Errorf("%s stands below %s and has more errors", f.Path, l.Files[i-1].Path)
		}
	}
	if files != counted {
		t.Errorf("%d by file, %d by code", files, counted)
	}
}

func TestText(t *testing.T) {
	findings := []land.Finding{
		{Code: land.StatusUnknown, Source: "a.shp", Record: 4, ParcelID: "D4", ParkCode: "S1", Field: "地块状态", Found: "在建", Expected: "已建成"},
		{Code: land.ExtentIsBox, Source: "四至.csv", Record: 2, ParkCode: "S1"},
		{Code: land.StatusUnknown, Source: "a.shp", Field: "地块状态", Count: 3, Records: []int{7, 8, 9}},
	}
	for lang, want := range map[land.Lang]string{
		land.EN: `errors: 4

  a.shp
    a status that the configuration does not map  [status_unknown] × 4
      why:  whether the land is built is unknown, so that the built rate is wrong
      mend: correct it or add it under status
      - record 4 parcel D4 park S1: (field 地块状态): 在建; expected 已建成
      - records 7, 8, 9, …: (field 地块状态); 3 times in all

notes: 1

  四至.csv
    an outline of four bounding values, taken as a box  [extent_is_box] × 1
      why:  the approved outline is hardly ever a box; its area comes out too large
      mend: deliver the corner points of the approved outline
      - record 2 park S1

`,
		land.ZH: `错误：4 处

  a.shp
    地块状态不在配置的对照表中  [status_unknown] × 4
      影响：这块地不知是否建成，建成率等指标会错
      处理：请更正数据或在 status 中补充
      - 记录 4 地块 D4 园区 S1：（字段 地块状态）：在建；应为 已建成
      - 记录 7, 8, 9, …：（字段 地块状态）；共 3 处

提示：1 处

  四至.csv
    范围由东南西北四个数值给出，按矩形计  [extent_is_box] × 1
      影响：真实范围很少是矩形，面积通常偏大
      处理：请提供核定范围的界址点
      - 记录 2 园区 S1

`,
	} {
		var b strings.Builder
		if err := checklist.New("", findings, lang).Text(&b); err != nil || b.String() != want {
			t.Errorf("%v\ngot:\n%s\nwant:\n%s", err, b.String(), want)
		}
	}
	var none strings.Builder
	if err := checklist.New("", nil, land.EN).Text(&none); err != nil || none.String() != "nothing was found\n" {
		t.Errorf("no findings: %q, %v", none.String(), err)
	}
}

func TestLongListsAreCut(t *testing.T) {
	var findings []land.Finding
	for i := range 50 {
		findings = append(findings, land.Finding{Code: land.StatusUnknown, Source: "a.shp", Record: i + 1})
	}
	var b strings.Builder
	if err := checklist.New("", findings, land.EN).Text(&b); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "- record"); n != 20 || !strings.Contains(b.String(), "… and 30 more") {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
}

// TestPage: every code stands in the page in both languages, and nothing that a
// file says can become markup.
func TestPage(t *testing.T) {
	findings := append(all(), land.Finding{Code: land.StatusUnknown, Source: "<b>.shp", Found: `<script>alert("x")</script>`})
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		var b strings.Builder
		if err := checklist.New("大宁县 & 集约", findings, lang).Page(&b); err != nil {
			t.Fatal(err)
		}
		for _, c := range land.Codes() {
			if !strings.Contains(b.String(), "<code>"+string(c)+"</code>") {
				t.Errorf("the page in %s lacks %s", lang, c)
			}
		}
		if strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "<b>.shp") {
			t.Error("what a file says became markup")
		}
		if strings.Contains(b.String(), "http:") || strings.Contains(b.String(), "https:") {
			t.Error("the page asks for something else")
		}
	}
}
