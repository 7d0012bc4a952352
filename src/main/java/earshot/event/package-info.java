/// What happened, as rows for the timeline, and the same masking and cutting for the log file. It stands beside `wire`
/// because every feature above writes rows and none should know who reads them.
package earshot.event;
