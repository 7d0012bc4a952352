/// Problems: title, explanation, remedy, and where to go. One that is over stays as a resolved entry until it is dismissed,
/// so that nobody wonders whether it was a dream.
package earshot.ui.problems;
