/// The rows of the timeline, what they say ([EventCode], in both languages), and the masking and cutting that the timeline and the log file
/// share. The package is on the level of `wire` because every feature above writes rows and none should know who reads them.
package earshot.event;
