/// The meetings: what is being said, what was said, and what came of it (U21, U22).
///
/// The list on the left ([earshot.ui.meetings.MeetingList]) and the meeting on the right ([earshot.ui.meetings.MeetingPage]) are two view
/// models: the page can go on with a meeting that a search hides from the list. Decisions, and why:
///
/// * **Transcripts are painted** on one canvas, wrapped by summing up the widths of characters: a meeting of two hours has thousands of
///   sentences, and every one that grows would otherwise lay out a node.
/// * **The words of a state stand beside its look**: pending sentences are grey, slanted, and say so.
/// * **Deleting needs no question**, because it can be taken back for 10 s by a button and for 30 days from the trash. Erasing asks.
/// * **The stage is a window of its own**: what a room of people reads has no controls but Esc, and the console stays usable beside it.
package earshot.ui.meetings;
