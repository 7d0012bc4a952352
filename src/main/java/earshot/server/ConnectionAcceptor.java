package earshot.server;

/// Accepts connections. Called on a library thread once per finished upgrade; returns at once.
@FunctionalInterface
public interface ConnectionAcceptor {
    DeviceTransportListener accept(Handshake handshake, DeviceTransport deviceTransport);
}
