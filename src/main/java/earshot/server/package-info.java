/// The doors: WebSocket and HTTP. The only package that touches a device's socket and the only one that imports the
/// WebSocket library.
///
/// [Doors] opens both. A connection to the WebSocket port first meets `HeadChannel`, which reads the head of its request,
/// bounded in size and time: the library would answer everything that is no upgrade with 404, wait for ever for who says
/// nothing, and parse whatever comes. `Entrance` judges upgrades (id, authentication), `Pages` answers plain HTTP, the same on
/// both ports; OTA is one of the pages. Only a peer that may enter reaches the library, with a handshake of our own making.
///
/// Of the library's own behaviour we replace: keepalive (`Line`, by our clock), closing (`Line`, `FrameDraft`: its own drops
/// TCP at once and loses the close frame to a peer that is sending), the unbounded queue (`Line` looks before it sends), the
/// unbounded fragments (`FrameDraft`), binding (`Doors` binds, since the library's start returns before it does), accepting
/// (`WebSocketDoor`: the library shuts its door for good when one connection cannot be accepted).
///
/// Timers that are not ours: the JDK's HTTP server enforces the time of a request by its own. A request that this server
/// cannot even parse, or a peer that says nothing on the HTTP port, is answered or dropped by it without our knowing, and is
/// no row among the attempts.
package earshot.server;
