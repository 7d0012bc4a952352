/// The only two kinds of observable state: [earshot.watch.Watch], what is true now, and [earshot.watch.EventLog], what
/// happened. Features write through `Cell` and `RingLog` and hand out the read-only side.
///
/// Nothing here knows voice or screens; the console reads both once per rendered frame.
package earshot.watch;
