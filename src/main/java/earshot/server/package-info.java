/// The listening ports: WebSocket and HTTP. The only package that touches a device's socket and the only one that imports the
/// WebSocket library.
///
/// [DeviceServer] opens both. `HandshakeChannel` is the first to read a connection to the WebSocket port: it reads the head of the request,
/// bounded in size and time. The library would answer everything that is not an upgrade with 404, wait forever for a client that sends
/// nothing, and parse whatever comes. `HandshakeAdmission` admits or refuses upgrades (id, authentication by `DeviceAuthentication`, what
/// `AdmissionPolicy` knows), `HttpRouter` answers plain HTTP, the same on both ports; OTA is one of its paths. `WebAccessControl` refuses
/// web pages from elsewhere and foreign host names on both ports. Only an admitted client reaches the library, with a handshake that is
/// built here.
///
/// The thread of `SelectorLoop` serves all clients of a port, so it only collects the bytes of a request, up to 15 KB of head and 64
/// KB of body. Parsing, masking, authentication and reports happen on a virtual thread of the request, one for a connection, and so
/// at most as many as connections may be without a complete request. What a stranger sends is cut before it is masked or shown, and
/// costs no more than its length.
///
/// `ClientChannel` tells TLS from plain connections by the first byte. `TlsChannel` does TLS without holding up the selector thread,
/// `TlsCertificates` has the certificate.
///
/// Of the library's own behavior this package replaces: keepalive (`WebSocketConnection`, by the program's clock), closing
/// (`WebSocketConnection`, `WebSocketFrameReader`: the library drops TCP at once and loses the close frame to a client that is sending),
/// the unbounded queue (`WebSocketConnection` checks before it sends), the unbounded fragments (`WebSocketFrameReader`), binding
/// (`DeviceServer` binds, since the library's start returns before it does), and its server (`SelectorLoop`: the library's stops accepting for good
/// when one connection cannot be accepted, hands each frame from one thread to another, and asks for new connections at every frame).
///
/// Both ports are served alike, by one instance of `DeviceWebSocketServer` each; that for HTTP admits nobody. The JDK's HTTP server, which took a
/// thousand connections in all, could be filled by one address, which nothing can prevent before it reads a request.
///
/// What one address may take up has limits (`AddressLimits`): connections, and among them those whose request is not complete, where the
/// oldest gives way. They are high enough for fifty boards behind one address, and hold for this computer, too. All addresses of this
/// computer count as one, and so do those of an IPv6 network (`AddressKey`). Who is out of reach is dropped before it counts. `WrongTokens`
/// makes guessing slow: answers to wrong tokens wait, right ones are let in at once. What the library keeps of an incomplete message counts
/// as what waits in the connection's memory. Who was closed for flooding waits before the next connection (`FloodPauses`).
///
/// Tokens that somebody else issued are judged by [earshot.access.token.TokenCheck], last of all, because that may ask another server for
/// up to 3 s; it happens on the virtual thread of the request. One that nobody could check is answered with 503 and not with 401.
///
/// Pictures and firmware pass over addresses that work once ([earshot.server.OneTimeTransfers]); only who was told one may send a body
/// beyond 64 KB.
/// `LiveConnections` tells which open connections are of devices that gave their own token, and whether a device answers.
package earshot.server;
