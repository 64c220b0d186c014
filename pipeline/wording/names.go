package wording

// Name is a figure that a paragraph can name, in braces: by its key or by its
// Chinese name.
type Name struct{ Key, ZH string }

// reportNames are the figures of the project and of all its parks together.
// Units stand with the figures, but for money of the budget, which is in 万元,
// and scores, which are in points.
var reportNames = []Name{
	{"project", "项目名称"}, {"base_date", "评价时点"},
	{"parks", "园区数"}, {"scopes", "调查范围"}, {"land", "土地面积"}, {"land_mu", "土地亩数"}, {"parcels", "地块数"}, {"pieces", "范围内地块数"},
	{"parcel_area", "地块面积"}, {"built_area", "已建成面积"}, {"built_ratio", "已建成占比"}, {"industrial_area", "工矿仓储用地面积"}, {"industrial_ratio", "工矿仓储用地占比"},
	{"plot_ratio", "容积率"}, {"building_density", "建筑密度"}, {"coverage", "地块覆盖率"},
	{"output", "产值"}, {"output_per_mu", "亩均产值"}, {"tax", "税收"}, {"tax_per_mu", "亩均税收"},
	{"development_rate", "土地开发率"}, {"supply_rate", "土地供应率"}, {"built_up_rate", "土地建成率"}, {"idle_rate", "土地闲置率"},
	{"best", "亩均产值高低"}, {"since_year", "较上年"}, {"since_run", "较上次"},
	{"score", "总得分"}, {"grade", "等级"}, {"items", "指标数"}, {"weights", "权重合计"},
	{"execution", "执行率"}, {"execution_score", "执行率得分"}, {"execution_reason", "执行率偏差原因"},
	{"budget_initial", "年初预算"}, {"budget_total", "全年预算"}, {"budget_received", "到位资金"}, {"budget_executed", "执行资金"}, {"budget_left", "资金结余"},
	{"receipt_rate", "预算到位率"}, {"execution_rate", "预算执行率"},
	{"goal_period", "实施期目标"}, {"goal_year", "年度目标"}, {"remarks", "审核提示"},
	{"ledger", "台账"}, {"findings", "问题数"}, {"errors", "错误数"}, {"warnings", "警告数"}, {"notes", "提示数"}, {"worst", "突出问题"},
	{"area_kind", "面积口径"},
}

// dimensionNames are the figures of one dimension of the self-evaluation; the
// sentences of its items are one of them.
var dimensionNames = []Name{{"dimension", "一级指标"}, {"count", "项数"}, {"weight", "权重"}, {"score", "得分"}, {"items", "各项"}}

// itemNames are the figures of one item of the self-evaluation.
var itemNames = []Name{{"dimension", "一级指标"}, {"class", "二级指标"}, {"indicator", "目标指标"}, {"weight", "权重"}, {"target", "目标值"},
	{"achieved", "业绩值"}, {"completion", "完成率"}, {"score", "得分"}, {"reason", "偏差原因"}}

// Names returns what the paragraph with the key may name.
func Names(key string) []Name { return append([]Name(nil), namesOf(key)...) }

func namesOf(key string) []Name {
	switch key {
	case Dimension:
		return dimensionNames
	case Item:
		return itemNames
	}
	return reportNames
}

// known lists names as a message does: the keys, then the Chinese names.
func known(names []Name) []string {
	list := make([]string, 2*len(names))
	for i, n := range names {
		list[i], list[len(names)+i] = n.Key, n.ZH
	}
	return list
}
