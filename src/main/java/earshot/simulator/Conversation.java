package earshot.simulator;

import earshot.problem.Problem;
import earshot.time.Time;
import earshot.wire.ListenMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Simulates a person who talks with a device: starts it, speaks the sentence, waits for the end of the answer, repeats that for each turn,
/// and hangs up.
public final class Conversation {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(45);

    private final Time time;
    private final FirmwareDevice device;
    private final RecordedMicrophone microphone;
    private final int turns;
    private final Patience patience;

    /// @param answer limit from the end of the sentence to the end of the answer
    /// @param text how much longer to wait for `stt`; a server may answer before the recognition is complete, or send no `stt`
    public record Patience(Duration answer, Duration text) {}

    /// @param device made with `microphone`, not yet switched on
    /// @param turns at least 1
    public Conversation(Time time, FirmwareDevice device, RecordedMicrophone microphone, int turns, Patience patience) {
        this.time = time;
        this.device = device;
        this.microphone = microphone;
        this.turns = turns;
        this.patience = patience;
    }

    /// Runs the conversation and hangs up; blocks the calling virtual thread. Never throws: failures are in the report.
    ///
    /// @param ota OTA address that the device asks for its server first, empty to use the address of its profile
    public DeviceReport hold(Optional<String> ota) {
        List<TurnReport> reports = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        ota.ifPresentOrElse(device::powerOn, device::powerOn);
        long mark = 0;
        for (int turn = 1; turn <= turns && failures.isEmpty(); turn++) {
            Optional<String> failure = listening(mark, turn);
            if (failure.isEmpty()) {
                long from = device.moments().end();
                failure = turn(from);
                reports.add(TurnReport.of(device.moments().read(from, device.moments().capacity()).rows()));
                mark = from;
            }
            failure.ifPresent(failures::add);
        }
        Counters counters = device.counters().get();
        device.close();
        failures.addAll(troubles(counters));
        return new DeviceReport(device.profile().deviceId(), took(Happening.Connected.class), took(Happening.Greeted.class), counters, reports, failures);
    }

    /// Makes the device listen; returns the reason when it does not.
    private Optional<String> listening(long mark, int turn) {
        boolean first = turn == 1;
        CompletableFuture<Moment> listens = Moments.first(device.moments(), mark, what -> what instanceof Happening.Failed || what instanceof Happening.Ended || listenStart(what));
        switch (device.profile().mode()) {
            case MANUAL -> {
                listens.cancel(false);
                listens = Moments.first(device.moments(), device.moments().end(), what -> what instanceof Happening.Failed || what instanceof Happening.Ended || listenStart(what));
                device.press();
            }
            case AUTO -> {
                if (first) {
                    device.button();
                }
            }
            case REALTIME -> {
                if (first) {
                    device.button();
                } else {
                    // the microphone kept streaming: there is no second listen start
                    listens.complete(new Moment(time.nanos(), new Happening.Drained()));
                }
            }
        }
        return time.await(listens, CONNECT_LIMIT).map(Conversation::failure).orElse(Optional.of("did not get to listen within " + CONNECT_LIMIT.toSeconds() + " s"));
    }

    private Optional<String> turn(long from) {
        microphone.say();
        boolean manual = device.profile().mode() == ListenMode.MANUAL;
        CompletableFuture<Moment> spoken = Moments.first(device.moments(), from, over(what -> what instanceof Happening.SpeechEnded));
        CompletableFuture<Moment> drained = Moments.first(device.moments(), from, over(what -> what instanceof Happening.Drained));
        Optional<Moment> said = time.await(spoken, Duration.ofMinutes(5));
        if (said.isEmpty() || failure(said.get()).isPresent()) {
            return said.map(Conversation::failure).orElse(Optional.of("the sentence was not sent within 5 minutes"));
        }
        if (manual) {
            device.release();
        }
        Optional<Moment> end = time.await(drained, patience.answer);
        if (end.isPresent() && failure(end.get()).isEmpty() && patience.text.isPositive()) {
            time.await(Moments.first(device.moments(), from, over(TurnReport.type("stt"))), patience.text);
        }
        return end.map(Conversation::failure).orElseGet(() -> Optional.of("no whole answer within " + patience.answer.toSeconds() + " s"));
    }

    private static Predicate<Happening> over(Predicate<Happening> wanted) {
        return wanted.or(what -> what instanceof Happening.Failed || what instanceof Happening.Ended);
    }

    private static boolean listenStart(Happening what) {
        return what instanceof Happening.Sent(String json) && json.contains("\"type\":\"listen\"") && json.contains("\"state\":\"start\"");
    }

    private static Optional<String> failure(Moment moment) {
        return switch (moment.what()) {
            case Happening.Failed(Problem problem) -> Optional.of(problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH));
            case Happening.Ended(String why) -> Optional.of(why);
            case Happening.Connected _, Happening.Greeted _, Happening.Changed _, Happening.Refused _, Happening.Said _, Happening.Sent _,
                Happening.SpeechEnded _, Happening.FirstFrame _, Happening.Drained _ -> Optional.empty();
        };
    }

    private static List<String> troubles(Counters counters) {
        List<String> troubles = new ArrayList<>();
        if (counters.lost() > 0) {
            troubles.add(counters.lost() + " frames came and were not played");
        }
        if (counters.refused() > 0) {
            troubles.add(counters.refused() + " changes of state were refused");
        }
        return troubles;
    }

    private Optional<Duration> took(Class<? extends Happening> kind) {
        return Moments.find(device.moments(), 0, kind::isInstance).map(moment -> switch (moment.what()) {
            case Happening.Connected(Duration took) -> took;
            case Happening.Greeted(_, _, _, Duration took) -> took;
            case Happening.Changed _, Happening.Refused _, Happening.Said _, Happening.Sent _, Happening.SpeechEnded _, Happening.FirstFrame _,
                Happening.Drained _, Happening.Ended _, Happening.Failed _ -> Duration.ZERO;
        });
    }
}
