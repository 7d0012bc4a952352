/// One bounded pool of platform threads for computation, at the lowest level because audio, recognizer and voice share it.
///
/// Decision: the architecture allows `max(1, cores - 1)` threads. With two cores that is one, and while one device's utterance is
/// recognized (seconds), no other device could be sent speech. So there are at least two threads, and long work never takes the last one.
package earshot.compute;
