/// What a device that shows the work of a programmer sends (steps, phases, lines of a log), and the insights that come of it. Source: badge-protocol
/// sections 2.17 and 7.1.
///
/// [earshot.coding.CodingFeature] attaches it to connections. `CodingSession` keeps the log of one connection (`CodingLog`) and decides when an
/// insight is due; `InsightRun` waits for the model on a thread of its own; `InsightHeuristics` says the same without one.
///
/// Decisions where the specification leaves them, and why:
///
/// * **No invented log lines.** `start` begins an empty log. The first version streamed six made-up lines; whoever reads a badge takes them for those
///   of his build. Real lines feed the log and are shown nowhere.
/// * **Messages are taken in every mode.** A script that sends its log need not enter the mode first. `mode start coding` and `start` both start over.
/// * **The first insight never waits for a slow model.** After 1 s what the heuristics found is sent, and what the model says up to 10 s later follows
///   as a further insight. A summary is one message, 1.8 s after `stop` at the latest, with or without the model.
/// * **One question at a time.** What comes while the model is asked makes one more insight afterwards, and two insights begin at least 300 ms
///   apart, so that a flood of errors costs a few questions and not one each.
/// * **A debounce that is always restarted would starve** while lines keep coming: it ends after four times its length.
/// * **What a late model says is not sent when it is what the heuristics said**; the first result of every insight is, also where it repeats the one before.
/// * **`stop` without anything new since the last summary** is only confirmed.
/// * **The receipt names the event and nothing else**, so that clients of both versions find what they look for.
/// * **`clear`** empties the log and is answered by one message, `event: clear` with the hint in `text`, to the sender alone.
/// * **No line of the log comes back.** A sentence of the model that holds a line of the log, or is a piece of one, is left out, and the secrets in a line
///   are masked before anybody reads it.
/// * **`insight_max_items` and `summary_max_items`** bound each list of an insight and of a summary, within the fixed limits of the four lists.
/// * **Copies go to all other badges that are online** (`coding.broadcast`), as the specification has it after raw lines were excluded from them: only
///   results, never what a device wrote. The operator can narrow it to badges that are in coding mode, or switch it off. The rules of peer messages do
///   not apply, because nobody addresses anybody; but the id of the sender is known only to a badge that may send to it by such a rule; to all others
///   a copy comes `from` a name that tells two senders apart and is another one after a restart.
package earshot.coding;
