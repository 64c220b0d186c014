package pipeline

// compareLand writes which pieces differ from those of the published store.
func (n *night) compareLand() error {
	if n.rehearsal { // it has no store to be compared with
		return nil
	}
	_, err := n.tonight.ComparePieces()
	return err
}
