/// What people and programs have the server send to a device by hand, and what programs may know of it.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.operator.OperatorMessage] | what is to be sent |
/// | [earshot.operator.Operator] | shows what would pass and what the protocol lint says of it, sends it, and remembers it; console and HTTP use the same one |
/// | [earshot.operator.OperatorSpeech] | sentences that wait until they disturb nobody |
/// | [earshot.operator.OperatorHttpApi] | `/earshot`: devices, what is sent to them, and the stream of events |
///
/// Decisions, and why:
///
/// * **A device that is asleep is not connected, and nothing wakes it.** Firmware opens a connection when a person talks to it and closes
///   it afterwards. So what is sent to one is refused in words and does not wait: nobody wants an alert of the night before.
/// * **A sentence is an announcement**: it waits while somebody speaks, as reminders do, and is over with the connection.
/// * **Programs send only with the token**, on this computer, too: what a voice says in somebody's room is no matter of any program that
///   runs here. To read, those of this user need none as long as nobody wrote one, as with meetings.
/// * **A message that the lint objects to passes when it is asked for a second time**: to see what a board does with it may be the very purpose.
/// * **A slow reader of events is cut and may come back** with the id of the last event that it has. The timeline is the only memory of all readers.
package earshot.operator;
