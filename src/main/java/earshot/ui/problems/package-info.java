/// The problems view: title, explanation, remedy, and where to solve it. A problem that is over stays as a resolved entry until
/// it is dismissed, so that nobody misses that it happened.
package earshot.ui.problems;
