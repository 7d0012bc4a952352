/// Models: which model serves what, who answers, recognises and speaks, and what the settings were before.
///
/// What is written stands beside what is in force: saved is not in force. Edits of the mapping are local until they are applied,
/// and are judged where they stand by the rules that judge the file; all of them are one revision. A provider is tried as it is in
/// its form, and written when that works or a person insists: what it answers stands beside the field that it is about. A key goes
/// from its field straight into a command and is never shown again. One view model for each tab, none of which knows a node.
package earshot.ui.models;
