package earshot.simulator;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.id.DeviceId;
import earshot.time.Time;

/// Runs several test devices against one server at the same time.
///
/// @param firstLoudspeaker plays the answers to the first device; the others have none
/// @param activationListener is told which devices wait for approval
public record Simulation(Time time, OpusCodec codec, Plan plan, Loudspeaker firstLoudspeaker, ActivationListener activationListener) {
    /// Reports devices that wait for approval, on any thread.
    public interface ActivationListener {
        /// @param code that the device shows; empty where there is none
        void activationRequired(DeviceId device, String code);
    }

    /// @param profile common to all devices; each gets its own ids
    /// @param ota OTA address that they ask for their server first
    /// @param devices 1 or more
    /// @param talk what each device does
    public record Plan(SimulatedDeviceProfile profile, Optional<String> ota, EncodedRecording recording, int devices, Talk talk) {}

    /// What a person does with a device.
    public interface Talk {
        /// Switches the device on, talks, and hangs up. Runs on a virtual thread of its own and may wait.
        SimulatedDeviceReport run(SimulatedDevice device, RecordedMicrophone microphone, Optional<String> ota);
    }

    /// Runs all devices to the end; blocks the calling thread.
    public SimulationReport run() {
        List<CompletableFuture<SimulatedDeviceReport>> all = IntStream.range(0, plan.devices())
            .mapToObj(number -> CompletableFuture.supplyAsync(() -> converse(number), run -> Thread.ofVirtual().name("talk-" + number).start(run)))
            .toList();
        return new SimulationReport(plan.ota().orElse(plan.profile().url()), all.stream().map(CompletableFuture::join).toList());
    }

    private SimulatedDeviceReport converse(int number) {
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(number, plan.profile().url())
            .withToken(plan.profile().token()).withFraming(plan.profile().framing()).withMode(plan.profile().mode())
            .withFingerprint(plan.profile().fingerprint());
        RecordedMicrophone microphone = new RecordedMicrophone(time, plan.recording());
        SimulatedDevice device = new SimulatedDevice(time, codec, profile, microphone, number == 0 ? firstLoudspeaker : Loudspeaker.silent());
        DeviceEventSearch.first(device.events(), 0, SimulatedDeviceEvent.ActivationRequired.class::isInstance).thenAccept(found -> {
            if (found.event() instanceof SimulatedDeviceEvent.ActivationRequired(String code)) {
                activationListener.activationRequired(profile.deviceId(), code);
            }
        });
        return plan.talk().run(device, microphone, plan.ota());
    }
}
