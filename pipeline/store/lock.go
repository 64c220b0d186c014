package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"

	"jiyue/pipeline/land"
)

// lockName is the file of the output folder that a run locks. The lock is the
// operating system's and ends with the process; the file stays, because to
// delete it would let two runs lock two files of one name.
const lockName = ".jiyue.lock"

// holder is what the lock file says about the run that holds it.
type holder struct {
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
	Version string    `json:"version"`
}

// errHeld means that another process has the lock.
var errHeld = errors.New("held by another process")

// lock is the lock of an output folder.
type lock struct{ file *os.File }

// lockFolder takes the lock, or fails with land.Locked and the name of the run
// that has it.
func lockFolder(dir string, o Options) (*lock, error) {
	path := filepath.Join(dir, lockName)
	file, err := openLocked(path)
	if errors.Is(err, errHeld) {
		return nil, heldFailure(dir, path)
	}
	if err != nil {
		return nil, folderFailure(dir, err)
	}
	l := &lock{file}
	if err := l.sign(holder{os.Getpid(), o.Started, o.Version}); err != nil {
		l.release()
		return nil, folderFailure(dir, err)
	}
	return l, nil
}

// sign writes who holds the lock.
func (l *lock) sign(h holder) error {
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(append(text, '\n'), 0)
	return err
}

func (l *lock) release() {
	if l != nil && l.file != nil {
		l.file.Close()
		l.file = nil
	}
}

// heldFailure says who holds the lock. The holder signs right after locking; a
// file read in between names nobody.
func heldFailure(dir, path string) error {
	who := land.Textf("另一次运行正在进行", "another run is at work")
	if h, err := readHolder(path); err == nil && h.PID > 0 {
		started := h.Started.Local().Format(time.DateTime)
		who = land.Textf("另一次运行正在进行：进程 %d，开始于 %s", "another run is at work: process %d, started %s", h.PID, started)
	}
	return land.Fail(land.Locked, dir, who,
		land.Textf("等它结束后再运行，或换一个输出文件夹", "wait until it has ended, or choose another output folder"), errHeld)
}

func readHolder(path string) (holder, error) {
	var h holder
	file, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(text, &h)
}

func folderFailure(dir string, cause error) error {
	why := whyNotWritten(cause)
	return land.Fail(land.Broken, dir, land.Text{ZH: "无法在输出文件夹中写入" + why.ZH, EN: "cannot write in the output folder" + why.EN},
		land.Textf("请检查文件夹权限和磁盘空间", "check the permissions of the folder and the space on the disk"), fmt.Errorf("store: %w", cause))
}

// whyNotWritten says what the system, or SQLite for it, gave as the cause; nothing
// where that is none of the usual ones.
func whyNotWritten(cause error) land.Text {
	var e sqlite3.Error
	errors.As(cause, &e)
	switch {
	case errors.Is(cause, syscall.ENOSPC) || e.Code == sqlite3.ErrFull:
		return land.Text{ZH: "：磁盘已满", EN: ": the disk is full"}
	case errors.Is(cause, fs.ErrPermission) || errors.Is(cause, syscall.EROFS) || e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrPerm:
		return land.Text{ZH: "：没有写权限", EN: ": no permission to write"}
	case errors.Is(cause, syscall.EFBIG):
		return land.Text{ZH: "：超出文件大小限制", EN: ": a file would be larger than the system allows"}
	}
	return land.Text{}
}
