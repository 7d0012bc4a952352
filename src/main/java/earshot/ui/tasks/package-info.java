/// The tasks view: what a group of badges has to do, as a board with an open and a done side.
///
/// * **A group at a time**, chosen above the board; the people of the group are buttons that show only their tasks and on which a task can be dropped.
/// * **What a person does here is undone by Ctrl+Z**, step by step, as long as the view is shown; a bar names the last step for ten seconds. Undoing gives
///   the one field back that was changed, so that what a badge changes meanwhile stays.
/// * **Nothing moves under the hand** ([earshot.ui.kit.LiveRows]): only the task that a person moves goes at once.
package earshot.ui.tasks;
