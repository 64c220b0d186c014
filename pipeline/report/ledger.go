package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// account is the rows of the ledger of one source or one park's extent.
type account struct {
	name, kind string
	rows       map[string]store.LedgerRow
}

// accounts gathers the rows of a scope, in the order of the store.
func (c *composer) accounts(scope string) []account {
	var list []account
	index := map[extentKey]int{}
	for _, r := range c.ledger {
		if r.Scope != scope {
			continue
		}
		k := extentKey{r.Name, r.ExtentKind}
		i, ok := index[k]
		if !ok {
			i = len(list)
			index[k] = i
			list = append(list, account{r.Name, r.ExtentKind, map[string]store.LedgerRow{}})
		}
		list[i].rows[r.Account] = r
	}
	return list
}

// area returns the area of an account, 0 where it has none.
func (a account) area(name string) decimal.Decimal {
	if d := fromFloat(a.rows[name].AreaM2); d != nil {
		return *d
	}
	return decimal.Zero
}

func (a account) count(name string) decimal.Decimal {
	if n := a.rows[name].Count; n != nil {
		return decimal.NewFromInt(*n)
	}
	return decimal.Zero
}

// Differences of areas that a balanced ledger may show: the tolerance of
// land.Ledger.Balance, 1e-9 of what came in and a millionth of a square metre.
var (
	relativeSlack = decimal.New(1, -9)
	absoluteSlack = decimal.New(1, -6)
)

// gap returns what came in less what is accounted for, in records and in m².
func (a account) gap() (records, areaM2 decimal.Decimal) {
	records = a.count("in").Sub(a.count("inside")).Sub(a.count("cut")).Sub(a.count("outside")).Sub(a.count("rejected"))
	areaM2 = a.area("in").Add(a.area("repaired"))
	for _, out := range []string{"inside", "kept", "cut_off", "outside", "rejected"} {
		areaM2 = areaM2.Sub(a.area(out))
	}
	return records, areaM2
}

// parkGap returns the pieces and the land that were clipped less those stored.
func (a account) parkGap() (pieces, areaM2 decimal.Decimal) {
	return a.count("clipped").Sub(a.count("stored")), a.area("clipped").Sub(a.area("stored"))
}

func closed(records, areaM2, scale decimal.Decimal) bool {
	return records.IsZero() && areaM2.Abs().LessThanOrEqual(scale.Abs().Mul(relativeSlack).Add(absoluteSlack))
}

// balance checks the ledger as printed.
func (c *composer) balance() Balance {
	sources, parks := c.accounts("source"), c.accounts("park")
	if len(sources) == 0 && len(parks) == 0 {
		return Balance{Text: c.say("没有台账记录", "no ledger on record")}
	}
	balanced, read := true, decimal.Zero
	for _, a := range sources {
		records, area := a.gap()
		balanced = balanced && closed(records, area, a.area("in"))
		read = read.Add(a.count("in"))
	}
	for _, a := range parks {
		pieces, area := a.parkGap()
		balanced = balanced && closed(pieces, area, a.area("clipped"))
	}
	if !balanced {
		return Balance{Known: true, Text: c.say("台账不平，结果不可用", "the ledger does not balance; do not use the figures")}
	}
	return Balance{Known: true, Balanced: true, Text: c.say("台账平衡：读入 %s 个地块，逐块有去向，面积无差额",
		"The ledger balances: of %s parcels read, each is accounted for, and so is their area", number(&read, 0, "").Text)}
}

// ledgerTables prints the ledger: in = inside + cut (kept and cut off) +
// outside + rejected, per source; then what became of the pieces per park.
func (c *composer) ledgerTables() []Table {
	var tables []Table
	if list := c.accounts("source"); len(list) > 0 {
		tables = append(tables, c.sourceLedger(list))
	}
	if list := c.accounts("park"); len(list) > 0 {
		tables = append(tables, c.parkLedger(list))
	}
	if len(c.closings) > 0 {
		tables = append(tables, c.closingTable())
	}
	return tables
}

func (c *composer) sourceLedger(list []account) Table {
	area := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Numeric: true, Places: 2, Width: 15}
	}
	t := Table{ID: "ledger-source", Caption: c.say("按来源文件", "By source file"), Columns: []Column{
		{Key: "name", Name: c.say("来源文件", "Source"), Width: 20},
		{Key: "what", Name: c.say("口径", "Account"), Width: 9},
		area("in", "读入", "In"), area("repaired", "修复增减", "Repaired"), area("inside", "范围内", "Inside"),
		area("cut", "切割保留", "Cut, kept"), area("cut_off", "切割去除", "Cut off"), area("outside", "范围外", "Outside"),
		area("rejected", "拒收", "Rejected"), area("gap", "差额", "Difference"),
	}}
	for _, a := range list {
		records, gap := a.gap()
		t.Rows = append(t.Rows,
			Row{Cells: []Cell{{Figure: Figure{Text: a.name}, Rows: 2, Strong: true}, word(c.say("地块数", "parcels")),
				whole(a.count("in")), word(""), whole(a.count("inside")), whole(a.count("cut")), word(""),
				whole(a.count("outside")), whole(a.count("rejected")), live(whole(records), "{in}-{inside}-{cut}-{outside}-{rejected}")}},
			Row{Cells: []Cell{{Covered: true}, word(c.say("面积 m²", "area m²")),
				square(a.area("in")), square(a.area("repaired")), square(a.area("inside")), square(a.area("kept")),
				square(a.area("cut_off")), square(a.area("outside")), square(a.area("rejected")),
				live(square(gap.Round(2)), "ROUND({in}+{repaired}-{inside}-{cut}-{cut_off}-{outside}-{rejected},2)")}})
	}
	t.Notes = []string{c.say("读入 + 修复增减 = 范围内 + 切割保留 + 切割去除 + 范围外 + 拒收。同时落入两个范围的土地在此只计一次。",
		"In + repaired = inside + kept + cut off + outside + rejected. Land in two extents counts once here.")}
	var twice decimal.Decimal
	for _, a := range list {
		twice = twice.Add(a.area("twice"))
	}
	if f := number(&twice, 2, "m²"); twice.IsPositive() {
		t.Notes = append(t.Notes, c.say("同时落入两个范围（园区范围重叠，或同一园区的核定范围与实际管理范围）而在园区合计中重复出现的土地：%s。",
			"Land that lies in two extents (of overlapping parks, or the approved and the managed one of a park) and so stands in both: %s.", f))
	}
	return t
}

func (c *composer) parkLedger(list []account) Table {
	m2 := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Unit: "m²", Numeric: true, Places: 2, Width: 15}
	}
	n := func(key, zh, en string) Column {
		return Column{Key: key, Name: c.say(zh, en), Numeric: true, Width: 9}
	}
	t := Table{ID: "ledger-park", Caption: c.say("按园区", "By park"), Columns: []Column{
		{Key: "name", Name: c.say("园区", "Park"), Width: 24}, {Key: "kind", Name: c.say("范围", "Extent"), Width: 12},
		n("inside_n", "完整地块", "Whole"), m2("inside", "完整地块面积", "Whole, area"),
		n("cut_n", "切割地块", "Cut"), m2("cut", "切割部分面积", "Cut, area"),
		n("clipped_n", "裁切块数", "Clipped"), m2("clipped", "裁切面积", "Clipped, area"),
		n("stored_n", "入库块数", "Stored"), m2("stored", "入库面积", "Stored, area"), m2("gap", "差额", "Difference"),
	}}
	names := c.parkNames()
	var removed decimal.Decimal
	for _, a := range list {
		removed = removed.Add(a.area("removed"))
		name := parkCell(names, a.name)
		_, gap := a.parkGap()
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, word(c.kind(a.kind)),
			whole(a.count("inside")), square(a.area("inside")), whole(a.count("cut")), square(a.area("cut")),
			whole(a.count("clipped")), square(a.area("clipped")), whole(a.count("stored")), square(a.area("stored")), live(square(gap.Round(2)), "ROUND({clipped}-{stored},2)")}})
	}
	if f := number(&removed, 2, "m²"); removed.IsPositive() {
		t.Notes = append(t.Notes, c.say("完整地块与切割部分之和比裁切面积多 %s：这是按重叠处理规则从重复计算的土地中扣除的，见面积闭合表。",
			"Whole and cut parcels are %s more than what is clipped: that is what the policy for overlaps takes of land that counts twice; see how the extents close.", f))
	}
	return t
}

func whole(d decimal.Decimal) Cell  { return valued(number(&d, 0, "")) }
func square(d decimal.Decimal) Cell { return valued(number(&d, 2, "m²")) }

// sourceTables lists the files that the run read.
func (c *composer) sourceTables() []Table {
	if len(c.sources) == 0 {
		return nil
	}
	t := Table{ID: "sources", Caption: c.say("来源文件", "Source files"), Columns: []Column{
		{Key: "role", Name: c.say("用途", "Role"), Width: 8}, {Key: "path", Name: c.say("文件", "File"), Width: 26},
		{Key: "records", Name: c.say("记录数", "Records"), Numeric: true, Width: 10},
		{Key: "bytes", Name: c.say("字节", "Bytes"), Numeric: true, Width: 12},
		{Key: "crs", Name: c.say("坐标系（依据）", "CRS (rule)"), Width: 30},
		{Key: "encoding", Name: c.say("文字编码（依据）", "Encoding (rule)"), Width: 18},
		{Key: "hash", Name: "SHA-256", Width: 66},
	}}
	for _, s := range c.sources {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(c.role(s.Role)), {Figure: Figure{Text: s.Path}, Strong: true},
			valued(count(int64(s.Records), "")), valued(count(s.Bytes, "")),
			word(ruled(s.CRS, s.CRSRule)), word(ruled(s.Encoding, s.EncRule)), {Figure: Figure{Text: s.Hash}, Code: true},
		}})
	}
	return []Table{t}
}

// ruled appends to what was found the rule that decided it.
func ruled(found, rule string) string {
	if found == "" {
		return none
	}
	if rule == "" {
		return found
	}
	return found + " (" + rule + ")"
}

func (c *composer) role(role string) string {
	switch role {
	case "parks":
		return c.say("园区", "parks")
	case "parcels":
		return c.say("地块", "parcels")
	case "statistics":
		return c.say("统计", "statistics")
	case "declared":
		return c.say("申报", "declared")
	}
	return role
}
