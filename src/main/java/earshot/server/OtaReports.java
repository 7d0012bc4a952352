package earshot.server;

import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.Identity;

/// Receives what devices report about themselves in OTA requests. Called on any thread; returns at once.
@FunctionalInterface
public interface OtaReports {
    void told(Identity identity, OtaFacts facts);
}
