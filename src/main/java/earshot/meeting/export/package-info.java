/// Meetings as files for people and programs: pure functions from a [earshot.meeting.Transcript] to a text.
///
/// Decisions, and why:
///
/// * **Times and speakers are in every format**: exports that drop them are useless (U22). Texts and Markdown have the time since the start
///   and the time of day with its zone; subtitles have the time since the start, WebVTT the time of day of the start in a comment; JSON has all.
/// * **Sentences stand in the order in which they were said**, not in which they arrived: several devices of one room deliver late.
///   Only those that count are in it; repeats that were dropped are not.
/// * **A cue of a subtitle ends when the next one begins**, or after its sound, or after the time it takes to read it. Sentences of one
///   millisecond share the time to the next one, so that no two cues overlap and each can be seen.
/// * **SubRip has no way to escape**: `-->` becomes `→` there and a `<` that would begin a tag becomes `‹`. WebVTT has character references.
/// * **A meeting that runs is exported as it stands**: up to its newest sentence, so that nothing here needs a clock.
/// * **Device texts stay as sent**, headings follow the language of the person; the keys of JSON are English, always.
package earshot.meeting.export;
