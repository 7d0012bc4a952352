/// The screens of badges: pages, banners and tones that are sent to them, and what they say to that.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.display.DisplayFeature] | the family of messages, attached to connections as a [earshot.feature.DeviceFeature] |
/// | [earshot.display.DisplayPage], [earshot.display.ScreenControl] | what a badge is sent |
/// | `DisplayMessageReader`, `DisplayMessageWriter` | from and to the wire |
/// | `BadgeScreen`, `PageQueue` | one badge that is connected: what it may be sent now, and when |
/// | `DialogPages`, `AnswerPages`, `PageLineWrapper` | the pages around a dialog |
/// | [earshot.display.BadgeRegistry] | the file that names the badges |
/// | [earshot.display.SentPage], [earshot.display.Acknowledgement] | what the console shows |
///
/// Decisions, and why, where badge-protocol section 2.15 leaves a choice:
///
/// * **Only badges have screens.** A device of the other dialect gets no page, costs nothing, and may send pages to badges where the rules allow it.
/// * **A page that comes too early is kept** and sent when no newer one came for 500 ms; the newest one wins. The source drops it, so that a badge went on
///   showing what was true before. It moves the clock, as there.
/// * **The answer is shown in every mode**, forwarded pages only in dialogs. The source set the mode to `dialog.active` for every turn, so that the list of
///   modes never kept an answer away; here a turn does not end a work mode, and where that mutes the voice nothing else would answer.
/// * **An answer is shown when it has been given to its end.** One that was interrupted gets no page: who interrupted it keeps talking. What does
///   not fit into two pages of five lines is left out, and the last line ends with `…`.
/// * **A ready page comes only where a dialog begins**, not between two of its turns, where it would cover the answer.
/// * **Nobody shows anything on another device's screen** unless the [earshot.feature.ForwardingRules] say so; a device may on its own. A sender hears nothing
///   of what became of it. Banners and tones are limited to five a second per badge.
/// * **An acknowledgement is timed by the server's clock**; `elapsedMs` in the log is by the badge's time stamp, as the source has it. It
///   belongs to the newest page with that id of which the badge has said nothing yet. After 3 s without one the page counts as not
///   acknowledged; it is not sent again.
/// * **The badge file lies in the home directory**, as `devices.yaml` unless `display.badge_file` says otherwise. It is YAML, so JSON as
///   well: `devices: {<mac>: {badge, owner, lines_per_page}}`, at most 1 MB and 10 000 badges of 1 to 40 lines. It is looked at when a
///   badge connects and at every page, and read again when its time of change or its length is another one.
/// * **No meeting page**: the source names none; badges get `meeting` messages.
package earshot.display;
