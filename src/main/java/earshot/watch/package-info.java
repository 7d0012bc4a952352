/// The only two kinds of observable state: [earshot.watch.Watch], the current value, and [earshot.watch.EventLog], the events
/// that happened. Features write to `MutableWatch` and `RingEventLog` and expose the read-only interface.
///
/// Who waits for a value uses [earshot.watch.Watch#when], who waits for a condition over several watches a
/// [earshot.watch.ChangeSignal]; nothing looks again and again.
///
/// Nothing here depends on audio or the console; the console reads both once per rendered frame.
package earshot.watch;
