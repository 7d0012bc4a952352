package earshot.feature;

import earshot.wire.InboundMessage;

/// What a feature does on one connection. Used on the connection's thread only; every method returns at once. One that throws is logged, and the
/// connection goes on.
public interface FeatureSession extends AutoCloseable {
    /// Takes a message of the feature's family.
    void received(InboundMessage.Family message);

    /// The device's hello was answered, the first or a repeated one.
    default void helloReceived() {}

    /// The connection entered the feature's work mode. The confirmation is sent after this.
    default void modeStarted() {}

    /// The connection left the feature's work mode; not called when it ends in it.
    default void modeEnded() {}

    /// The connection is over.
    @Override
    default void close() {}
}
