/// The ids of devices, sessions, meetings, peer messages and reminders. Each kind is a type of its own, so that none is taken for another or for a name.
package earshot.id;
