package report

import (
	"fmt"

	"jiyue/pipeline/store"
)

var verdictWords = map[string][2]string{"agrees": {"一致", "agrees"}, "differs": {"不符", "differs"}, "not_computable": {"不可计算", "not computable"}}

// parkNames finds the names of parks by code.
func (c *composer) parkNames() map[string]*park {
	byCode := make(map[string]*park, len(c.parks))
	for _, p := range c.parks {
		byCode[p.Code] = p
	}
	return byCode
}

// auditTable holds the figures that a county handed in against its land.
func (c *composer) auditTable() *Table {
	t := &Table{ID: "audit", Caption: c.say("申报数据核对", "Declared figures against the land"), Small: true}
	t.Columns = append(c.firstColumns(), Column{Name: c.say("指标", "Indicator"), Width: 18})
	for _, name := range [][2]string{{"申报值", "Declared"}, {"计算值", "Computed"}, {"差值", "Difference"}, {"容差", "Tolerance"}, {"按整宗计", "Whole parcels"}} {
		t.Columns = append(t.Columns, Column{Name: c.say(name[0], name[1]), Numeric: true, Places: 4, Width: 10})
	}
	t.Columns = append(t.Columns, Column{Name: c.say("结论", "Verdict"), Width: 10}, Column{Name: c.say("来源", "Source"), Width: 18}, Column{Name: c.say("说明", "Remark"), Width: 24})
	byCode := c.parkNames()
	for _, a := range c.conclusions.audits {
		p := byCode[a.ParkCode]
		if p == nil {
			continue
		}
		verdict := verdictWords[a.Verdict]
		row := Row{Cells: append(c.firstCells(p, a.ExtentKind), word(c.indicatorName(a.Indicator)))}
		for _, v := range []*float64{&a.Declared, a.Computed, a.Difference, a.Tolerance, a.WholeParcels} {
			row.Cells = append(row.Cells, valued(number(fromFloat(v), 4, "")))
		}
		if computed := &row.Cells[len(row.Cells)-4]; computed.Number != nil {
			*computed = c.linked(*computed, p, a.ExtentKind, a.Indicator)
		}
		row.Cells = append(row.Cells, word(c.say(verdict[0], verdict[1])), word(c.placeOf(a)), word(orNone(a.Note)))
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{c.say("数值按各指标自身的单位。“按整宗计”为被四至范围切割的地块全部按整宗计入时的结果。",
		"Figures stand in the unit of the indicator. “Whole parcels” is the figure with every cut parcel counted whole.")}
	return t
}

func (c *composer) placeOf(a store.Audit) string {
	if a.Source == "" {
		return none
	}
	return fmt.Sprintf(c.say("%s 第 %d 行", "%s row %d"), a.Source, a.Record)
}

// auditParcelTable names the parcels that explain the differences.
func (c *composer) auditParcelTable() *Table {
	t := &Table{ID: "audit_parcels", Caption: c.say("解释差值的地块", "Parcels that explain the differences"), Small: true}
	t.Columns = append(c.firstColumns(), Column{Name: c.say("指标", "Indicator"), Width: 18}, Column{Name: c.say("地块", "Parcel"), Width: 16},
		Column{Name: c.say("来源", "Source"), Width: 18}, Column{Name: c.say("占比", "Share"), Numeric: true, Places: 4, Width: 8},
		Column{Name: c.say("影响", "Effect"), Numeric: true, Places: 4, Width: 10}, Column{Name: c.say("缘由", "Reason"), Width: 16})
	byCode := c.parkNames()
	for _, a := range c.conclusions.audits {
		for _, parcel := range a.Parcels {
			p := byCode[a.ParkCode]
			if p == nil {
				continue
			}
			reason := c.say("被四至范围切割", "cut by the extent")
			if parcel.Reason == "problem" {
				reason = c.say("有错误级问题", "has an error finding")
			}
			t.Rows = append(t.Rows, Row{Cells: append(c.firstCells(p, a.ExtentKind), word(c.indicatorName(a.Indicator)), word(orNone(parcel.ParcelID)),
				word(fmt.Sprintf("%s #%d", parcel.Source, parcel.Record)), valued(number(fromFloat(&parcel.Share), 4, "")),
				valued(number(fromFloat(parcel.Effect), 4, "")), word(reason))})
		}
	}
	return t
}
