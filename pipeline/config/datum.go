package config

import "jiyue/pipeline/land"

// DatumName is our word for a geodetic datum.
type DatumName string

// The datums between which seven parameters may be given.
const (
	Beijing1954 DatumName = "beijing1954"
	Xian1980    DatumName = "xian1980"
	CGCS2000    DatumName = "cgcs2000"
)

// DatumShift are the seven parameters (七参数) from one datum to another, as a
// surveying office gives them for its region: the position-vector (Bursa-Wolf)
// convention.
type DatumShift struct {
	From, To   DatumName
	DX, DY, DZ float64 // m
	RX, RY, RZ float64 // seconds of arc
	ScalePPM   float64 // parts per million
}

// readDatumShift reads an entry of datum_shifts. Every parameter has to be there:
// one left out by mistake would move land by up to 100 m.
func (c *Config) readDatumShift(v value) {
	var s DatumShift
	v.object(
		key{"from", true, word(&s.From, Beijing1954, Xian1980, CGCS2000)},
		key{"to", true, word(&s.To, Beijing1954, Xian1980, CGCS2000)},
		key{"dx", true, parameter(&s.DX)}, key{"dy", true, parameter(&s.DY)}, key{"dz", true, parameter(&s.DZ)},
		key{"rx", true, parameter(&s.RX)}, key{"ry", true, parameter(&s.RY)}, key{"rz", true, parameter(&s.RZ)},
		key{"scale", true, parameter(&s.ScalePPM)},
	)
	if s.From != "" && s.From == s.To {
		v.wrong(land.Textf("from 与 to 是同一基准", "from and to are one datum"), land.Textf("请写两个不同的基准", "name two datums"))
		return
	}
	for _, other := range c.DatumShifts {
		if s.From == other.From && s.To == other.To || s.From == other.To && s.To == other.From {
			v.wrong(land.Textf("%s 与 %s 之间的七参数写了两次", "the parameters between %s and %s are given twice", s.From, s.To),
				land.Textf("请只留一组；反向由程序求出", "keep one set; the way back is computed"))
			return
		}
	}
	c.DatumShifts = append(c.DatumShifts, s)
}

// largestParameter bounds each of the seven: those of China's datums are below
// 300 m, 10″ and 50 ppm; coordinates put in their place are far above.
const largestParameter = 1000

func parameter(to *float64) func(value) {
	return func(v value) {
		f, ok := v.number()
		if ok && !(f >= -largestParameter && f <= largestParameter) {
			v.wrong(land.Textf("%v 超出七参数的范围", "%v is out of the range of such a parameter", f),
				land.Textf("dx dy dz 以米、rx ry rz 以秒、scale 以百万分之一计", "dx dy dz are in metres, rx ry rz in seconds of arc, scale in parts per million"))
			return
		}
		if ok {
			*to = f
		}
	}
}
