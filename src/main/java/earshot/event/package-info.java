/// The rows of the timeline, and the masking and cutting that the timeline and the log file share. The package is on the level of `wire`
/// because every feature above writes rows and none should know who reads them.
package earshot.event;
