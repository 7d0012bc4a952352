/// Devices: who they are, what they do now, and what is remembered of them.
///
/// A row ([earshot.device.DeviceCells]) belongs to a *device* and outlives its connections; a WebSocket device is asleep
/// most of its life. Each connection writes into its device's row while it holds the route, and the row takes nothing from
/// a connection that was replaced: the two overlap for a moment, and the older must not paint over the newer.
///
/// [earshot.device.Routes] is the only place with a lock of its own, and holds it for a map access, never over a send.
/// The listen machine and the mode rules are plain state without a thread: the connection that owns them calls them in
/// order. They are told the time instead of reading it.
///
/// Rows survive a restart through [earshot.device.DeviceBook]. Two kinds are not kept: automatic ids, which never come
/// back, and test devices.
package earshot.device;
