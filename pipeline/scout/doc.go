// Package scout looks at a folder of unknown files and drafts a configuration
// for them: which file is what, which column means what, in which coordinate
// system and encoding. It goes by names (the pinyin initials and Chinese names
// that land data goes by) and by content, and it says what it was not sure of;
// what can't be known is left open in the draft, not guessed.
//
// Start with [Look], then [Folder.Draft]. The package writes nothing and
// decides nothing for a run: the draft is read and corrected by a person, and
// from then on the configuration says what the files are.
package scout
