package earshot.proof;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import earshot.config.HostileSettings;
import earshot.meeting.http.HostileMeetingRequests;
import earshot.server.HostileRequests;
import earshot.session.HostileMessages;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/// All ways by which bytes of strangers come in.
final class HostileTargets {
    private HostileTargets() {}

    static List<HostileTarget> all() {
        return Stream.of(HostileRequests.targets(), HostileMessages.targets(), HostileSettings.targets(), HostileMedia.targets(),
            List.of(HostileMeetingRequests.target())).flatMap(List::stream).toList();
    }

    /// Logs tell what peers did, in this case millions of lines.
    static void muteLogs(boolean mute) {
        ((Logger) LoggerFactory.getLogger("earshot")).setLevel(mute ? Level.OFF : null);
        if (mute) {
            LogManager.getLogManager().reset(); // SnakeYAML writes a line for each key that stands twice
        }
    }
}
