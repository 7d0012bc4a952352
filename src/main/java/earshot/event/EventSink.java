package earshot.event;

import earshot.id.DeviceId;
import earshot.problem.Severity;

/// Takes the events of all features. Safe for use from any thread; never blocks. Secrets are masked and long content is cut.
public interface EventSink {
    /// A text message, received or sent. `json` is masked and cut by the implementation.
    void logMessage(DeviceId device, Direction direction, Severity severity, String type, EventText text, String json);

    /// A text message in words that are the same in every language.
    default void logMessage(DeviceId device, Direction direction, Severity severity, String type, String summary, String json) {
        logMessage(device, direction, severity, type, new EventText.Words(summary), json);
    }

    /// A binary message that deserves a row (malformed, or the first); ordinary audio frames are only counted.
    void logBinary(DeviceId device, Direction direction, Severity severity, EventText text, byte[] content);

    /// An event of a device.
    void log(DeviceId device, String type, Severity severity, EventText text);

    /// An event of a device that a text message is the reason of. `json` is masked and cut by the implementation.
    void logOfMessage(DeviceId device, String type, Severity severity, EventText text, String json);

    /// An event of the program.
    void log(String type, Severity severity, EventText text);

    /// An event of a device in words that are the same in every language, as those of the protocol.
    default void log(DeviceId device, String type, Severity severity, String words) {
        log(device, type, severity, new EventText.Words(words));
    }

    /// An ordinary event of a device.
    ///
    /// @param args of the code's text
    default void log(DeviceId device, String type, EventCode code, Object... args) {
        log(device, type, Severity.INFO, EventText.of(code, args));
    }

    /// An ordinary event of the program.
    ///
    /// @param args of the code's text
    default void log(String type, EventCode code, Object... args) {
        log(type, Severity.INFO, EventText.of(code, args));
    }
}
