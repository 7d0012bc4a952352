package earshot.asr;

import earshot.remote.ProviderSocket;

/// How a service over a WebSocket is told one utterance, and what its answers mean. One thread tells, another one hears; an instance is for one connection.
interface RecognitionExchange {
    /// What an answer is.
    sealed interface Heard {
        /// The text of the utterance so far, or of its last words.
        record Text(String text) implements Heard {}

        /// The text of the utterance; the service says nothing more.
        record Last(String text) implements Heard {}

        record Nothing() implements Heard {}
    }

    /// Says what follows, once connected.
    void begin(ProviderSocket socket);

    /// Whether the service says that it is ready before it wants to hear something.
    default boolean saysReady() {
        return false;
    }

    /// Sends sound: as it is, where the service takes it so.
    ///
    /// @param pcm samples at 16 kHz, 16 bits, little endian
    default void send(ProviderSocket socket, byte[] pcm) {
        socket.send(pcm);
    }

    /// The speech is over.
    void end(ProviderSocket socket);

    /// @throws earshot.problem.ProblemException when it is a refusal, or not of this service
    Heard received(String message);

    /// As [#received(String)]; most services speak in text alone.
    default Heard received(byte[] message) {
        return new Heard.Nothing();
    }
}
