package features

// ParseBlob is parseBlob, for tests.
var ParseBlob = parseBlob
