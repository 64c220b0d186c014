package land

// Policy says who keeps land that several parcels claim.
type Policy string

// The policies. The order of parcels is that of the sources in the
// configuration, then of the records.
const (
	CountTwice Policy = "report" // it counts for each of them, and a finding says so
	FirstWins  Policy = "first"  // the first of them keeps it
	LastWins   Policy = "last"   // the last of them keeps it
	Split      Policy = "split"  // each keeps an equal part
)

// Policies lists them, the default first.
var Policies = []Policy{CountTwice, FirstWins, LastWins, Split}
