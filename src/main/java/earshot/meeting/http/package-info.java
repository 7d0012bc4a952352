/// Serves archived meetings to other programs over HTTP.
///
/// Programs of this user on this computer may let a meeting continue, join two and undo that, and have one transcribed again
/// ([earshot.meeting.http.MeetingHttpCommands]).
///
/// The interface reads the files of the archive: a running meeting is not shown, and a long one costs one shard a page. `fromTs` and `toTs`
/// select meetings that overlap that time, `deviceId` any device that took part. Who may ask is decided in [earshot.api].
package earshot.meeting.http;
