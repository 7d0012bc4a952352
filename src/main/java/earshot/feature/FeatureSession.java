package earshot.feature;

import earshot.device.ConnectionMode;
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

    /// The mode of the connection was set; to the same one when the device begins to listen again. [#modeStarted] and [#modeEnded] are called after this.
    default void modeChanged(ConnectionMode before, ConnectionMode now) {}

    /// A turn gave an answer to its end. Not called for one that was interrupted or had no words.
    default void answered(String text) {}

    /// The connection is over.
    @Override
    default void close() {}
}
