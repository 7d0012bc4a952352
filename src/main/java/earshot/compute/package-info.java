/// One bounded pool of platform threads for computation. It is at the lowest level, beside `time`, because audio, recogniser
/// and voice share it.
///
/// Decisions: the architecture allows `max(1, cores - 1)` threads. With two cores that is one, and while one device's
/// utterance is recognised (seconds), no other device could be sent speech. So there are at least two threads, and long work
/// never takes the last one. The operating system shares the cores between platform threads, which it cannot do for virtual
/// ones. Work that is not thread safe runs in a [earshot.compute.SerialComputeQueue] on the pool.
package earshot.compute;
