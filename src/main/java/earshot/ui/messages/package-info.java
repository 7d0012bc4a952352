/// The view of the messages that devices send each other: what waits, what arrived, what was dropped and why, and who may send to whom.
package earshot.ui.messages;
