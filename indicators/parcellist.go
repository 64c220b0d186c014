package indicators

// The land that a list of parcels takes.
const (
	LandIdle       = "idle"       // 闲置
	LandExpired    = "expired"    // 有偿使用已到期未处置 (D22)
	LandIndustrial = "industrial" // 已建成工矿仓储用地 (A2)
)

// ParcelList says which parcels are listed one by one: those of some land, or
// those of them that stay below a bound.
type ParcelList struct {
	Name           string
	NameZH, NameEN string
	Land           string  // LandIdle, LandExpired or LandIndustrial
	Figure         string  // tax_per_mu, plot_ratio …; "" for all of the land
	Below          float64 // in Unit; 0 without a figure
	Unit           string
	Source         string // of the bound; "" marks a demonstration value
}

// Demonstration says that no source confirms the list's bound.
func (p *ParcelList) Demonstration() bool { return p.Figure != "" && p.Source == "" }

// parcelFigures are the figures of a single parcel that a list may look at,
// with their units.
var parcelFigures = map[string]string{
	"tax_per_mu": "万元/亩", "output_per_mu": "万元/亩", "value_added_per_mu": "万元/亩", "plot_ratio": "", "building_density": "",
}

// ParcelLists returns the lists of parcels of the set.
func (s *Set) ParcelLists() []ParcelList { return append([]ParcelList(nil), s.lists...) }

func (l *loader) loadParcelLists() error {
	seen := map[string]bool{}
	for i, line := range l.file.ParcelLists {
		path := Path{"parcel_lists", i}
		if !plainName.MatchString(line.Name) || seen[line.Name] {
			return l.file.doc.Errorf(append(path, "name"), "地块清单须有自己的名称，由字母、数字和 _ 组成", "a list of parcels needs a name of its own, of letters, digits and _")
		}
		seen[line.Name] = true
		entry, err := newParcelList(line)
		if err != nil {
			return l.file.doc.Errorf(path, "清单 %s：%s", "the list %s: %s", line.Name, err)
		}
		put(&l.set.lists, entry, func(o ParcelList) bool { return o.Name == entry.Name })
	}
	return nil
}

func newParcelList(line parcelListLine) (ParcelList, error) {
	title := titled(line.ZH, line.EN, line.Name)
	p := ParcelList{Name: line.Name, NameZH: title.ZH, NameEN: title.EN, Land: line.Land, Figure: line.Figure, Source: line.Source}
	switch line.Land {
	case LandIdle, LandExpired, LandIndustrial:
	default:
		return p, Errorf("land 只能是 %s、%s 或 %s，不能是 %q", "land is %s, %s or %s, not %q", LandIdle, LandExpired, LandIndustrial, line.Land)
	}
	u, known := parcelFigures[line.Figure]
	switch {
	case line.Figure == "" && line.Below == nil:
		return p, nil
	case line.Figure == "" || line.Below == nil:
		return p, Errorf("figure 与 below 须同时给出", "figure and below stand together")
	case !known:
		return p, Errorf("地块没有指标 %q%s", "unknown figure %q of a parcel%s", line.Figure, Suggestion(line.Figure, sortedKeys(parcelFigures)))
	case !(*line.Below > 0) || !finite(*line.Below):
		return p, Errorf("below 须大于 0", "below must be above 0")
	}
	p.Below, p.Unit = *line.Below, u
	return p, nil
}
