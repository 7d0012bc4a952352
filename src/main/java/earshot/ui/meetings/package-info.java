/// The meetings view: running and past meetings with transcript, summary and export (U21, U22).
///
/// The list on the left ([earshot.ui.meetings.MeetingListViewModel]) and the meeting on the right ([earshot.ui.meetings.MeetingViewModel]) are two view
/// models, because a meeting can stay open while a search hides it from the list. Decisions:
///
/// * **Transcripts are painted** on one canvas and wrapped by adding up character widths: a meeting of two hours has thousands of
/// sentences, and with nodes every sentence that grows would cause a layout.
/// * **A state is also written out**: pending sentences are gray, slanted, and labeled as pending.
/// * **Deleting needs no confirmation**, because a button undoes it for 10 s and the trash for 30 days. Erasing asks.
/// * **The presentation is a window of its own**: it has no controls but Esc, and the console stays usable beside it.
package earshot.ui.meetings;
