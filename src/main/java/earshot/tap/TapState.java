package earshot.tap;

import java.util.List;

/// Whether the microphone tap receives, and from whom.
public sealed interface TapState {
    record Closed() implements TapState {}

    /// @param port UDP
    /// @param streams of the boards that sent something, in the order in which they began
    /// @param refused datagrams that were not sound, or came from where nobody may connect
    record Open(int port, List<TapStream> streams, long refused) implements TapState {
        public Open {
            streams = List.copyOf(streams);
        }
    }
}
