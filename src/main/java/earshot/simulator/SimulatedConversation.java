package earshot.simulator;

import module java.base;

import earshot.time.Time;

/// Simulates a person who talks with a device: starts it, in each turn speaks the sentence and waits for the end of the answer, hangs up.
///
/// @param device made with `microphone`, not yet switched on
/// @param turns at least 1
/// @param answered runs after each answer, on the thread of the conversation, which continues when it returns
public record SimulatedConversation(Time time, SimulatedDevice device, RecordedMicrophone microphone, int turns, TimeLimits timeLimits, Runnable answered) {
    /// @param answer limit from the end of the sentence to the end of the answer
    /// @param text how much longer to wait for `stt`; a server may answer before the recognition is complete, or send no `stt`
    public record TimeLimits(Duration answer, Duration text) {}

    public SimulatedConversation(Time time, SimulatedDevice device, RecordedMicrophone microphone, int turns, TimeLimits timeLimits) {
        this(time, device, microphone, turns, timeLimits, () -> {});
    }

    /// Runs the conversation and hangs up; blocks the calling virtual thread. Never throws: failures are in the report.
    ///
    /// @param ota OTA address that the device asks for its server first, empty to use the address of its profile
    public SimulatedDeviceReport run(Optional<String> ota) {
        DeviceConversation conversation = new DeviceConversation(time, device, microphone, timeLimits);
        boolean goesOn = conversation.start(ota);
        for (int turn = 1; turn <= turns && goesOn; turn++) {
            goesOn = conversation.speak(answered);
        }
        SimulatedDeviceReport report = conversation.report();
        device.close();
        return report;
    }
}
