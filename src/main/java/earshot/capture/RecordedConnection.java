package earshot.capture;

import module java.base;

import earshot.event.Direction;

/// One connection of a session file.
///
/// @param number in the file, from 1
/// @param nanos when it was connected
/// @param traffic all that passed on it, in order, its beginning and end included
public record RecordedConnection(int number, RecordedHandshake handshake, long nanos, List<SessionEntry.OfConnection> traffic) {
    public RecordedConnection {
        traffic = List.copyOf(traffic);
    }

    /// Its end; empty where it was open when recording ended.
    public Optional<SessionEntry.Closed> closed() {
        return entries(SessionEntry.Closed.class).findFirst();
    }

    public List<SessionEntry.Text> texts(Direction direction) {
        return entries(SessionEntry.Text.class).filter(text -> text.direction() == direction).toList();
    }

    public List<SessionEntry.Packet> packets(Direction direction) {
        return entries(SessionEntry.Packet.class).filter(packet -> packet.direction() == direction).toList();
    }

    private <E extends SessionEntry> Stream<E> entries(Class<E> kind) {
        return traffic.stream().filter(kind::isInstance).map(kind::cast);
    }
}
