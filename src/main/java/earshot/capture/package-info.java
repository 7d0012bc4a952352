/// What passes between devices and server, seen from outside: nothing below knows that it is watched.
///
/// [earshot.capture.ObservedConnections] stands between the server and those who accept its connections. It hands over what passes, as it passes, on the
/// thread that it passes on, so a [earshot.capture.TrafficListener] only notes it and returns.
package earshot.capture;
