/// One bounded pool of platform threads for what computes. It stands at the lowest level, beside `time`, because audio,
/// recogniser and voice share it.
///
/// Decisions: the house plan allows `max(1, cores - 1)` threads. With two cores that is one, and while one device's
/// utterance is recognised (seconds) no other device could be sent speech. So long work never takes the last thread, and
/// there are at least two; the operating system shares the cores between platform threads, which it cannot for virtual
/// ones. What is not safe for use from several threads stands in a [earshot.compute.Lane] on the pool.
package earshot.compute;
