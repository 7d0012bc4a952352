/// One bounded pool of platform threads for what computes. It stands at the lowest level, beside `time`, because audio,
/// recogniser and voice share it.
package earshot.compute;
