/// Exports meetings as files for people and programs: pure functions from a [earshot.meeting.MeetingTranscript] to a file.
///
/// Decisions, and why:
///
/// * **Times and speakers are in every format**: exports that drop them are useless (U22). Plain text and Markdown have the time since the
///   start and the time of day with its zone; subtitles have the time since the start, WebVTT the time of day of the start in a comment;
///   JSON has all.
/// * **Sentences are in the order in which they were said**, not in which they arrived: several devices in one room deliver late. Only
///   those that count are included; dropped repeats are not.
/// * **A subtitle cue lasts as long as its recording**, else as long as it takes to read, up to the next one; a second at least. People who speak at the
///   same time get cues that overlap: a tenth of a second could not be read.
/// * **Documents are laid out from one list of blocks** ([earshot.meeting.export.DocumentBlock]), so that a Word file and a page say the same. The Word
///   file is written here: the libraries for it are a hundred times its size and no modules.
/// * **SubRip has no escape syntax**: `-->` becomes `→` there and a `<` that would begin a tag becomes `‹`. WebVTT has character
///   references.
/// * **A running meeting is exported as it is**, up to its newest sentence, so that nothing here needs a clock.
/// * **Texts of devices are not translated**, headings follow the language of the person; the keys of JSON are always English.
package earshot.meeting.export;
