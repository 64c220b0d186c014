package report

import (
	"fmt"
	"math"
	"math/rand"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// sample makes a county of n parks with about side² pieces each, as rows of a
// store. It is deterministic. Names are as long as real ones are.
func sample(n, side int) *data {
	d := &data{
		run: store.Run{ID: 3, Kind: "land", LandRun: 3, StartedAt: "2021-09-01T18:00:00Z", FinishedAt: "2021-09-01T18:00:07Z",
			Version: "0.1.0", ConfigHash: "9f2b6c", InputHash: "77ab01", ProjectName: "大宁县产业集聚区土地集约利用全面评价项目",
			BaseDate: "2020-12-31", IndicatorSet: "tdt1029-2014", AreaKind: "planar", CRS: "EPSG:4525", ParcelsRead: 6021, Pieces: 4000},
	}
	d.landRun = d.run
	d.names, d.formulas = setWords(d.run.IndicatorSet)
	d.weigher = newWeigher(store.IndicatorSet{}, d.run.IndicatorSet)
	random := rand.New(rand.NewSource(7))
	pieces := map[extentKey][]store.Piece{}
	for i := range n {
		addSamplePark(d, random, i, side, pieces)
	}
	d.pieces = func(park, kind string, visit func(*store.Piece) error) error {
		for _, p := range pieces[extentKey{park, kind}] {
			if err := visit(&p); err != nil {
				return err
			}
		}
		return nil
	}
	d.performance = sampleEvaluation()
	addSampleFindings(d)
	addSampleLedger(d)
	d.sources = []store.SourceFile{
		{Role: "parks", Path: "input/parks.shp", Bytes: 51234, Hash: "0f343b0931126a20f133d67c2b018a3b2d4ecf3f4a4f7b9c6d1e0a5b8c7d6e5f", Records: 11, CRS: "EPSG:4525 CGCS2000 3° GK zone 37", CRSRule: "prj", Encoding: "GBK", EncRule: "cpg"},
		{Role: "parcels", Path: "input/parcels_01.shp", Bytes: 2151234, Hash: "5b1c3b0931126a20f133d67c2b018a3b2d4ecf3f4a4f7b9c6d1e0a5b8c7d6e5f", Records: 6021, CRS: "EPSG:4525 CGCS2000 3° GK zone 37", CRSRule: "prj", Encoding: "GBK", EncRule: "cpg"},
		{Role: "statistics", Path: "input/statistics.csv", Bytes: 912, Hash: "aa1c3b0931126a20f133d67c2b018a3b2d4ecf3f4a4f7b9c6d1e0a5b8c7d6e5f", Records: 9, Encoding: "UTF-8", EncRule: "utf-8"},
	}
	return d
}

var sampleNames = []string{"大宁县经济技术开发区", "昕水工业园区", "曲峨现代农业产业示范区", "徐家垛新型建材产业园", "太德塬绿色食品加工园", "三多乡清洁能源装备制造产业集聚区（二期扩区）", "太古农副产品物流园", "割麦循环经济产业园", "安古仓储物流园"}

func addSamplePark(d *data, random *rand.Rand, i, side int, pieces map[extentKey][]store.Piece) {
	code := fmt.Sprintf("S147%03d", i+1)
	scope := []string{"1", "2", "3"}[min(i*3/9, 2)]
	kind := string(land.Approved)
	if scope != "2" {
		kind = string(land.Managed)
	}
	name := sampleNames[i%len(sampleNames)]
	if i >= len(sampleNames) {
		name = fmt.Sprintf("%s%d", name, i)
	}
	approved := 1.2e6 + 3e5*float64(i%5)
	park := store.Park{Code: code, Name: name, Level: []string{"省级", "省级", "县级"}[min(i*3/9, 2)], Scope: scope, Type: []string{"工业主导型", "产城融合型"}[i%2], County: "141030", ApprovedAreaM2: &approved}
	if i == 4 {
		park.ApprovedAreaM2 = nil
	}
	d.parks = append(d.parks, park)
	if i == 7 {
		return // a park without an extent
	}
	cols := int(math.Ceil(math.Sqrt(float64(max(9, i+1)))))
	x, y := 37477000+float64(i%cols)*2900+random.Float64()*900, 4034000+float64(i/cols)*2500+random.Float64()*700
	shape, list := sampleLand(random, x, y, side, code, kind, i)
	area := planar.Area(shape)
	d.extents = append(d.extents, store.Extent{ParkCode: code, Kind: kind, Blocks: len(shape), AreaM2: area, EllipsoidalAreaM2: area * 0.99998, Shape: shape})
	pieces[extentKey{code, kind}] = list
	addSampleMetrics(d, code, kind, area, list, i)
}

// sampleLand returns an extent and a fabric of parcels that fills it.
func sampleLand(random *rand.Rand, x, y float64, side int, code, kind string, i int) (orb.MultiPolygon, []store.Piece) {
	w, h := 1100+random.Float64()*900, 900+random.Float64()*600
	turn := random.Float64()*0.6 - 0.3
	at := func(u, v float64) orb.Point {
		u, v = u-w/2, v-h/2
		return orb.Point{x + u*math.Cos(turn) - v*math.Sin(turn), y + u*math.Sin(turn) + v*math.Cos(turn)}
	}
	rect := func(u0, v0, u1, v1 float64) orb.Polygon {
		return orb.Polygon{{at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1), at(u0, v0)}}
	}
	shape := orb.MultiPolygon{rect(0, 0, w, h)}
	if i == 1 {
		shape = orb.MultiPolygon{rect(0, 0, w*.45, h), rect(w*.6, 0, w, h)}
	}
	var list []store.Piece
	for r := range side {
		for c := range side {
			u0, u1 := w*float64(c)/float64(side), w*float64(c+1)/float64(side)
			if i == 1 && u1 > w*.45 && u0 < w*.6 {
				continue
			}
			p := rect(u0, h*float64(r)/float64(side), u1, h*float64(r+1)/float64(side))
			list = append(list, samplePiece(random, code, kind, len(list)+1, orb.MultiPolygon{p}, r == 0 || c == side-1))
		}
	}
	return shape, list
}

func samplePiece(random *rand.Rand, code, kind string, n int, shape orb.MultiPolygon, cut bool) store.Piece {
	status := []string{"built", "built", "built", "built", "built", "unbuilt", "unsupplied", "unbuildable", "idle", ""}[random.Intn(10)]
	p := store.Piece{ParkCode: code, ExtentKind: kind, ParcelID: fmt.Sprintf("141030%05d", n), Source: "input/parcels_01.shp", Record: n,
		Relation: "inside", Share: 1, AreaM2: planar.Area(shape), LandUse: "0601", Status: status, Shape: shape}
	if cut {
		p.Relation, p.Share = "cut", 0.6180
	}
	return p
}

func addSampleMetrics(d *data, code, kind string, area float64, pieces []store.Piece, i int) {
	var parcel, built float64
	for _, p := range pieces {
		parcel += p.AreaM2
		if p.Status == "built" {
			built += p.AreaM2
		}
	}
	output := parcel * 3 / 2000 * (85 + 31*float64(i%7))
	values := map[string]float64{"land_area": area, "parcel_area": parcel, "built_area": built, "industrial_area": built * .7, "footprint_area": built * .41, "floor_area": built * (.8 + .13*float64(i%6)), "output": output, "tax": output * .06}
	units := map[string]string{"output": "万元", "tax": "万元"}
	for _, raw := range rawIndicators {
		m := store.Metric{ParkCode: code, ExtentKind: kind, Indicator: raw.key}
		if v, ok := values[raw.key]; ok {
			m.Value, m.Unit = &v, "m²"
			if u := units[raw.key]; u != "" {
				m.Unit = u
			}
		} else {
			a, b := values[raw.numerator], values[raw.denominator]
			if a > 0 && (raw.numerator == "output" || raw.numerator == "tax") {
				m.Unit = "万元/亩"
				b = b * 3 / 2000
				v := a / b
				m.Value = &v
			} else {
				v := a / b
				m.Value = &v
			}
			m.Numerator, m.Denominator = &a, &b
		}
		if i == 8 && (raw.key == "output" || raw.key == "output_per_mu") {
			m.Value, m.Numerator, m.Denominator, m.Note = nil, nil, nil, "不可计算：缺少产值"
		}
		d.metrics = append(d.metrics, m)
	}
	addSampleScores(d, code, kind, i)
}

func addSampleScores(d *data, code, kind string, i int) {
	type node struct {
		key, parent, zh, unit string
		weight                float64
	}
	nodes := []node{{"tdt1029-2014", "", "集约度", "", 1}, {"use", "tdt1029-2014", "土地利用状况", "", .5}, {"benefit", "tdt1029-2014", "用地效益", "", .3}, {"management", "tdt1029-2014", "管理绩效", "", .2},
		{"supply_rate", "use", "土地供应率", "%", .25}, {"built_up_rate", "use", "土地建成率", "%", .25}, {"investment_intensity", "benefit", "工业用地固定资产投入强度", "万元/公顷", .3}, {"idle_rate", "management", "土地闲置率", "%", .2}}
	rows := make([]store.Score, len(nodes))
	for k, n := range nodes {
		weight, s := n.weight, 70+math.Mod(float64(i*13+k*7), 30)
		rows[k] = store.Score{ParkCode: code, ExtentKind: kind, Node: n.key, Parent: n.parent, NameZH: n.zh, NameEN: n.key, Weight: &weight, Score: &s, Demonstration: true}
		if n.parent == "" {
			rank := int64(i/2 + 1)
			rows[k].Rank = &rank
		}
		if n.unit != "" {
			v, ideal := s, 100.0
			if n.key == "idle_rate" {
				v, ideal = 100-s, 0
			}
			rows[k].Value, rows[k].Ideal = &v, &ideal
			whole := 100.0
			d.metrics = append(d.metrics, store.Metric{ParkCode: code, ExtentKind: kind, Indicator: n.key, Value: &v, Unit: n.unit, Numerator: &v, Denominator: &whole})
		}
		d.names[n.key] = land.Text{ZH: n.zh, EN: n.key}
	}
	addUp(rows)
	d.scores = append(d.scores, rows...)
}

// addUp makes the scores of inner nodes the weighted means of those below,
// which come later.
func addUp(rows []store.Score) {
	for k := len(rows) - 1; k >= 0; k-- {
		sum, weight := 0.0, 0.0
		for _, below := range rows {
			if below.Parent == rows[k].Node {
				sum, weight = sum+*below.Weight**below.Score, weight+*below.Weight
			}
		}
		if weight > 0 {
			mean := sum / weight
			rows[k].Score = &mean
		}
	}
}

// sampleEvaluation is the filed self-evaluation of Daning.
func sampleEvaluation() store.Performance {
	e := store.Performance{
		Total:   store.PerformanceTotal{Score: "93.94", Grade: "优秀"},
		Columns: []string{"年度总金额", "财政资金小计", "中央级", "省级", "市级", "县区级", "上年结转资金", "其他资金"},
		Budget: []store.BudgetRow{
			{Number: 1, Name: "年初预算资金", Amounts: []string{"0", "0", "", "", "", "", "", ""}},
			{Number: 2, Name: "全年预算资金", Amounts: []string{"70", "70", "70", "", "", "", "", ""}},
			{Number: 3, Name: "实际到位资金", Amounts: []string{"70", "70", "70", "", "", "", "", ""}},
			{Number: 4, Name: "全年执行资金", Amounts: []string{"27.59", "27.59", "27.59", "", "", "", "", ""}},
			{Number: 5, Name: "资金结余", Formula: "(3)-(4)", Amounts: []string{"42.41", "42.41", "42.41", "", "", "", "", "0"}},
			{Number: 6, Name: "预算到位率", Formula: "(3)/(2)", Amounts: []string{"100%", "", "", "", "", "", "", ""}},
			{Number: 7, Name: "预算执行率", Formula: "(4)/(2)", Amounts: []string{"39.41%", "", "", "", "", "", "", ""}},
		},
		Remarks: []string{"成本合规率的目标值是文字（合规），业绩值是数值（100%），口径不一致", "预算执行率 39.41%，而产出指标均为 100%，请说明"},
	}
	for i, row := range [][]string{
		{"预算执行指标", "预算执行指标", "预算执行率", "10", "100%", "39.41%", "39.41%", "3.94", "项目仍在实施，资金按进度支付；将加快成果验收与结算"},
		{"产出指标", "数量指标", "数量落实率", "15", "100%", "100%", "100.00%", "15", ""},
		{"产出指标", "质量指标", "考核质量达标率", "10", "95%", "100%", "105.26%", "10", ""},
		{"产出指标", "时效指标", "执法时效提升率", "10", "100%", "100%", "100.00%", "10", ""},
		{"产出指标", "成本指标", "成本合规率", "15", "合规", "100%", "100%", "15", ""},
		{"效益指标", "可持续影响指标", "社会公众满意度", "30", "95%", "95%", "100.00%", "30", ""},
		{"满意度指标", "服务对象满意度指标", "群众满意度", "10", "95%", "95%", "100.00%", "10", ""},
	} {
		e.Items = append(e.Items, store.PerformanceItem{Number: i + 1, Dimension: row[0], Class: row[1], Indicator: row[2], Weight: row[3], Target: row[4], Achieved: row[5], Completion: row[6], Score: row[7], Reason: row[8]})
	}
	e.Items[0].Formula, e.Items[1].Formula = "100 * budget.executed / budget.total", "100 * parks.measured / parks.listed"
	return e
}

func addSampleFindings(d *data) {
	area := 12.5
	add := func(code land.Code, park, parcel string, record int, found, expected string) {
		d.findings = append(d.findings, store.Finding{RunID: 3, Severity: string(land.SeverityOf(code)), Code: string(code), Source: "input/parcels_01.shp", Record: record, ParcelID: parcel, ParkCode: park, Found: found, Expected: expected, AreaM2: &area, Count: 1})
	}
	add(land.ParkWithoutExtent, "S147008", "", 0, "", "")
	add(land.RingUnclosed, "S147001", "14103000017", 17, "", "")
	add(land.RingUnclosed, "S147002", "14103000117", 117, "", "")
	add(land.OutputMissing, "S147001", "14103000044", 44, "", "")
	add(land.EncodingDeduced, "", "", 0, "GB18030", "")
	add(land.StatusUnknown, "S147003", "=cmd|'/c calc'!A1", 311, "<b>在建</b>", "已建成、未供应")
}

func addSampleLedger(d *data) {
	add := func(scope, name, kind, account string, n int64, area float64) {
		r := store.LedgerRow{Scope: scope, Name: name, ExtentKind: kind, Account: account, AreaM2: &area}
		if n >= 0 {
			r.Count = &n
		}
		d.ledger = append(d.ledger, r)
	}
	for _, a := range []struct {
		name string
		n    int64
		area float64
	}{{"in", 6021, 31234567.89}, {"repaired", -1, 0}, {"rejected", 1, 12.5}, {"inside", 3600, 12000000}, {"cut", 412, 0}, {"kept", -1, 1500000.25}, {"cut_off", -1, 1700000}, {"outside", 2008, 16034555.14}} {
		add("source", "input/parcels_01.shp", "", a.name, a.n, a.area)
	}
	for _, e := range d.extents {
		for _, name := range []string{"inside", "cut", "clipped", "measured", "stored"} {
			n, area := int64(400), e.AreaM2
			switch name {
			case "inside":
				n, area = 361, e.AreaM2*.9
			case "cut":
				n, area = 39, e.AreaM2*.1
			}
			add("park", e.ParkCode, e.Kind, name, n, area)
		}
	}
}
