package ingest

import (
	"encoding/binary"

	"jiyue/geo/shapefile"
)

// parcelCodes are the columns of a parcel source that hold codes.
type parcelCodes struct {
	landUse, status, built, supply, hightech, builtYear codebook
}

// codebook remembers what the cells of a column stand for, by their bytes in
// the file: a code that stands on a hundred thousand parcels is decoded, looked
// up and checked once. It forgets when there are more codes than it holds.
type codebook struct {
	cells [codebookCells]codeCell
}

// codebookCells is a power of two: several times the codes of a classification
// of land use (some 70), so that few get into each other's way.
const codebookCells = 256

// codeCell is what one form of a cell says.
type codeCell struct {
	raw   string // as in the file, padding included; "" where nothing is remembered
	text  string // decoded
	code  string // what the text stands for
	known bool   // whether it stands for anything
}

// read gives what the record's cell says. mean tells what a text stands for
// and must always say the same. A column that is not mapped says nothing, and
// that is known.
func (b *codebook) read(scan *shapefile.Scanner, column int, mean func(text string) (code string, known bool)) *codeCell {
	if column == none {
		return &unmapped
	}
	raw := scan.RawText(column)
	at := cellHash(raw) % codebookCells
	for _, i := range [2]uint64{at, at ^ 1} {
		if cell := &b.cells[i]; cell.raw == string(raw) && len(raw) > 0 {
			return cell
		}
	}
	b.cells[at^1] = b.cells[at] // the one seen last stays
	cell := &b.cells[at]
	cell.raw, cell.text = string(raw), scan.Text(column)
	cell.code, cell.known = mean(cell.text)
	return cell
}

var unmapped = codeCell{known: true}

// asWritten is the meaning of codes that are taken as they are.
func asWritten(text string) (code string, known bool) { return text, true }

// cellHash scatters cells by their first and last eight bytes, where codes
// differ; the others are padding or the rest of a name.
func cellHash(cell []byte) uint64 {
	var h uint64
	switch n := len(cell); {
	case n >= 8:
		h = binary.LittleEndian.Uint64(cell) ^ mix(binary.LittleEndian.Uint64(cell[n-8:]))
	case n >= 4:
		h = uint64(binary.LittleEndian.Uint32(cell)) | uint64(binary.LittleEndian.Uint32(cell[n-4:]))<<32
	default:
		for _, c := range cell {
			h = h<<8 | uint64(c)
		}
	}
	return mix(h)
}
