/// The device protocol as data: what comes ([earshot.wire.Inbound]), what goes ([earshot.wire.Outbound]), how binary
/// messages wrap a packet ([earshot.wire.Frames]), and in what the two dialects differ ([earshot.wire.Dialect]).
///
/// Pure functions without sockets, clocks or threads. Reading never throws: whatever a peer sends becomes a value, because
/// an exception on a thread of the WebSocket library can end the connection or the whole server. Where clients differ
/// (camel case, features as a list, missing version) reading is liberal; writing is strict, with the key order of the
/// protocol documents, because old firmware was seen to compare text.
package earshot.wire;
