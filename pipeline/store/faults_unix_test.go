//go:build unix

package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// nobody is the user without rights, whom permissions bind as they don't bind
// root.
const nobody = 65534

// asNobody has a program run without rights where the test runs as root; the
// folder and the program must be in reach.
func asNobody(t *testing.T, program *exec.Cmd, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	for _, path := range []string{dir, program.Path} {
		must(t, os.Chmod(filepath.Dir(path), 0o755))
	}
	must(t, os.Chmod(filepath.Join(dir, ".jiyue.lock"), 0o644))
	program.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}
