/// The only two kinds of observable state: [earshot.watch.Watch], the current value, and [earshot.watch.EventLog], the events
/// that happened. Features write to `MutableWatch` and `RingEventLog` and expose the read-only interface.
///
/// Nothing here depends on audio or the console; the console reads both once per rendered frame.
package earshot.watch;
