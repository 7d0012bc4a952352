/// The timeline: every message, state and problem as a row, in order, to the millisecond.
///
/// Rows are painted on one canvas ([earshot.ui.part.PaintedList]): stock lists fall to 20 frames a second at the rates that a
/// few talking devices make. Audio frames are counted, not rows. The log is read with a cursor while the view is on the screen;
/// rows that were overwritten before are simply no longer there, and the status bar counts them. A filter that is being typed
/// and does not parse leaves the last good one in force.
package earshot.ui.timeline;
