/// Serves archived meetings to other programs over HTTP.
///
/// The interface reads the files of the archive, so that it shows what is archived, and a long meeting costs one shard a page. A running
/// meeting is not shown. `fromTs` and `toTs` select meetings that overlap that time, `deviceId` any device that took part.
/// `/supie/workflow` is not there yet.
package earshot.meeting.http;
