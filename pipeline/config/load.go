package config

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"unicode/utf8"

	"jiyue/pipeline/land"
)

// maxBytes is more than any configuration needs: 10 000 lines of 100 bytes.
// A larger file is a mistaken path.
const maxBytes = 1 << 20

// Load reads and checks the configuration file. Its error is a land.Failure
// whose place is file:line:column; where several things are wrong, all of them
// stand in it, one a line.
func Load(path string) (*Config, error) {
	return load(&Config{Path: path, Dir: filepath.Dir(path)})
}

// LoadRules is Load for commands that start from the published store: the
// files of the sources need not be there, and Paths stay empty.
func LoadRules(path string) (*Config, error) {
	return load(&Config{Path: path, Dir: filepath.Dir(path), withoutSources: true})
}

func load(c *Config) (*Config, error) {
	path := c.Path
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	doc := parse(path, text)
	if doc.root != nil {
		c.fill(doc)
	}
	if err := doc.failure(); err != nil {
		return nil, err
	}
	c.places = doc.places
	if c.Hash, err = hash(text, c.Indicators.Path, c.Performance); err != nil {
		return nil, land.Fail(land.Usage, path, land.Textf("配置所指的文件无法读取：%v", "a file that the configuration names can't be read: %v", err), tryAccess, err)
	}
	return c, nil
}

// read returns the text of the file, in UTF-8 and without byte order mark.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, land.Fail(land.Usage, path, land.Textf("没有这个配置文件", "there is no such configuration file"), tryNames(path), nil)
	case err == nil && info.IsDir():
		return nil, land.Fail(land.Usage, path, land.Textf("这是文件夹，不是配置文件", "this is a folder, not a configuration file"),
			land.Textf("请写出文件名，例如 %s", "name the file, for example %s", filepath.Join(path, "jiyue.yaml")), nil)
	case err == nil && info.Size() > maxBytes:
		return nil, land.Fail(land.Usage, path, land.Textf("文件有 %d 字节，不像配置文件", "%d bytes are too many for a configuration file", info.Size()),
			land.Textf("请核对路径", "check the path"), nil)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, land.Fail(land.Usage, path, land.Textf("配置文件无法读取：%v", "the configuration file can't be read: %v", err), tryAccess, err)
	}
	return decode(path, text)
}

// decode refuses what isn't UTF-8: a Chinese field name in another encoding
// would otherwise only be found missing much later.
func decode(path string, text []byte) ([]byte, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, land.Fail(land.Usage, path, land.Textf("配置文件不是 UTF-8 编码", "the configuration file is not in UTF-8"),
			land.Textf("请在编辑器中另存为 UTF-8", "save it as UTF-8 in your editor"), nil)
	}
	return text, nil
}

// tryAccess is the remedy where a file is there and can't be read.
var tryAccess = land.Textf("请核对文件的访问权限", "check the permissions of the file")

// tryLeast says what a configuration needs, where there is none.
var tryLeast = land.Textf("配置至少要有 parks 与 parcels，各项含 path 与 fields；可照源码中的 fixtures/daning/jiyue.yaml 改写",
	"a configuration needs parks and parcels, each entry with path and fields; start from a copy of fixtures/daning/jiyue.yaml in the source tree")

// tryNames says which configuration files lie where one was looked for.
func tryNames(path string) land.Text {
	names := folderNames(filepath.Dir(path), ".yaml", ".yml")
	if len(names) == 0 {
		return land.Text{ZH: "该文件夹中没有 .yaml 文件；" + tryLeast.ZH, EN: "the folder has no .yaml file; " + tryLeast.EN}
	}
	return land.Textf("该文件夹中有：%s", "the folder has: %s", list(names))
}
