// Package wording is the prose of the filed report: a template for each of its
// paragraphs, the defaults in both languages, and the names of the figures that
// a paragraph can call upon. A bureau that words a paragraph its own way writes
// it under report.wording of the configuration.
//
// A template is the paragraph as it will be read, with figures in braces and
// passages in brackets that stand only where all their figures are known:
//
//	全县 {parks} 个园区，建成率 {built_ratio}[，年产值 {output}]。
//
// Doubled braces and brackets stand for themselves. That is all there is: what
// an official has to write in a configuration file must be readable as the
// sentence that it makes, and a mistake in it must be found when the file is
// read and not in the night. (Go's text/template has conditions and loops that
// paragraphs don't need; its errors name no column and no figure that may have
// been meant.)
//
// Start with Parse, Template.Fill and Default.
package wording
