package earshot.simulator;

import module java.base;

import earshot.problem.Problem;
import earshot.time.Time;
import earshot.wire.ListenMode;

/// Simulates a person who talks with a device: starts it, in each turn speaks the sentence and waits for the end of the answer, hangs up.
///
/// @param device made with `microphone`, not yet switched on
/// @param turns at least 1
/// @param answered runs after each answer, on the thread of the conversation, which goes on when it returns
public record SimulatedConversation(Time time, SimulatedDevice device, RecordedMicrophone microphone, int turns, TimeLimits timeLimits, Runnable answered) {
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(45);

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
        List<SimulatedTurnReport> reports = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        ota.ifPresentOrElse(device::powerOn, device::powerOn);
        awaitBoot().ifPresent(failures::add);
        long mark = 0;
        for (int turn = 1; turn <= turns && failures.isEmpty(); turn++) {
            Optional<String> failure = awaitListening(mark, turn);
            if (failure.isEmpty()) {
                long from = device.events().end();
                failure = turn(from);
                answered.run();
                reports.add(SimulatedTurnReport.of(device.events().read(from, device.events().capacity()).rows()));
                mark = from;
            }
            failure.ifPresent(failures::add);
        }
        FrameCounters counters = device.counters().get();
        device.close();
        failures.addAll(failures(counters));
        return new SimulatedDeviceReport(device.profile().deviceId(), durationOf(SimulatedDeviceEvent.Connected.class, SimulatedDeviceEvent.Connected::took),
            durationOf(SimulatedDeviceEvent.HelloReceived.class, SimulatedDeviceEvent.HelloReceived::took), counters, reports, failures);
    }

    /// Waits until the device has booted, also for the person who approves it; returns the reason when it has not.
    private Optional<String> awaitBoot() {
        Optional<TimedDeviceEvent> idle = time.await(DeviceEventSearch.first(device.events(), 0, SimulatedConversation::becameIdle), BOOT_LIMIT);
        return idle.isPresent() ? Optional.empty() : Optional.of("was not approved within " + BOOT_LIMIT.toMinutes() + " minutes");
    }

    private static boolean becameIdle(SimulatedDeviceEvent what) {
        return what instanceof SimulatedDeviceEvent.StateChanged(_, FirmwareState.Idle _);
    }

    /// Makes the device listen; returns the reason when it does not.
    private Optional<String> awaitListening(long mark, int turn) {
        ListenMode mode = device.profile().mode();
        long from = mode == ListenMode.MANUAL ? device.events().end() : mark;
        CompletableFuture<TimedDeviceEvent> listens = DeviceEventSearch.first(device.events(), from, orEnd(SimulatedConversation::listenStart));
        if (mode == ListenMode.MANUAL) {
            device.press();
        } else if (turn == 1) {
            device.button();
        } else if (mode == ListenMode.REALTIME) {
            // the microphone kept streaming: there is no second listen start
            listens.complete(new TimedDeviceEvent(time.nanos(), new SimulatedDeviceEvent.PlaybackDrained()));
        }
        return time.await(listens, CONNECT_LIMIT).map(SimulatedConversation::failure).orElse(Optional.of("did not get to listen within " + CONNECT_LIMIT.toSeconds() + " s"));
    }

    private Optional<String> turn(long from) {
        microphone.speak();
        CompletableFuture<TimedDeviceEvent> spoken = DeviceEventSearch.first(device.events(), from, orEnd(what -> what instanceof SimulatedDeviceEvent.SpeechEnded));
        CompletableFuture<TimedDeviceEvent> drained = DeviceEventSearch.first(device.events(), from, orEnd(what -> what instanceof SimulatedDeviceEvent.PlaybackDrained));
        Optional<TimedDeviceEvent> said = time.await(spoken, Duration.ofMinutes(5));
        if (said.isEmpty() || failure(said.get()).isPresent()) {
            return said.map(SimulatedConversation::failure).orElse(Optional.of("the sentence was not sent within 5 minutes"));
        }
        if (device.profile().mode() == ListenMode.MANUAL) {
            device.release();
        }
        Optional<TimedDeviceEvent> end = time.await(drained, timeLimits.answer);
        if (end.isPresent() && failure(end.get()).isEmpty() && timeLimits.text.isPositive()) {
            time.await(DeviceEventSearch.first(device.events(), from, orEnd(SimulatedTurnReport.type("stt"))), timeLimits.text);
        }
        return end.map(SimulatedConversation::failure).orElseGet(() -> Optional.of("no whole answer within " + timeLimits.answer.toSeconds() + " s"));
    }

    private static Predicate<SimulatedDeviceEvent> orEnd(Predicate<SimulatedDeviceEvent> condition) {
        return condition.or(what -> what instanceof SimulatedDeviceEvent.Failed || what instanceof SimulatedDeviceEvent.Disconnected);
    }

    private static boolean listenStart(SimulatedDeviceEvent what) {
        return what instanceof SimulatedDeviceEvent.MessageSent(String json) && json.contains("\"type\":\"listen\"") && json.contains("\"state\":\"start\"");
    }

    private static Optional<String> failure(TimedDeviceEvent timedDeviceEvent) {
        return switch (timedDeviceEvent.event()) {
            case SimulatedDeviceEvent.Failed(Problem problem) -> Optional.of(problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH));
            case SimulatedDeviceEvent.Disconnected(String why) -> Optional.of(why);
            case SimulatedDeviceEvent.ActivationRequired _, SimulatedDeviceEvent.Connected _, SimulatedDeviceEvent.HelloReceived _, SimulatedDeviceEvent.StateChanged _, SimulatedDeviceEvent.TransitionRefused _, SimulatedDeviceEvent.MessageReceived _, SimulatedDeviceEvent.MessageSent _,
                SimulatedDeviceEvent.SpeechEnded _, SimulatedDeviceEvent.FirstFrame _, SimulatedDeviceEvent.PlaybackDrained _ -> Optional.empty();
        };
    }

    private static List<String> failures(FrameCounters counters) {
        List<String> failures = new ArrayList<>();
        if (counters.lost() > 0) {
            failures.add(counters.lost() + " frames came and were not played");
        }
        if (counters.refused() > 0) {
            failures.add(counters.refused() + " changes of state were refused");
        }
        return failures;
    }

    private <E extends SimulatedDeviceEvent> Optional<Duration> durationOf(Class<E> kind, Function<E, Duration> took) {
        return DeviceEventSearch.find(device.events(), 0, kind::isInstance).map(found -> took.apply(kind.cast(found.event())));
    }
}
