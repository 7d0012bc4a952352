package earshot.simulator;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import earshot.time.Time;
import earshot.wire.ListenMode;

/// Simulates a person who talks with one device as long as they like: each call speaks the sentence once and waits for the end of the answer, or in a meeting
/// until it is written down. A device that has hung up meanwhile is called again.
/// One thread at a time, a virtual one, which may be interrupted: the call then ends with [CancellationException].
public final class DeviceConversation {
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(45);
    private static final Duration LONGEST_SENTENCE = Duration.ofMinutes(5);

    private final Time time;
    private final SimulatedDevice device;
    private final RecordedMicrophone microphone;
    private final SimulatedConversation.TimeLimits limits;
    private final List<SimulatedTurnReport> reports = new CopyOnWriteArrayList<>();
    private final List<DeviceFailure> failures = new CopyOnWriteArrayList<>();
    private boolean begun;
    private long mark;

    /// @param device made with `microphone`, not yet switched on
    public DeviceConversation(Time time, SimulatedDevice device, RecordedMicrophone microphone, SimulatedConversation.TimeLimits limits) {
        this.time = time;
        this.device = device;
        this.microphone = microphone;
        this.limits = limits;
    }

    /// Switches the device on, again where it is on, and waits until it has booted, also for the person who approves it. Returns false when it has not, or
    /// has not been told where the server is; the report says why.
    ///
    /// @param ota OTA address that the device asks for its server first, empty to use the address of its profile
    public boolean start(Optional<String> ota) {
        long from = device.events().end();
        ota.ifPresentOrElse(device::powerOn, device::powerOn);
        Optional<TimedDeviceEvent> idle = time.await(DeviceEventSearch.first(device.events(), from, DeviceConversation::becameIdle), BOOT_LIMIT);
        if (idle.isEmpty()) {
            failures.add(DeviceFailure.of(ProblemReason.DEVICE_UNAPPROVED.with(BOOT_LIMIT.toMinutes())));
        } else if (!device.profile().connectable()) {
            DeviceEventSearch.find(device.events(), from, SimulatedDeviceEvent.Failed.class::isInstance).flatMap(DeviceConversation::failure)
                .ifPresent(failures::add);
            return false;
        }
        return idle.isPresent();
    }

    public boolean speak() {
        return speak(() -> { });
    }

    /// Speaks the sentence and waits for the end of the answer. Returns false when there was no whole one; the report says why.
    ///
    /// @param answered runs after the answer, before the turn is reported
    public boolean speak(Runnable answered) {
        Optional<DeviceFailure> failure = awaitListening();
        if (failure.isEmpty()) {
            long from = device.events().end();
            failure = turn(from);
            answered.run();
            reports.add(SimulatedTurnReport.of(device.events().read(from, device.events().capacity()).rows()));
            mark = from;
        }
        failure.ifPresent(failures::add);
        return failure.isEmpty();
    }

    /// The turns so far. Safe for use from any thread.
    public List<SimulatedTurnReport> turns() {
        return List.copyOf(reports);
    }

    /// Why sentences had no whole answer so far. Safe for use from any thread.
    public List<DeviceFailure> failures() {
        return List.copyOf(failures);
    }

    /// What there was so far. Safe for use from any thread.
    public SimulatedDeviceReport report() {
        FrameCounters counters = device.counters().get();
        List<DeviceFailure> all = new ArrayList<>(failures);
        if (counters.lost() > 0) {
            all.add(DeviceFailure.of(ProblemReason.DEVICE_FRAMES_LOST.with(counters.lost())));
        }
        if (counters.refused() > 0) {
            all.add(DeviceFailure.of(ProblemReason.DEVICE_REFUSED.with(counters.refused())));
        }
        return SimulatedDeviceReport.of(device, reports, all);
    }

    private static boolean becameIdle(SimulatedDeviceEvent what) {
        return what instanceof SimulatedDeviceEvent.StateChanged(_, SimulatedState.Idle _);
    }

    /// Makes the device listen; returns the reason when it does not.
    private Optional<DeviceFailure> awaitListening() {
        ListenMode mode = device.profile().mode();
        boolean first = !begun || device.state().get() instanceof SimulatedState.Idle;
        begun = true;
        long from = mode == ListenMode.MANUAL || first ? device.events().end() : mark;
        CompletableFuture<TimedDeviceEvent> listens = DeviceEventSearch.first(device.events(), from, orEnd(DeviceConversation::listenStart));
        if (mode == ListenMode.MANUAL) {
            device.press();
        } else if (first) {
            device.button();
        } else if (mode == ListenMode.REALTIME || device.listening()) {
            // the microphone is on, as in a meeting after each sentence: there is no second listen start
            listens.complete(new TimedDeviceEvent(time.nanos(), new SimulatedDeviceEvent.PlaybackDrained()));
        }
        return time.await(listens, CONNECT_LIMIT).map(DeviceConversation::failure)
            .orElseGet(() -> failed(ProblemReason.DEVICE_NO_LISTEN.with(CONNECT_LIMIT.toSeconds())));
    }

    private Optional<DeviceFailure> turn(long from) {
        microphone.speak();
        CompletableFuture<TimedDeviceEvent> spoken = DeviceEventSearch.first(device.events(), from,
            orEnd(what -> what instanceof SimulatedDeviceEvent.SpeechEnded));
        CompletableFuture<TimedDeviceEvent> settled = DeviceEventSearch.first(device.events(), from,
            orEnd(SimulatedTurnReport.type(SimulatedTurnReport.TRANSCRIPTION).or(what -> what instanceof SimulatedDeviceEvent.PlaybackDrained)));
        Optional<TimedDeviceEvent> said = time.await(spoken, LONGEST_SENTENCE);
        if (said.isEmpty() || failure(said.get()).isPresent()) {
            return said.map(DeviceConversation::failure).orElseGet(() -> failed(ProblemReason.DEVICE_UNSENT.with(LONGEST_SENTENCE.toMinutes())));
        }
        if (device.profile().mode() == ListenMode.MANUAL) {
            device.release();
        }
        Optional<TimedDeviceEvent> end = time.await(settled, limits.answer());
        if (end.isPresent() && failure(end.get()).isEmpty() && limits.text().isPositive()) {
            time.await(DeviceEventSearch.first(device.events(), from, orEnd(SimulatedTurnReport.type("stt"))), limits.text());
        }
        return end.map(DeviceConversation::failure).orElseGet(() -> failed(ProblemReason.DEVICE_NO_ANSWER.with(limits.answer().toSeconds())));
    }

    static Predicate<SimulatedDeviceEvent> orEnd(Predicate<SimulatedDeviceEvent> condition) {
        return condition.or(what -> what instanceof SimulatedDeviceEvent.Failed || what instanceof SimulatedDeviceEvent.Disconnected);
    }

    private static boolean listenStart(SimulatedDeviceEvent what) {
        return what instanceof SimulatedDeviceEvent.MessageSent(String json) && json.contains("\"type\":\"listen\"") && json.contains("\"state\":\"start\"");
    }

    private static Optional<DeviceFailure> failed(String reason) {
        return Optional.of(DeviceFailure.of(reason));
    }

    private static Optional<DeviceFailure> failure(TimedDeviceEvent timedDeviceEvent) {
        return switch (timedDeviceEvent.event()) {
            case SimulatedDeviceEvent.Failed(Problem problem) -> failed(problem.asArgument());
            case SimulatedDeviceEvent.Disconnected(String why) -> failed(why);
            case SimulatedDeviceEvent.ActivationRequired _, SimulatedDeviceEvent.Connected _,
                SimulatedDeviceEvent.HelloReceived _, SimulatedDeviceEvent.StateChanged _,
                SimulatedDeviceEvent.TransitionRefused _, SimulatedDeviceEvent.MessageReceived _,
                SimulatedDeviceEvent.MessageSent _,
                SimulatedDeviceEvent.SpeechEnded _, SimulatedDeviceEvent.FirstFrame _, SimulatedDeviceEvent.PlaybackDrained _ -> Optional.empty();
        };
    }
}
