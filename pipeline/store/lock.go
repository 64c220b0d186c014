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
	try := land.Textf("请检查文件夹权限和磁盘空间", "check the permissions of the folder and the space on the disk")
	if isFull(cause) {
		try = land.Textf("请腾出磁盘空间后再次运行", "free space on the disk and run again")
	}
	return land.Fail(land.Broken, dir, land.Text{ZH: "无法在输出文件夹中写入" + why.ZH, EN: "cannot write in the output folder" + why.EN}, try,
		fmt.Errorf("store: %w", cause))
}

// isFull reports whether there is no room left on the disk.
func isFull(cause error) bool {
	var e sqlite3.Error
	return errors.Is(cause, syscall.ENOSPC) || errors.As(cause, &e) && e.Code == sqlite3.ErrFull
}

// StagedFailure says of an error in writing a further file, as a document, what is
// to be done where the disk was the reason, and returns any other as it is. It is
// said before Publish: of the night nothing is published then.
func (t *Tonight) StagedFailure(err error) error {
	var file *fs.PathError
	if _, told := land.AsFailure(err); told || !errors.As(err, &file) {
		return err
	}
	why := whyNotWritten(err)
	try := land.Textf("请腾出磁盘空间或检查文件夹权限，再运行 jiyue report；成果库没有变", "free space on the disk, or check the permissions of the folder, and run jiyue report again; the store is as it was")
	if t.w != nil {
		try = land.Textf("请腾出磁盘空间或检查文件夹权限后再次运行；jiyue run --no-report 可先只发布成果库，报告以后由 jiyue report 编制；本次未发布任何结果",
			"free space on the disk, or check the permissions of the folder, and run again; jiyue run --no-report publishes the store alone, and jiyue report writes the documents later; nothing was published")
	}
	return land.Fail(land.Broken, t.dir, land.Text{ZH: "无法写出报告" + why.ZH, EN: "the documents could not be written" + why.EN}, try, fmt.Errorf("store: %w", err))
}

// whyNotWritten says what the system, or SQLite for it, gave as the cause; nothing
// where that is none of the usual ones.
func whyNotWritten(cause error) land.Text {
	var e sqlite3.Error
	errors.As(cause, &e)
	switch {
	case isFull(cause):
		return land.Text{ZH: "：磁盘已满", EN: ": the disk is full"}
	case errors.Is(cause, fs.ErrPermission) || errors.Is(cause, syscall.EROFS) || e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrPerm:
		return land.Text{ZH: "：没有写权限", EN: ": no permission to write"}
	case errors.Is(cause, syscall.EFBIG):
		return land.Text{ZH: "：超出文件大小限制", EN: ": a file would be larger than the system allows"}
	}
	return land.Text{}
}
