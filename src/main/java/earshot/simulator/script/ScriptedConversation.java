package earshot.simulator.script;

import module java.base;

import earshot.data.LetterCase;
import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import earshot.simulator.DeviceConversation;
import earshot.simulator.DeviceEventSearch;
import earshot.simulator.DeviceFailure;
import earshot.simulator.EncodedRecording;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SimulatedConversation;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceEvent;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedState;
import earshot.simulator.SimulatedTurnReport;
import earshot.simulator.TimedDeviceEvent;
import earshot.time.Time;
import earshot.wire.ListenMode;

/// Plays a script with one device. A step that cannot be done, or an expectation that is not met, is a failure with its line; the steps after it are done
/// all the same, unless the device does not get to listen at all. One thread at a time, a virtual one, which may be interrupted: [#run] then ends with
/// [CancellationException].
public final class ScriptedConversation {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(45);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_SENTENCE = Duration.ofMinutes(5);

    private final Time time;
    private final SimulatedDevice device;
    private final RecordedMicrophone microphone;
    private final DeviceScript script;
    private final Map<Optional<Path>, EncodedRecording> recordings;
    private final Duration patience;
    private final Runnable changed;
    private final List<SimulatedTurnReport> turns = new CopyOnWriteArrayList<>();
    private final List<DeviceFailure> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger spoken = new AtomicInteger();
    /// Number of the event from which on the last sentence counts, once there is one.
    private OptionalLong turnFrom = OptionalLong.empty();
    private long said;
    private boolean held;

    /// A step that could not be done.
    private static final class Missed extends RuntimeException {
        private final DeviceFailure failure;
        private final boolean last;

        Missed(String reason) {
            this(DeviceFailure.of(reason), false);
        }

        /// @param last whether nothing more makes sense
        Missed(DeviceFailure failure, boolean last) {
            super(failure.reason(), null, false, false);
            this.failure = failure;
            this.last = last;
        }
    }

    /// @param device made with `microphone`, not yet switched on
    /// @param recordings of the script
    /// @param patience how long an answer may take
    /// @param changed runs when a sentence or an answer is over, on the thread of the conversation
    public ScriptedConversation(Time time, SimulatedDevice device, RecordedMicrophone microphone, DeviceScript script,
        Map<Optional<Path>, EncodedRecording> recordings, Duration patience, Runnable changed) {
        this.time = time;
        this.device = device;
        this.microphone = microphone;
        this.script = script;
        this.recordings = recordings;
        this.patience = patience;
        this.changed = changed;
    }

    /// Switches the device on and does all steps. The device stays switched on.
    ///
    /// @param ota OTA address that the device asks for its server first, empty to use the address of its profile
    public SimulatedDeviceReport run(Optional<String> ota) {
        DeviceConversation boot = new DeviceConversation(time, device, microphone, new SimulatedConversation.TimeLimits(patience, Duration.ZERO));
        if (!boot.start(ota)) {
            failures.addAll(boot.failures());
            return report();
        }
        boolean goesOn = true;
        for (int round = 1; round <= script.repeat() && goesOn; round++) {
            Iterator<DeviceScript.Step> steps = script.steps().iterator();
            while (steps.hasNext() && goesOn) {
                goesOn = done(steps.next());
            }
        }
        endTurn();
        return report();
    }

    /// What there was so far. Safe for use from any thread.
    public SimulatedDeviceReport report() {
        return SimulatedDeviceReport.of(device, turns, failures);
    }

    /// The turns that are over. Safe for use from any thread.
    public List<SimulatedTurnReport> turns() {
        return List.copyOf(turns);
    }

    /// Steps that could not be done, and expectations that were not met. Safe for use from any thread.
    public List<DeviceFailure> failures() {
        return List.copyOf(failures);
    }

    /// Sentences that were spoken or typed so far. Safe for use from any thread.
    public int spoken() {
        return spoken.get();
    }

    /// Returns false when nothing more makes sense.
    private boolean done(DeviceScript.Step step) {
        try {
            perform(step.action());
        } catch (Missed e) {
            failures.add(e.failure.inLine(step.line()));
            changed.run();
            return !e.last;
        }
        return true;
    }

    private void perform(ScriptAction action) {
        switch (action) {
            case ScriptAction.Say(Optional<Path> speech) -> say(recordings.get(speech));
            case ScriptAction.Type(String text) -> {
                beginTurn();
                device.type(text);
                said = time.nanos();
                spoken.incrementAndGet();
            }
            case ScriptAction.Wait(Duration howLong) -> time.sleep(howLong);
            case ScriptAction.AwaitAnswer _ -> awaitEvent(patience, what -> what instanceof SimulatedDeviceEvent.PlaybackDrained,
                () -> ProblemReason.DEVICE_NO_ANSWER.with(patience.toSeconds()));
            case ScriptAction.Interrupt _ -> {
                awaitState(SimulatedState.Speaking.class, patience, ProblemReason.SCRIPT_NO_INTERRUPT);
                device.button();
                awaitOther(SimulatedState.Speaking.class, ProblemReason.SCRIPT_ANSWER_ON);
            }
            case ScriptAction.HangUp _ -> {
                device.hangUp();
                held = false;
                awaitState(SimulatedState.Idle.class, STOP_LIMIT, ProblemReason.SCRIPT_NO_HANG_UP);
            }
            case ScriptAction.Return _ -> listen();
            case ScriptAction.Press _ -> press();
            case ScriptAction.Release _ -> release();
            case ScriptAction.Hold(Duration howLong) -> {
                press();
                time.sleep(howLong);
                release();
            }
            case ScriptAction.Expect expected -> expect(expected);
        }
    }

    private void say(EncodedRecording recording) {
        boolean pushes = device.profile().mode() == ListenMode.MANUAL && !held;
        if (pushes) {
            press();
        } else {
            listen();
        }
        beginTurn();
        microphone.speak(recording);
        said = awaitEvent(LONGEST_SENTENCE, what -> what instanceof SimulatedDeviceEvent.SpeechEnded,
            () -> ProblemReason.DEVICE_UNSENT.with(LONGEST_SENTENCE.toMinutes())).nanos();
        spoken.incrementAndGet();
        if (pushes) {
            release();
        }
        changed.run();
    }

    private void press() {
        held = true;
        long from = device.events().end();
        device.press();
        awaitListening(from, CONNECT_LIMIT);
    }

    private void release() {
        held = false;
        device.release();
    }

    /// Makes the device listen; while it speaks it does so afterwards, or at once where its microphone stays open.
    private void listen() {
        SimulatedState now = device.state().get();
        long from = device.events().end();
        if (now instanceof SimulatedState.Idle) {
            device.button();
        }
        if (!(now instanceof SimulatedState.Speaking && device.profile().mode() == ListenMode.REALTIME)) {
            awaitListening(from, now instanceof SimulatedState.Speaking ? patience : CONNECT_LIMIT);
        }
    }

    /// @param from number of the event from which on a failure counts
    private void awaitListening(long from, Duration limit) {
        CompletableFuture<SimulatedState> listening = device.state().when(SimulatedState.Listening.class::isInstance);
        CompletableFuture<TimedDeviceEvent> failed = DeviceEventSearch.first(device.events(), from, SimulatedDeviceEvent.Failed.class::isInstance);
        Optional<Object> reached = time.await(CompletableFuture.anyOf(listening, failed), limit);
        listening.cancel(false);
        failed.cancel(false);
        if (reached.isEmpty() || reached.get() instanceof TimedDeviceEvent) {
            throw new Missed(new DeviceFailure(OptionalInt.empty(), ProblemReason.DEVICE_NO_LISTEN.with(limit.toSeconds()),
                reached.flatMap(event -> cause(((TimedDeviceEvent) event).event()))), true);
        }
    }

    private void expect(ScriptAction.Expect expected) {
        long within = expected.within().toMillis();
        expected.heard()
            .ifPresent(words -> expect(expected.within(), holding("stt", words), () -> ProblemReason.SCRIPT_EXPECTED_HEARD.with(words, within, texts("stt"))));
        expected.answered().ifPresent(words -> expect(expected.within(), holding("tts sentence_start", words),
            () -> ProblemReason.SCRIPT_EXPECTED_ANSWER.with(words, within, texts("tts sentence_start"))));
        if (expected.heard().isEmpty() && expected.answered().isEmpty()) {
            expect(expected.within(), what -> what instanceof SimulatedDeviceEvent.FirstFrame, () -> ProblemReason.SCRIPT_EXPECTED.with(within));
        }
    }

    private void expect(Duration within, Predicate<SimulatedDeviceEvent> condition, Supplier<String> otherwise) {
        long left = said + within.toNanos() - time.nanos();
        long took = awaitEvent(Duration.ofNanos(Math.max(0, left)), condition, otherwise).nanos() - said;
        if (took > within.toNanos()) {
            throw new Missed(new DeviceFailure(OptionalInt.empty(), otherwise.get(), Optional.of(ProblemReason.SCRIPT_TOOK.with(took / 1_000_000))), false);
        }
    }

    private static Predicate<SimulatedDeviceEvent> holding(String type, String words) {
        return what -> SimulatedTurnReport.type(type).test(what) && what instanceof SimulatedDeviceEvent.MessageReceived(_, String text, _)
            && plain(text).contains(plain(words));
    }

    private static String plain(String text) {
        return LetterCase.lower(text).replaceAll("\\s+", " ").strip();
    }

    private String texts(String type) {
        return turnFrom.isEmpty() ? ""
            : events().stream().map(TimedDeviceEvent::event).filter(SimulatedTurnReport.type(type))
                .map(what -> ((SimulatedDeviceEvent.MessageReceived) what).text()).collect(Collectors.joining(" "));
    }

    private List<TimedDeviceEvent> events() {
        return device.events().read(turnFrom.orElseThrow(), device.events().capacity()).rows();
    }

    /// Waits for an event of the last sentence, which may have come already.
    ///
    /// @param otherwise told when it does not come in time, or the connection ends before it
    private TimedDeviceEvent awaitEvent(Duration limit, Predicate<SimulatedDeviceEvent> condition, Supplier<String> otherwise) {
        if (turnFrom.isEmpty()) {
            throw new Missed(ProblemReason.SCRIPT_NOTHING_SAID.toString());
        }
        Predicate<SimulatedDeviceEvent> ended = what -> what instanceof SimulatedDeviceEvent.Failed || what instanceof SimulatedDeviceEvent.Disconnected;
        CompletableFuture<TimedDeviceEvent> found = DeviceEventSearch.first(device.events(), turnFrom.getAsLong(), condition.or(ended));
        Optional<TimedDeviceEvent> event = time.await(found, limit);
        found.cancel(false);
        return event.filter(timed -> condition.test(timed.event()))
            .orElseThrow(() -> new Missed(new DeviceFailure(OptionalInt.empty(), otherwise.get(), event.flatMap(end -> cause(end.event()))), false));
    }

    private static Optional<String> cause(SimulatedDeviceEvent end) {
        if (end instanceof SimulatedDeviceEvent.Failed(Problem problem)) {
            return Optional.of(problem.asArgument());
        }
        return end instanceof SimulatedDeviceEvent.Disconnected(String why) ? Optional.of(why) : Optional.empty();
    }

    private void awaitState(Class<? extends SimulatedState> wanted, Duration limit, ProblemReason otherwise) {
        await(limit, wanted::isInstance, otherwise);
    }

    private void awaitOther(Class<? extends SimulatedState> left, ProblemReason otherwise) {
        await(STOP_LIMIT, state -> !left.isInstance(state), otherwise);
    }

    private void await(Duration limit, Predicate<SimulatedState> condition, ProblemReason otherwise) {
        CompletableFuture<SimulatedState> reached = device.state().when(condition);
        if (time.await(reached, limit).isEmpty()) {
            reached.cancel(false);
            throw new Missed(otherwise.toString());
        }
    }

    private void beginTurn() {
        endTurn();
        turnFrom = OptionalLong.of(device.events().end());
    }

    private void endTurn() {
        if (turnFrom.isPresent()) {
            turns.add(SimulatedTurnReport.of(events()));
            turnFrom = OptionalLong.empty();
            changed.run();
        }
    }
}
