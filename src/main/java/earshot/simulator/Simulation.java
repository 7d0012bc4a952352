package earshot.simulator;

import earshot.audio.OpusCodec;
import earshot.time.Time;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Runs several test devices against one server at the same time.
public final class Simulation {
    private final Time time;
    private final OpusCodec codec;
    private final Plan plan;
    private final Speaker firstSpeaker;

    /// @param profile common to all devices; each gets its own ids
    /// @param ota OTA address that they ask for their server first
    /// @param devices 1 or more
    /// @param turns of each device
    /// @param patience time limits of each turn
    public record Plan(DeviceProfile profile, Optional<String> ota, Recording recording, int devices, int turns, Conversation.Patience patience) {}

    /// @param firstSpeaker plays the answers to the first device; the others have none
    public Simulation(Time time, OpusCodec codec, Plan plan, Speaker firstSpeaker) {
        this.time = time;
        this.codec = codec;
        this.plan = plan;
        this.firstSpeaker = firstSpeaker;
    }

    /// Runs all devices to the end; blocks the calling thread.
    public SimulationReport run() {
        List<CompletableFuture<DeviceReport>> all = IntStream.range(0, plan.devices())
            .mapToObj(number -> CompletableFuture.supplyAsync(() -> converse(number), run -> Thread.ofVirtual().name("talk-" + number).start(run)))
            .toList();
        return new SimulationReport(plan.ota().orElse(plan.profile().url()), all.stream().map(CompletableFuture::join).toList());
    }

    private DeviceReport converse(int number) {
        DeviceProfile profile = DeviceProfile.numbered(number, plan.profile().url())
            .withToken(plan.profile().token()).withFraming(plan.profile().framing()).withMode(plan.profile().mode());
        RecordedMicrophone microphone = new RecordedMicrophone(time, plan.recording());
        FirmwareDevice device = new FirmwareDevice(time, codec, profile, microphone, number == 0 ? firstSpeaker : Speaker.silent());
        return new Conversation(time, device, microphone, plan.turns(), plan.patience()).hold(plan.ota());
    }
}
