package earshot.fault.injection;

import earshot.fault.FaultRegistry;
import earshot.server.ConnectionAcceptor;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.time.Time;

/// Hands connections over, and what passes on them as the faults of the device demand; unchanged while there are none.
public record FaultyConnections(ConnectionAcceptor accepting, FaultRegistry faults, Time time) implements ConnectionAcceptor {
    @Override
    public DeviceTransportListener accept(Handshake handshake, DeviceTransport transport) {
        FaultyTransport output = new FaultyTransport(transport, handshake, faults, time);
        FaultyInput input = new FaultyInput(accepting.accept(handshake, output), output, time);
        output.endedBy(input);
        return input;
    }
}
