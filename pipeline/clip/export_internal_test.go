package clip

// NewFabricOf is NewFabric with another number of steps that may wait, for tests.
func NewFabricOf(x *Extents, most int) *Fabric {
	f := NewFabric(x)
	f.most = most
	return f
}
