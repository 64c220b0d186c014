package report

import (
	"io"
	"os"

	"jiyue/pipeline/land"
)

// Options say how a report is written. The zero value is a Chinese report
// with the default limits.
type Options struct {
	Lang    land.Lang
	Project string // name of the project; "" for the one that the run has on record

	ParkMaps       int // parks that get a map, in the order of the roster; 0 for 60, below 0 for none
	FiledParks     int // parks that get a map in report.docx; 0 for 20, below 0 for none
	TitledPieces   int // an extent with no more pieces than this has them named when pointed at; 0 for 1500
	ListedFindings int // findings on the HTML page and in the DOCX, all being in the tables; 0 for 300
	ListedParcels  int // idle and low-efficiency parcels of each list on the page and in the DOCX, the largest; 0 for 25
	ParkFindings   int // findings in a park's own section; 0 for 8

	Wording map[string]string // the user's own paragraphs, by the keys of package wording
}

// withDefaults fills in the limits. They keep a county of 8 parks complete
// and one of 500 below 10 MB.
func (o Options) withDefaults() Options {
	fill := func(v *int, usual int) {
		if *v == 0 {
			*v = usual
		}
		*v = max(*v, 0)
	}
	fill(&o.ParkMaps, 60)
	fill(&o.FiledParks, 20)
	fill(&o.TitledPieces, 1500)
	fill(&o.ListedFindings, 300)
	fill(&o.ListedParcels, 25)
	fill(&o.ParkFindings, 8)
	return o
}

// The files of a report.
const (
	HTMLName = "report.html"
	DOCXName = "report.docx"
	XLSXName = "tables.xlsx"
)

// documents are the files of a report with their printers.
var documents = []struct {
	name  string
	print func(io.Writer, *Model) error
}{
	{HTMLName, WriteHTML},
	{DOCXName, WriteDOCX},
	{XLSXName, WriteXLSX},
}

// writeFile writes one document through the printer.
func writeFile(path string, m *Model, print func(io.Writer, *Model) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return print(f, m)
}
