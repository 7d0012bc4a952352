package earshot.server;

import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.Identity;

/// Who hears what devices tell of themselves when they ask for OTA. Called on any thread; returns at once.
@FunctionalInterface
public interface OtaReports {
    void told(Identity identity, OtaFacts facts);
}
