/// Long-term memory: what is remembered of a conversation for the next one with the same device. Turns and connections use only
/// [earshot.memory.ConversationMemory]: an assistant recalls at each turn, and a connection hands over its dialogue when it ends.
///
/// Decisions, and why:
///
/// * **Recalling reads RAM, not the database**, so that it costs a turn nothing. The few kilobytes of each device are read once, when
///   the program starts.
/// * **Saving never blocks a connection.** Each save runs on a virtual thread of its own, `memory-<device>`; saves of one device run
///   one after another, because the second one adds to what the first one wrote.
/// * **A model that fails loses nothing**: the problem is reported, and the last sentences are kept as they were said.
/// * **What was said is kept word by word only on request** (`conversation.keep_days`, [earshot.memory.ExchangeStore]), for people who export it
///   ([earshot.memory.ConversationExporter]). No assistant reads it.
package earshot.memory;
