package report

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// The spreadsheet library marks the result of every formula as a text, which
// programs that don't recompute would then show or read as one. All formulas
// of this package give numbers.
var (
	textResult   = []byte(` t="str"><f>`)
	numberResult = []byte(`><f>`)
)

// repack copies a spreadsheet with the results of formulas as the numbers that
// they are. Entries keep their order and have no times.
func repack(w io.Writer, book []byte) error {
	from, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	to := zip.NewWriter(w)
	for _, entry := range from.File {
		if err := repackEntry(to, entry); err != nil {
			return err
		}
	}
	return to.Close()
}

func repackEntry(to *zip.Writer, entry *zip.File) error {
	r, err := entry.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if strings.HasPrefix(entry.Name, "xl/worksheets/") {
		content = bytes.ReplaceAll(content, textResult, numberResult)
	}
	f, err := to.CreateHeader(&zip.FileHeader{Name: entry.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return err
}
