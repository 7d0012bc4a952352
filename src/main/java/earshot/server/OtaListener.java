package earshot.server;

import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.DeviceIdentity;

/// Receives what devices report about themselves in OTA requests. Called on any thread; returns at once.
@FunctionalInterface
public interface OtaListener {
    void otaRequested(DeviceIdentity identity, OtaFacts facts);

    /// The answer that a device gets in the place of the right one; that one itself unless somebody wants otherwise. May wait.
    default HttpReply replyTo(DeviceIdentity identity, HttpReply reply) {
        return reply;
    }

    /// What the device sent and what it was answered, as bodies.
    default void otaAnswered(DeviceIdentity identity, byte[] request, HttpReply reply) {}

    /// The same with all around the bodies, for people.
    default void otaExchanged(DeviceIdentity identity, BootExchange exchange) {}
}
