/// Devices: their ids, their current state, and what is stored of them.
///
/// A row ([earshot.device.MutableDeviceModel]) belongs to a *device* and outlives its connections; a WebSocket device is asleep
/// most of the time. Each connection writes into its device's row while it holds the route. Writes of a connection that was
/// replaced are dropped: the two overlap for a moment, and the older must not overwrite the newer.
///
/// [earshot.device.RouteTable] locks only for one access to its map, never over a send. The listen machine and the mode rules are plain state
/// without a thread: the connection that owns them calls them in order and passes the time instead of letting them read a clock.
///
/// Rows survive a restart through [earshot.device.DeviceStore]. Three kinds are not stored: automatic ids, which never come
/// back, test devices, and those that only asked for OTA so far (`Newcomers`).
package earshot.device;
