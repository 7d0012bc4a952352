package earshot.firmware;

import module java.base;

/// What is known of the firmware of one device, over its connections. The newest connection writes; any thread reads.
final class DeviceFirmware {
    final FirmwareHistory history;
    private final AtomicReference<FirmwareJudge> newest = new AtomicReference<>();
    private volatile FirmwareEstimate estimate;

    /// @param nanos when it was first connected
    DeviceFirmware(long nanos) {
        history = new FirmwareHistory(nanos);
        estimate = new FirmwareEstimate(InferredState.ASLEEP, 0, nanos, OptionalLong.empty(), FirmwareEstimate.Losses.NONE, history);
    }

    void begin(FirmwareJudge connection) {
        newest.set(connection);
    }

    /// Whether no other connection has taken its place.
    boolean isNewest(FirmwareJudge connection) {
        return newest.get() == connection;
    }

    FirmwareEstimate estimate() {
        return estimate;
    }

    void publish(FirmwareEstimate now) {
        estimate = now;
    }

    /// Whether nothing of it is worth showing any more.
    boolean past(long nanos) {
        return estimate.state() == InferredState.ASLEEP && history.past(nanos);
    }
}
