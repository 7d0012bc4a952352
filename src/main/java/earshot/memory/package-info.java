/// What is remembered of a conversation for the next one. [earshot.memory.Memory] is all that turns and connections see: an assistant
/// recalls at each turn, and the connection hands over what was said when it ends.
///
/// Decisions, and why:
///
/// * **Recalling is a look into memory, not into the database**, so that it costs a turn nothing. The few kilobytes of each device are
///   read once, when the program starts.
/// * **Keeping never happens on a connection's path.** Each save runs on a virtual thread of its own, `memory-<device>`; saves of one
///   device run one after another, because the second one adds to what the first one wrote.
/// * **A model that fails loses nothing**: the problem is told, and the last sentences are kept as they were said.
package earshot.memory;
