package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// Live formulas are written in terms of the table and become cell references
// when a spreadsheet is printed:
//
//	{key}    the cell of the column in the same row
//	{key?}   the same be it empty, for what sums a row up
//	{key+n}  the cell of the column n rows below
//	{a|b}    the sum of column a over the rows in which b is a number
//	{a|b|s}  the same over the rows that are in the sum of that name
//	{#name}  the cell known by that name, on whatever sheet
//	[n]      the cell of the same column in the row numbered n (budgets)
//
// A formula stands only where it gives the stored figure; an item scored by
// another rule keeps its plain number.

// sumFormula adds a column up.
func sumFormula(key string) string { return "{" + key + "|" + key + "}" }

// ratioFormula divides one column by another times a factor: {a}/{b} or
// {a}/({b}*15).
func ratioFormula(above, below, factor string) string {
	if factor == "" {
		return above + "/" + below
	}
	return above + "/(" + below + "*" + factor + ")"
}

// muPerHectare turns an area that is printed in ha into mu.
const muPerHectare = "15"

// formulas returns how a spreadsheet computes a raw ratio in a row and in the
// row of totals; a sum has only the latter.
func (r *rawIndicator) formulas() (row, total string) {
	if r.numerator == "" {
		return "", sumFormula(r.key)
	}
	factor := ""
	if strings.HasSuffix(r.unit, "/亩") {
		factor = muPerHectare
	}
	row = ratioFormula("{"+r.numerator+"}", "{"+r.denominator+"}", factor)
	total = ratioFormula("{"+r.numerator+"|"+r.denominator+"}", "{"+r.denominator+"|"+r.numerator+"}", factor)
	return row, total
}

// completionFormula is achieved by target, where that is the stored rate.
func completionFormula(item store.PerformanceItem) string {
	achieved, target, rate := exactly(item.Achieved), exactly(item.Target), exactly(item.Completion)
	if achieved.Number == nil || target.Number == nil || rate.Number == nil || target.Number.IsZero() || rate.Unit != "%" || achieved.Unit != target.Unit {
		return ""
	}
	return roundFormula("{achieved}/{target}", achieved.Number.Mul(hundred).DivRound(*target.Number, 16), &rate)
}

// scoreFormula is the weight times the completion, at most the weight, in
// cents, where that is the stored score.
func scoreFormula(item store.PerformanceItem) string {
	achieved, target := exactly(item.Achieved), exactly(item.Target)
	weight, score := exactly(item.Weight), exactly(item.Score)
	if achieved.Number == nil || target.Number == nil || weight.Number == nil || score.Number == nil || target.Number.IsZero() || achieved.Unit != target.Unit {
		return ""
	}
	computed := decimal.Min(*weight.Number, weight.Number.Mul(*achieved.Number).DivRound(*target.Number, 16)).Round(2)
	if !computed.Equal(*score.Number) {
		return ""
	}
	return "ROUND(MIN({weight},{weight}*{achieved}/{target}),2)"
}

// Decimals to which formulas round, however few today's figure happens to have:
// completions and rates are percentages with cents, as the self-evaluation
// computes them; money in 万元 has a cent at the sixth.
const (
	rateDecimals  = 2
	moneyDecimals = 6
)

// roundFormula rounds a formula that computes the figure, to more decimals than
// it has where it gives the figure with these too; "" where it gives another.
// Percentages are fractions in the book.
func roundFormula(formula string, computed decimal.Decimal, f *Figure) string {
	places, fraction := max(f.Places, moneyDecimals), int32(0)
	if f.Unit == "%" {
		places, fraction = max(f.Places, rateDecimals), 2
	}
	if !computed.Round(places).Equal(*f.Number) {
		places = f.Places // a figure that was rounded to these
	}
	if !computed.Round(places).Equal(*f.Number) {
		return ""
	}
	return fmt.Sprintf("ROUND(%s,%d)", formula, places+fraction)
}

// differenceFormula is how far a figure of this run, in the column now, is from
// that in another column, as both are printed.
func differenceFormula(then string, places int32) string {
	return fmt.Sprintf("ROUND(ROUND({now},%[2]d)-ROUND({%[1]s},%[2]d),%[2]d)", then, places)
}

// fundingFormula adds up what a column of the budget sums in a row, where that is
// the stored amount: the subtotal 财政资金小计 its levels, the total that and the
// other sources.
func (c *composer) fundingFormula(b store.BudgetRow, column int) string {
	first, last := fiscalColumns(c.performance.Columns)
	var parts []int
	switch {
	case last <= first:
		return ""
	case column == first:
		for i := first + 1; i <= last; i++ {
			parts = append(parts, i)
		}
	case column == 0:
		parts = append(parts, first)
		for i := last + 1; i < len(c.performance.Columns); i++ {
			parts = append(parts, i)
		}
	default:
		return ""
	}
	sum, cells := decimal.Zero, make([]string, len(parts))
	for i, part := range parts {
		if amount := c.budgetAmount(b.Number, part); amount != nil {
			sum = sum.Add(*amount)
		}
		cells[i] = fmt.Sprintf("{%s?}", amountKey(part))
	}
	stored := exactly(b.Amounts[column])
	if stored.Number == nil || stored.Unit == "%" || !sum.Equal(*stored.Number) {
		return ""
	}
	return "SUM(" + strings.Join(cells, ",") + ")"
}

// budgetFormula returns the row's formula where it gives the stored amount:
// (3)-(4) in money, (3)/(2) as a rate.
func (c *composer) budgetFormula(b store.BudgetRow, column int) string {
	var a, z int
	var operator byte
	if !parseRowFormula(b.Formula, &a, &z, &operator) {
		return ""
	}
	left, right, stored := c.budgetAmount(a, column), c.budgetAmount(z, column), exactly(b.Amounts[column])
	if left == nil || right == nil || stored.Number == nil {
		return ""
	}
	var computed decimal.Decimal
	switch {
	case operator == '-':
		computed = left.Sub(*right)
	case operator == '/' && !right.IsZero() && stored.Unit == "%":
		computed = left.Mul(hundred).DivRound(*right, 16)
	default:
		return ""
	}
	return roundFormula(fmt.Sprintf("[%d]%c[%d]", a, operator, z), computed, &stored)
}

// budgetAmount is one amount of the row with the number; nil where there is
// none.
func (c *composer) budgetAmount(number, column int) *decimal.Decimal {
	for _, b := range c.performance.Budget {
		if b.Number == number && column < len(b.Amounts) {
			return exactly(b.Amounts[column]).Number
		}
	}
	return nil
}

// parseRowFormula reads (a)-(z) or (a)/(z).
func parseRowFormula(s string, a, z *int, operator *byte) bool {
	s = strings.NewReplacer("（", "(", "）", ")", "－", "-", "÷", "/", " ", "").Replace(s)
	middle := strings.IndexAny(s, "-/")
	if middle < 0 {
		return false
	}
	*operator = s[middle]
	return rowNumber(s[:middle], a) && rowNumber(s[middle+1:], z)
}

func rowNumber(s string, n *int) bool {
	if len(s) < 3 || s[0] != '(' || s[len(s)-1] != ')' {
		return false
	}
	*n = 0
	for _, digit := range s[1 : len(s)-1] {
		if digit < '0' || digit > '9' || *n > 1000 {
			return false
		}
		*n = *n*10 + int(digit-'0')
	}
	return true
}
