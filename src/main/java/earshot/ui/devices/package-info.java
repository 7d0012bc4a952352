/// The devices view: which devices are connected, what they do, and why one does not connect.
///
/// The list has a row for each device ever seen, including sleeping ones, an attached row for a connection that is being
/// replaced, and a row for each refused attempt. It is sorted by need of attention ([earshot.ui.devices.AttentionReason]), then by
/// last activity. The selected device is shown beside it. Until a first device is seen, the steps of first contact
/// ([earshot.ui.devices.FirstContactPane]) are shown instead of both.
package earshot.ui.devices;
