/// A simulated test device: the behavior of xiaozhi firmware as seen on the network.
///
/// It has its own small RFC 6455 client over a plain socket, its own framing and its own JSON, and shares none of them with the server: two
/// sides that share a codec agree about its mistakes.
///
/// Decisions:
/// - One virtual thread per device ([DeviceLoop]) handles everything in order, as the firmware's main loop does, and is the only one that
///   writes to the socket. A second one reads ([SimulatedChannel]). Recorded speech and playback are paced by [earshot.time.Time].
/// - Playback is a model, not a thread: when each frame starts and ends follows from arrival times and durations alone ([PlaybackQueue]),
///   so that a busy test computer neither hides an underrun nor causes one.
/// - The history of a device is an [earshot.watch.EventLog] of [TimedDeviceEvent]s; reports and turn times are computed from it.
///
/// Source: badge-protocol, xiaozhi-protocol sections 0 to 7, and the firmware's own state machine.
package earshot.simulator;
