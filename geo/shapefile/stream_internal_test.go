package shapefile

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Whatever pieces are asked for, a stream gives the bytes that are there, and
// its digest is that of every byte once.
func TestStreamGivesThePart(t *testing.T) {
	whole := make([]byte, 5*streamBlock/2)
	noise := rand.NewChaCha8([32]byte{7})
	noise.Read(whole)
	want := sha256.Sum256(whole)
	rapid.Check(t, func(t *rapid.T) {
		s := newStream(memory("a", whole), rapid.Bool().Draw(t, "digest"))
		for at := 0; at < len(whole); {
			at += rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, streamBlock+9)).Draw(t, "step")
			n := rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, streamBlock+9)).Draw(t, "length")
			if at+n > len(whole) {
				break
			}
			b, err := s.slice(int64(at), n)
			if err != nil || !bytes.Equal(b, whole[at:at+n]) {
				t.Fatalf("%d bytes at %d are others: %v", n, at, err)
			}
		}
		if s.sha == nil {
			return
		}
		if err := s.finish(); err != nil {
			t.Fatal(err)
		}
		if sum := s.digest().SHA256; sum != want {
			t.Errorf("digest %x, want %x", sum, want)
		}
	})
}

// A part that is shorter than it was is an error, with a digest and without.
func TestStreamOfAPartThatShrank(t *testing.T) {
	for _, digest := range []bool{false, true} {
		p := memory("a", make([]byte, 2*streamBlock))
		p.size++
		s := newStream(p, digest)
		if _, err := s.slice(p.size-9, 9); err == nil {
			t.Errorf("digest %t: bytes that are gone are no error", digest)
		}
	}
}
