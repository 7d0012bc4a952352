package earshot.event;

import earshot.problem.Severity;

/// Where features write what happened. Safe for use from any thread; never blocks. Masks secrets and cuts long content.
public interface Events {
    /// A text message that came or went. `json` is masked and cut here.
    void message(String device, Direction direction, Severity severity, String type, String summary, String json);

    /// An ordinary text message.
    default void message(String device, Direction direction, String type, String summary, String json) {
        message(device, direction, Severity.INFO, type, summary, json);
    }

    /// A binary message worth a row (malformed, first of its kind); ordinary audio frames are counted, not rows.
    void binary(String device, Direction direction, Severity severity, String summary, byte[] content);

    /// Something that happened to a device.
    void happened(String device, String type, Severity severity, String summary);

    /// Something that happened to the program.
    void happened(String type, Severity severity, String summary);
}
