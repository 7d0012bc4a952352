/// Protocol lint: what passes is judged by what real firmware does with it, in both directions.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.lint.LintRule] | a rule: its id, who breaks it, its source, and the problem that says it in words |
/// | `LintCheck` | finds violations of one rule on one connection; one small class each |
/// | `ConnectionView` | what all checks of a connection need to know: hellos, and what the device does ([earshot.firmware.FirmwareModel]) |
/// | [earshot.lint.ConnectionLint] | all checks of one connection |
/// | [earshot.lint.OtaLint] | the checks of one OTA exchange |
/// | [earshot.lint.LiveLint] | applies them to what passes now, on the thread of [earshot.capture.TrafficThread] |
/// | [earshot.lint.SessionLint] | applies them to a session file |
///
/// Decisions, and why:
///
/// * **A rule is broken or kept, never unknown.** Each check says so whenever it can tell, so that a finding closes by itself when the device or the server
///   does it right, and stays open until then, also when the device is asleep.
/// * **The threads that send and receive only put what passed into a queue.** When it is full, a connection whose traffic was lost is not
///   judged any more until it connects again: a check that missed something would accuse the wrong side.
/// * **What several kinds of clients do is not a finding**, even if firmware does not: rules about the firmware's own sound are applied to clients whose
///   handshake looks like the firmware's (no `Origin`, no `User-Agent`, no extensions, no port in `Host`).
/// * **Rule 13 of xiaozhi-protocol (a device hangs up without a close frame) and rule 6 (the status line of the upgrade) have no check**: the first is how a
///   session ends, and the second is said by the WebSocket library before there is a connection.
package earshot.lint;
