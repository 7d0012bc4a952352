/// Writes the minutes of a meeting: seven fields, always, whatever the model does.
///
/// Decisions, and why:
///
/// * **A long meeting is read in parts**, each as long as one question may be, and the parts' notes are then made one. The origin cut
///   the beginning off (badge-protocol section 6.1, *tail-first cut*); what is decided in the first minute counts as much as the last.
/// * **Interim summaries count as read**: a final summary asks the model about what was said since the last one, and joins it to them,
///   so that ending a meeting of two hours takes no longer than ending one of ten minutes.
/// * **Nobody can be asked**: the bullets are the three fixed sentences of the protocol, the other lists are what interim summaries
///   found. **The answer is unusable**: sentences are picked from the text. The summary says which, and can be asked for again.
package earshot.meeting.summary;
