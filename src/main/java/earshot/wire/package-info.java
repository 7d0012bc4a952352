/// The device protocol as data: inbound messages ([earshot.wire.InboundMessage]), outbound messages ([earshot.wire.OutboundMessage]), the framing of
/// binary messages ([earshot.wire.BinaryFrameCodec]), and the differences between the two dialects ([earshot.wire.Dialect]).
///
/// Pure functions without sockets, clocks or threads. Reading never throws: whatever a client sends becomes a value, because
/// an exception on a thread of the WebSocket library can end the connection or the whole server. Where clients differ
/// (camel case, features as a list, missing version) reading is lenient. Writing is strict, with the key order of the
/// protocol documents, because old firmware was seen to compare text.
package earshot.wire;
