package cause_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	_ "github.com/mattn/go-sqlite3" // the driver that the program registers

	"jiyue/geo/crs"
	"jiyue/geo/features"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// read reads a file by its ending, as the program does.
func read(path string) error {
	switch filepath.Ext(path) {
	case ".zip":
		a, err := shapefile.OpenArchive(path)
		if err != nil {
			return err
		}
		defer a.Close()
		for i := range a.Members {
			if _, err := a.Members[i].Unpack(filepath.Join(filepath.Dir(path), "unpacked")); err != nil {
				return err
			}
		}
		return nil
	case ".gpkg":
		g, err := features.OpenGeoPackage(path)
		if err == nil {
			g.Close()
		}
		return err
	case ".geojson":
		_, err := features.OpenGeoJSON(path)
		return err
	case ".shp":
		f, err := shapefile.Open(path, shapefile.Options{})
		if err == nil {
			f.Close()
		}
		return err
	}
	_, err := table.Read(path, table.Options{})
	return err
}

// archive is an archive of one part of a shapefile; change may alter its entry.
func archive(t *testing.T, change func(*zip.FileHeader)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "a.shp", Method: zip.Deflate}
	if change != nil {
		change(h)
	}
	w, err := z.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, strings.Repeat("DKBH DLBM ", 500))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gpkg is the GeoPackage of other tests, cut off at a part of its length.
func gpkg(t *testing.T, keep float64) []byte {
	t.Helper()
	b, err := os.ReadFile("../ingest/testdata/gdal/parcels.gpkg")
	if err != nil {
		t.Fatal(err)
	}
	return b[:int(keep*float64(len(b)))]
}

// TestCauses: what users meet is said in their language, without a word of
// those who wrote the libraries.
func TestCauses(t *testing.T) {
	whole := archive(t, nil)
	damaged := bytes.Clone(whole)
	damaged[60] ^= 0xff
	encrypted := archive(t, func(h *zip.FileHeader) { h.Flags |= 1 })
	stranger := bytes.Clone(whole)
	binary.LittleEndian.PutUint16(stranger[bytes.Index(stranger, []byte("PK\x01\x02"))+10:], 9) // Deflate64
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, c := range []struct{ name, file, content, zh, en string }{
		{"archive cut off", "a.zip", string(whole[:len(whole)/2]), "不是完整的 zip 格式，可能传输中断", "no whole zip archive; it may have been cut off on its way"},
		{"archive that is a text", "a.zip", "会议纪要", "不是完整的 zip 格式，可能传输中断", "no whole zip archive; it may have been cut off on its way"},
		{"archive by RAR", "a.zip", "Rar!\x1a\x07\x01\x00", "扩展名是 .zip，内容却是“RAR 压缩包”", "its ending is .zip, but it is a RAR archive"},
		{"archive with a password", "a.zip", string(encrypted), "压缩包有密码", "the archive has a password"},
		{"archive with a damaged part", "a.zip", string(damaged), "压缩内容已损坏", "what is packed in it is damaged"},
		{"archive of another method", "a.zip", string(stranger), "压缩方法不通用，请用普通 zip 方式重新压缩", "packed by a method that few programs know; pack it again as an ordinary zip"},
		{"empty file", "a.gpkg", "", "文件是空的（0 字节）", "the file is empty (0 bytes)"},
		{"page of a web server", "a.geojson", "\r\n<!doctype HTML><p>404", "扩展名是 .geojson，内容却是“网页（HTML）”", "its ending is .geojson, but it is a web page (HTML)"},
		{"shapefile under another name", "a.gpkg", "\x00\x00\x27\x0a" + strings.Repeat("\x00", 96), "扩展名是 .gpkg，内容却是“shapefile 的 .shp 或 .shx”", "its ending is .gpkg, but it is the .shp or .shx of a shapefile"},
		{"database cut off", "a.gpkg", string(gpkg(t, 0.3)), "数据库不完整或已损坏，也可能正被其他程序写入", "the database is cut off or damaged, or another program is writing it"},
		{"text as a GeoPackage", "a.gpkg", "会议纪要", "不是 GeoPackage（不是 SQLite 数据库）", "no GeoPackage: it is no SQLite database"},
		{"JSON cut off", "a.geojson", "{\"features\": [\n{},\n{\"properties\": {", "第 3 行（第 2 个要素）文件不完整，断在这里", "line 3 (feature 2): the file is cut off here"},
		{"JSON with a slip", "a.geojson", "{\"features\": [\n{},\n{'properties': {}}]}", "第 3 行（第 2 个要素）不合 JSON 语法", "line 3 (feature 2): no JSON"},
		{"other JSON", "a.geojson", `{"type": "Feature"}`, "不是 GeoJSON 的要素集合（FeatureCollection）", "no GeoJSON collection of features (FeatureCollection)"},
		{"table cut off", "a.xlsx", string(whole[:len(whole)/2]), "不是完整的 .xlsx，可能传输中断", "no whole .xlsx; it may have been cut off on its way"},
		{"table in an old format", "a.xlsx", ole, "扩展名是 .xlsx，内容却是“旧版 .xls 或有密码的 Office 文件”", "its ending is .xlsx, but it is an old .xls, or an Office file with a password"},
		{"table in no encoding", "a.csv", "a,b\n\xff\xff\xff,1\n", "第 2 行既不是 UTF-8 也不是 GB18030 编码", "line 2 is neither UTF-8 nor GB18030; name the encoding"},
		{"no such file", "", "", "没有这个文件", "there is no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, "unpacked"), 0o755); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "nowhere.gpkg")
			if c.file != "" {
				path = filepath.Join(dir, c.file)
				if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			err := read(path)
			if err == nil {
				t.Fatal("it can be read")
			}
			if got := cause.Of(path, err); got.ZH != c.zh || got.EN != c.en {
				t.Errorf("%v:\n%q\n%q", err, got.ZH, got.EN)
			}
		})
	}
}

func TestCausesOfTheSystem(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: "a.shp", Err: fs.ErrPermission}
	got := cause.Because(land.Text{ZH: "无法读取", EN: "can't be read"}, "a.shp", fmt.Errorf("a.shp: %w", denied))
	if got.ZH != "无法读取：没有读取权限" || got.EN != "can't be read: permission denied" {
		t.Errorf("%+v", got)
	}
	if strings.ContainsFunc(got.ZH, func(c rune) bool { return c < unicode.MaxASCII && unicode.IsLetter(c) }) {
		t.Errorf("English in %s", got.ZH)
	}
	if got := cause.Of("a.shp", errors.New("something else")); got.ZH != "something else" {
		t.Errorf("what is not known is said as it is, not %q", got.ZH)
	}
}

// TestSystems: why a coordinate system is not understood is said in Chinese,
// with what stands there.
func TestSystems(t *testing.T) {
	const geogcs = `GEOGCS["GCS",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	projected := func(projection, easting, meridian string) string {
		return `PROJCS["P",` + geogcs + `,PROJECTION["` + projection + `"],PARAMETER["False_Easting",` + easting + `],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",` + meridian +
			`],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
	}
	whole := projected("Gauss_Kruger", "37500000.0", "111.0")
	if _, err := crs.Parse(whole); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"会议纪要":                "既不是 EPSG 代码，也不是 .prj 的内容",
		"EPSG:2154":           "不是中国常用的坐标系代码（EPSG:2154）",
		whole[:len(whole)/2]:  "内容不完整或错乱",
		`LOCAL_CS["Unknown"]`: "没有写明大地基准（多半是地方独立坐标系）",
		strings.Replace(whole, "6378137.0,298.257222101", "6377563.396,299.3249646", 1): "大地基准不是 CGCS2000、西安80、北京54 或 WGS 84（CGCS2000）",
		projected("Albers", "0.0", "105.0"):                                             "投影不是高斯-克吕格，请先转换（Albers）",
		projected("Gauss_Kruger", "37500000.0", "999.0"):                                "投影参数缺失或不合理（Central_Meridian 999）",
		projected("Gauss_Kruger", "38500000.0", "111.0"):                                "带号与中央经线矛盾（False_Easting 38500000 (38), Central_Meridian 111）",
		strings.Replace(whole, `"Meter",1.0`, `"Foot",0.3048`, 1):                       "单位不是米和度，或不从格林尼治起算（Foot）",
	} {
		_, err := crs.Parse(text)
		if err == nil {
			t.Errorf("%s is understood", text)
			continue
		}
		if got := cause.OfCRS(err); got.ZH != want || got.EN != err.Error() {
			t.Errorf("%v:\n%q, want\n%q", err, got.ZH, want)
		}
	}
}
