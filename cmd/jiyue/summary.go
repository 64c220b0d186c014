package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
	"text/tabwriter"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
)

// printSummary is the answer of run, check, score and report.
func (e *environment) printSummary(f *flags, s *pipeline.Summary) error {
	if f.json {
		encoder := json.NewEncoder(e.stdout)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(summaryJSON(s, f.reportLang()))
	}
	lang := e.talkLang(f)
	if s.Ledger != nil {
		printLedger(e.stdout, s.Ledger, lang)
	}
	printFindingCounts(e.stdout, &s.Findings, lang)
	say := func(zh, en string, args ...any) { fmt.Fprintln(e.stdout, land.Textf(zh, en, args...).In(lang)) }
	if s.Score != "" {
		say("项目绩效得分 %s，等级 %s", "performance score %s, grade %s", s.Score, s.Grade)
	}
	if s.Repeats != 0 {
		say("自第 %d 次运行以来一切未变，其成果仍然有效（%.2f 秒）：", "nothing has changed since run %d, whose results stand (%.2f s):", s.Repeats, s.Seconds)
		for _, path := range append([]string{s.Store}, s.Files...) {
			fmt.Fprintln(e.stdout, "  "+path)
		}
	} else if s.Published {
		say("已发布（第 %d 次运行，%.2f 秒）：", "published (run %d, %.2f s):", s.RunID, s.Seconds)
		for _, path := range append([]string{s.Store}, s.Files...) {
			fmt.Fprintln(e.stdout, "  "+path)
		}
	}
	return nil
}

// printLedger prints the account of the land: in = inside + cut + outside + rejected.
func printLedger(w io.Writer, l *land.Ledger, lang land.Lang) {
	t := l.Total()
	fmt.Fprintln(w, land.Text{ZH: "台账（个数，平面面积 m²）：", EN: "ledger (count, planar area m²):"}.In(lang))
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(zh, en string, count any, area float64) {
		if math.Abs(area) < 0.005 {
			area = 0 // no "-0.00"
		}
		fmt.Fprintf(out, "  %s\t%v\t%.2f\t\n", land.Text{ZH: zh, EN: en}.In(lang), count, area)
	}
	row("读入", "in", t.In.Count, t.In.AreaM2.Value())
	row("修复增减", "repaired", "", t.Repaired.Value())
	row("= 全部在内", "= inside", t.Inside.Count, t.Inside.AreaM2.Value())
	row("+ 被裁切，保留", "+ cut, kept", t.Cut, t.Kept.Value())
	row("+ 被裁切，裁去", "+ cut, cut off", "", t.CutOff.Value())
	row("+ 全部在外", "+ outside", t.Outside.Count, t.Outside.AreaM2.Value())
	row("+ 剔除", "+ rejected", t.Rejected.Count, t.Rejected.AreaM2.Value())
	out.Flush()
	if twice := t.TwiceM2.Value(); twice > 1e-6 {
		fmt.Fprintf(w, land.Text{ZH: "  其中在多个范围内重复计入 %.2f m²\n", EN: "  counted in more than one extent: %.2f m²\n"}.In(lang), twice)
	}
}

// printFindingCounts prints how many findings there are of each code.
func printFindingCounts(w io.Writer, findings *land.Findings, lang land.Lang) {
	fmt.Fprintln(w, land.Textf("问题：错误 %d，警告 %d，提示 %d", "findings: %d errors, %d warnings, %d notes",
		findings.Count(land.Error), findings.Count(land.Warning), findings.Count(land.Note)).In(lang))
	for _, c := range countByCode(findings.List()) {
		fmt.Fprintf(w, "  %-7s %6d  %s  %s\n", land.SeverityOf(c.code), c.count, c.code, c.code.Title().In(lang))
	}
}

type codeCount struct {
	code  land.Code
	count int64
}

// countByCode counts findings by code, in the order of severity, then of the
// catalogue.
func countByCode(list []land.Finding) []codeCount {
	counts := map[land.Code]int64{}
	for _, f := range list {
		counts[f.Code] += f.Times()
	}
	var found []codeCount
	for _, code := range land.Codes() {
		if counts[code] > 0 {
			found = append(found, codeCount{code, counts[code]})
		}
	}
	order := map[land.Severity]int{land.Error: 0, land.Warning: 1, land.Note: 2}
	sort.SliceStable(found, func(i, j int) bool {
		return order[land.SeverityOf(found[i].code)] < order[land.SeverityOf(found[j].code)]
	})
	return found
}

// summaryJSON is the summary with English keys.
func summaryJSON(s *pipeline.Summary, lang land.Lang) map[string]any {
	out := map[string]any{
		"published": s.Published, "run_id": s.RunID, "seconds": s.Seconds,
		"parks": s.Parks, "extents": s.Extents, "pieces": s.Pieces,
		"errors": s.Findings.Count(land.Error), "warnings": s.Findings.Count(land.Warning), "notes": s.Findings.Count(land.Note),
		"findings": findingsJSON(s.Findings.List(), lang),
	}
	if s.Repeats != 0 {
		out["repeats_run"] = s.Repeats
	}
	if s.Published || s.Repeats != 0 {
		out["store"], out["files"] = s.Store, s.Files
	}
	if s.Score != "" {
		out["score"], out["grade"] = s.Score, s.Grade
	}
	if s.Ledger != nil {
		out["ledger"] = ledgerJSON(s.Ledger.Total())
	}
	return out
}

func ledgerJSON(t land.SourceLedger) map[string]any {
	tally := func(t land.Tally) map[string]any {
		return map[string]any{"count": t.Count, "area_m2": t.AreaM2.Value()}
	}
	return map[string]any{
		"in": tally(t.In), "repaired_m2": t.Repaired.Value(), "inside": tally(t.Inside),
		"cut":     map[string]any{"count": t.Cut, "kept_m2": t.Kept.Value(), "cut_off_m2": t.CutOff.Value()},
		"outside": tally(t.Outside), "rejected": tally(t.Rejected), "counted_twice_m2": t.TwiceM2.Value(),
	}
}

func findingsJSON(list []land.Finding, lang land.Lang) []map[string]any {
	out := make([]map[string]any, 0, len(list))
	for _, x := range list {
		m := map[string]any{"severity": x.Severity(), "code": x.Code, "message": x.Message(lang), "count": x.Times(),
			"title": x.Code.Title().In(lang), "why": x.Code.Why().In(lang), "remedy": x.Code.Remedy().In(lang), "detail": x.Detail(lang)}
		for key, value := range map[string]string{"source": x.Source, "field": x.Field, "parcel_id": x.ParcelID,
			"park_code": x.ParkCode, "found": x.Found, "expected": x.Expected} {
			if value != "" {
				m[key] = value
			}
		}
		if x.Record > 0 {
			m["record"] = x.Record
		}
		if x.AreaM2.Known {
			m["area_m2"] = x.AreaM2.Value
		}
		out = append(out, m)
	}
	return out
}
