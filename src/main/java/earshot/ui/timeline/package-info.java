/// The timeline view: every message, state and problem as a row, in order, to the millisecond.
///
/// Rows are painted on one canvas ([earshot.ui.kit.CanvasListView]): JavaFX's own lists fall to 20 frames a second at the rates
/// of a few talking devices. Audio frames are only counted. The log is read with a cursor while the view is visible; rows
/// overwritten before they were read are missing, and the status bar counts them. While the filter text does not parse, the
/// last valid filter stays in force.
package earshot.ui.timeline;
