package earshot.ui.devices;

import earshot.audio.Flow;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.Ended;
import earshot.device.Identity;
import earshot.device.IdleCountdown;
import earshot.device.TurnFacts;
import earshot.engine.Parts;
import earshot.server.Attempt;
import earshot.ui.part.Durations;
import earshot.ui.part.MeterBallistics;
import earshot.ui.part.Texts;
import earshot.wire.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Formats facts about a device as text. Pure.
record DeviceWords(Texts texts) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /// Text, shape and colour of a state.
    record State(String words, String shape, String tone) {}

    State state(DeviceFacts facts) {
        String key = facts.connection().map(connection -> connection.speaking() ? "speaking" : lower(connection.listenState())).orElse(lower(facts.presence()));
        String tone = switch (key) {
            case "listening", "finalizing" -> "is-in";
            case "speaking" -> "is-out";
            case "idle" -> "is-ok";
            default -> "is-quiet";
        };
        return new State(texts.get("device.state." + key), "shape-" + key, tone);
    }

    String name(DeviceFacts facts) {
        return facts.name().isBlank() ? facts.id() : facts.name();
    }

    /// Second line of the row: the note, else the id unless it is already shown as the name.
    String second(DeviceFacts facts) {
        if (!facts.note().isBlank()) {
            return facts.note();
        }
        // beside the badge of a test device there is no room for its id, which says nothing
        return facts.test() || facts.name().isBlank() || facts.name().equals(facts.id()) ? "" : facts.id();
    }

    String mode(DeviceFacts facts) {
        return facts.connection().map(connection -> texts.get("device.mode." + connection.mode().word())).orElse("–");
    }

    String dialect(Dialect dialect) {
        return texts.get("device.dialect." + lower(dialect));
    }

    Optional<Dialect> dialect(DeviceFacts facts) {
        return facts.connection().map(Connection::dialect).or(facts::dialectChoice);
    }

    String level(double db) {
        return db <= MeterBallistics.FLOOR ? "–" : texts.get("device.level", whole(db));
    }

    String roundTrip(DeviceFacts facts) {
        return facts.connection().flatMap(Connection::roundTrip).map(Durations::millis).orElse("–");
    }

    /// The newest event; for a device that is not connected why its last connection ended.
    String lastEvent(DeviceFacts facts) {
        return facts.connection().map(Connection::lastEvent).or(() -> facts.ended().map(this::ended)).orElse("");
    }

    String age(DeviceFacts facts, Instant now) {
        return facts.lastSeen().map(at -> Durations.age(Duration.between(at, now), texts)).orElse("–");
    }

    /// Why the last connection ended (U11). An entry stored by an earlier version without arguments keeps its stored text.
    String ended(Ended ended) {
        String key = "ended." + ended.rule();
        boolean lacking = ended.args().isEmpty() && texts.has(key) && texts.bundle().getString(key).contains("{0}");
        return lacking ? ended.words() : texts.getOr(key, ended.words(), ended.args().toArray());
    }

    /// The same with time and close code.
    String endedLong(Ended ended) {
        return texts.get("device.ended", CLOCK.format(ended.at().atZone(ZoneId.systemDefault())), ended(ended), Integer.toString(ended.code()));
    }

    String source(Identity.Source source) {
        String words = texts.get("device.source." + lower(source));
        return source == Identity.Source.AUTOMATIC ? words + " ⚠" : words;
    }

    String attention(Attention attention) {
        return texts.get("attention." + lower(attention));
    }

    /// `16.7/s · late 2 · lost 0 · queue 1 · rtt 12 ms` (U13).
    String flow(Flow in, DeviceFacts facts) {
        return texts.get("device.flow", rate(in.perSecond()), in.late(), in.lost(), in.queued(), roundTrip(facts));
    }

    /// Which rule closes the device next, and what resets it (U10).
    String idle(IdleCountdown countdown) {
        if (countdown.suspended()) {
            return texts.get("idle.suspended");
        }
        String rule = texts.get("idle." + lower(countdown.layer()));
        return countdown.kept() ? rule + " " + texts.get("idle.kept") : rule;
    }

    String refused(Attempt attempt) {
        return attempt.problem().map(problem -> texts.why(problem) + " " + texts.remedy(problem)).orElse("");
    }

    String leaving(DeviceFacts.Leaving leaving, Instant now) {
        return texts.get("device.leaving", leaving.remote(), Long.toString(Math.max(0, Duration.between(now, leaving.closesAt()).toSeconds() + 1)));
    }

    /// What was recognised. An empty text of a running turn is shown as pending, not as nothing heard.
    String heard(TurnFacts turn) {
        return !turn.heard().isBlank() ? turn.heard() : texts.get(turn.outcome() == TurnFacts.Outcome.RUNNING ? "turn.heard.pending" : "turn.heard.nothing");
    }

    String confidence(TurnFacts turn) {
        return turn.confidence().isPresent() ? texts.get("turn.confidence", Long.toString(Math.round(turn.confidence().getAsDouble() * 100))) : "";
    }

    String outcome(TurnFacts turn) {
        return texts.get("turn.outcome." + lower(turn.outcome()));
    }

    String stage(TurnFacts.Stage stage) {
        return texts.getOr("stage." + stage.name().replace(' ', '_'), stage.name());
    }

    /// The recogniser, with a remark on its quality if it is the embedded one.
    String recognizer(TurnFacts turn, Parts parts) {
        String name = turn.recognizer().isBlank() ? parts.recognizer() : turn.recognizer();
        return parts.recognizerEmbedded() ? texts.get("turn.recognizer.weak", name) : texts.get("turn.recognizer", name);
    }

    String meter(double db, boolean lamp) {
        return texts.get("device.meter", whole(Math.max(db, MeterBallistics.FLOOR)), texts.get(lamp ? "yes" : "no"));
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    private static String whole(double db) {
        return Long.toString(Math.round(db));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
