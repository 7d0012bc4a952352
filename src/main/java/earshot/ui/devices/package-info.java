/// Devices: who is here, what are they doing, and why not.
///
/// The list holds a row per device that was ever seen, asleep ones included, a joined row for a connection that is being
/// replaced, and a row per refused attempt. The order is by need of attention, then by last activity ([earshot.ui.devices.Attention]).
/// Beside it stands the selected device; while nobody was ever seen, the ladder of first contact stands in place of both.
package earshot.ui.devices;
