/// Writes the minutes of a meeting: always seven fields, whatever the model does.
///
/// Decisions, and why:
///
/// * **A long meeting is read in parts**, each as long as one request may be, and the notes on the parts are then merged. The original
///   server cut the beginning off (badge-protocol section 6.1, *tail-first cut*); what is decided in the first minute counts as much as the
///   last.
/// * **Interim summaries are reused**: a final summary asks the model only about what was said since the last interim one, and merges the
///   results, so that ending a meeting of two hours takes no longer than ending one of ten minutes.
/// * **When no model can be asked**, the bullets are the three fixed sentences of the protocol and the other lists are what interim
///   summaries found. **When the answer is unusable**, sentences are picked from the transcript. The summary says which, and can be
///   requested again.
package earshot.meeting.summary;
