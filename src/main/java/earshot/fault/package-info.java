/// Faults that a person switches on to see how firmware takes a bad server or a bad network, and how this server takes a bad device.
///
/// A [earshot.fault.Fault] is a kind with an amount in its unit. It is on for one device, on one side of its connection: that of the
/// server, or that of a test device itself. It is on until it is switched off, or the program ends: [earshot.fault.FaultRegistry] keeps
/// nothing on disk. Whoever does something wrong on purpose asks the registry at that moment, which costs one volatile read while no fault
/// is on; [earshot.fault.ImpairedQueue] is what both sides do to messages on their way.
///
/// The server's side is in `earshot.fault.injection`, that of the test device in `earshot.simulator`.
package earshot.fault;
