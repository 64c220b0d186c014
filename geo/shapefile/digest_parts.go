package shapefile

import "sync"

// DigestParts returns what Digests of the file at path would be, without a look
// at what its parts hold: the parts are read at once, one goroutine each.
func DigestParts(path string) ([]Digest, error) {
	ps, err := openParts(path)
	if err != nil {
		return nil, err
	}
	parts := ps.all()
	digests, errs := make([]Digest, len(parts)), make([]error, len(parts))
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() {
			s := newStream(p, true)
			if errs[i] = s.finish(); errs[i] == nil {
				digests[i] = s.digest()
			}
		})
	}
	all.Wait()
	errs = append(errs, ps.close())
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return digests, nil
}
