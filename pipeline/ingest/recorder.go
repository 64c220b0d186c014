package ingest

import "jiyue/pipeline/land"

// recorder collects the findings about one record after the other. What is the
// same for all findings of a record is filled in when the record is done.
type recorder struct {
	list   *[]land.Finding
	source string
	from   int // where the findings of the record begin
	record int // from 1
}

// begin starts a record, counted from 1.
func (r *recorder) begin(record int) { r.from, r.record = len(*r.list), record }

func (r *recorder) add(f land.Finding) { *r.list = append(*r.list, f) }

// end fills in what the record's findings share: place, parcel or park.
func (r *recorder) end(parcelID, parkCode string) {
	for i := r.from; i < len(*r.list); i++ {
		f := &(*r.list)[i]
		f.Source, f.Record, f.ParcelID, f.ParkCode = r.source, r.record, parcelID, parkCode
	}
}
