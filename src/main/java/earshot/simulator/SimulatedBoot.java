package earshot.simulator;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.Time;

/// What the firmware does after it is switched on: it asks OTA and, while the answer asks for activation, whether it is activated by now. It
/// continues with that until it is, or a button ends it. Source: xiaozhi-protocol section 1. For the thread of the loop only.
///
/// @param activating whether nothing has ended it
/// @param changed gets the profile with what each answer holds
/// @param booted is told when nothing more is asked for
record SimulatedBoot(Time time, DeviceLoop loop, DeviceRecorder recorder, BooleanSupplier activating, Consumer<SimulatedDeviceProfile> changed,
    Runnable booted) {
    /// How often it asks before it asks OTA again.
    private static final int TRIES = 10;
    private static final Duration PAUSE_WHILE_PENDING = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    void ask(String otaUrl, SimulatedDeviceProfile profile) {
        if (!activating.getAsBoolean()) {
            return;
        }
        try {
            OtaResponse answer = OtaRequest.post(time, otaUrl, profile);
            SimulatedDeviceProfile next = answer.into(profile);
            changed.accept(next);
            if (answer.activationRequired()) {
                recorder.log(new SimulatedDeviceEvent.ActivationRequired(answer.activationCode()));
                poll(otaUrl, next, answer.challenged(), TRIES);
                return;
            }
        } catch (IOException | IllegalArgumentException e) {
            recorder.logFailure(Problem.of(ProblemCode.SERVER_UNREACHABLE, otaUrl, SimulatedChannel.reason(e)));
        }
        booted.run();
    }

    /// Without a challenge the firmware only waits.
    private void poll(String otaUrl, SimulatedDeviceProfile profile, boolean challenged, int left) {
        if (!activating.getAsBoolean()) {
            return;
        }
        int status = challenged && left > 0 ? activate(otaUrl, profile) : 0;
        if (status == 200 || left == 0) {
            // after what waits: a button must get in where a server says 200 and asks for activation again
            loop.post(() -> ask(otaUrl, profile));
            return;
        }
        time.after(status == 202 ? PAUSE_WHILE_PENDING : PAUSE, () -> loop.post(() -> poll(otaUrl, profile, challenged, left - 1)));
    }

    private int activate(String otaUrl, SimulatedDeviceProfile profile) {
        try {
            return OtaRequest.activate(time, otaUrl, profile);
        } catch (IOException _) {
            return 0;
        }
    }
}
