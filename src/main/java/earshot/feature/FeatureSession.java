package earshot.feature;

import earshot.device.ConnectionMode;
import earshot.wire.InboundMessage;
import java.util.List;

/// What a feature does on one connection. Used on the connection's thread, except where a method says so; every method returns at once. One that throws is
/// logged, and the connection continues.
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

    /// Whether nothing is spoken while the feature's work mode is on.
    default boolean silent() {
        return false;
    }

    /// Whether it may take what a person says now: then an answer waits for the words. For any thread.
    default boolean listens() {
        return false;
    }

    /// Sentences that it takes while it listens, for a recognizer that works with a fixed list. For any thread.
    default List<String> expectedSentences() {
        return List.of();
    }

    /// A person said this, surely. True when that was for the feature, which acts on the connection's thread: then no assistant answers. For any thread.
    default boolean said(String sentence) {
        return false;
    }

    /// The connection is over.
    @Override
    default void close() {}
}
