/// Exports meetings as files for people and programs: pure functions from a [earshot.meeting.MeetingTranscript] to a text.
///
/// Decisions, and why:
///
/// * **Times and speakers are in every format**: exports that drop them are useless (U22). Plain text and Markdown have the time since the
///   start and the time of day with its zone; subtitles have the time since the start, WebVTT the time of day of the start in a comment;
///   JSON has all.
/// * **Sentences are in the order in which they were said**, not in which they arrived: several devices in one room deliver late. Only
///   those that count are included; dropped repeats are not.
/// * **A subtitle cue ends when the next one begins**, or after its audio, or after the time it takes to read it. Sentences of the same
///   millisecond share the time to the next one, so that no two cues overlap and each can be seen.
/// * **SubRip has no escape syntax**: `-->` becomes `→` there and a `<` that would begin a tag becomes `‹`. WebVTT has character
///   references.
/// * **A running meeting is exported as it is**, up to its newest sentence, so that nothing here needs a clock.
/// * **Texts of devices are not translated**, headings follow the language of the person; the keys of JSON are always English.
package earshot.meeting.export;
