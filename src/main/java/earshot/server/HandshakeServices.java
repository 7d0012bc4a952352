package earshot.server;

import module java.base;

import earshot.time.Time;

/// What reading and answering the requests of one port needs.
///
/// @param webSocketPort where an upgrade belongs that came to the HTTP port
/// @param addressLimits shared by both ports, as are `wrongTokens` and `tls`
record HandshakeServices(ConnectionAttempt.Port port, int webSocketPort, HandshakeAdmission admission, HttpRouter httpRouter, AddressLimits addressLimits,
        WrongTokens wrongTokens, Optional<TlsAcceptor> tls, Time time) {
    HandshakeServices ofPort(ConnectionAttempt.Port other) {
        return new HandshakeServices(other, webSocketPort, admission, httpRouter, addressLimits, wrongTokens, tls, time);
    }
}
