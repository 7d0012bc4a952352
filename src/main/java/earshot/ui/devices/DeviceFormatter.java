package earshot.ui.devices;

import module java.base;

import earshot.audio.StreamStatistics;
import earshot.data.ControlCharacters;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.DeviceIdentity;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.engine.ActiveComponents;
import earshot.turn.TurnFacts;
import earshot.turn.TurnStage;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.HeardText;
import earshot.ui.kit.MeterBallistics;
import earshot.ui.kit.StageStyle;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.wire.Dialect;

/// Formats facts about a device as text. Pure.
record DeviceFormatter(Texts texts) {
    /// Text, shape and color of a state.
    record StateText(String text, String shape, String styleClass) {}

    StateText state(DeviceFacts facts) {
        String key = facts.connection().map(connection -> connection.speaking() ? "speaking" : Texts.keyOf(connection.listening().state()))
            .orElse(Texts.keyOf(facts.presence()));
        String tone = switch (key) {
            case "listening" -> "is-in";
            case "finalizing" -> "is-warn";
            case "speaking" -> "is-out";
            case "idle" -> "is-ok";
            default -> "is-quiet";
        };
        return new StateText(texts.get("device.state." + key), "shape-" + key, tone);
    }

    /// As [#state], but a device that waits for its answer is not idle: it has the stage of its turn, named as in the list of turns.
    ///
    /// @param stage the stage of its turn that runs
    StateText state(DeviceFacts facts, Optional<TurnStage> stage) {
        boolean idle = facts.connection().filter(connection -> !connection.speaking() && connection.listening().state() == ListenState.IDLE).isPresent();
        return stage.filter(open -> idle && open != TurnStage.PLAYOUT)
            .map(open -> new StateText(StageStyle.shortName(open, texts) + "…", "shape-finalizing", "is-warn"))
            .orElseGet(() -> state(facts));
    }

    String name(DeviceFacts facts) {
        return facts.name().isBlank() ? facts.id().value() : ControlCharacters.toSpaces(facts.name());
    }

    /// Second line of the row: the note, else the id unless it is already shown as the name.
    String secondLine(DeviceFacts facts) {
        // beside the badge of a test device there is no room for its id, which says nothing
        boolean idHidden = facts.profile().test() || facts.name().isBlank() || facts.name().equals(facts.id().value());
        return !facts.profile().note().isBlank() ? facts.profile().note() : idHidden ? "" : facts.id().value();
    }

    String mode(DeviceFacts facts) {
        return facts.connection().map(connection -> texts.get("device.mode." + connection.mode().wireName())).orElse("–");
    }

    String dialect(Dialect dialect) {
        return texts.get("device.dialect." + Texts.keyOf(dialect));
    }

    Optional<Dialect> dialect(DeviceFacts facts) {
        return facts.connection().map(connection -> connection.link().dialect()).or(() -> facts.profile().dialectChoice());
    }

    String level(double db) {
        return db <= MeterBallistics.FLOOR ? "–" : texts.get("device.level", rounded(db));
    }

    String roundTrip(DeviceFacts facts) {
        return facts.connection().flatMap(Connection::roundTrip).map(DurationFormatter::millis).orElse("–");
    }

    /// The newest event; for a device that is not connected why its last connection ended.
    String lastEvent(DeviceFacts facts) {
        return facts.connection().map(Connection::lastEvent).map(line -> line.isEmpty() ? texts.get("device.last.connected") : line)
            .or(() -> facts.history().lastEnd().map(this::ended)).orElse("");
    }

    String age(DeviceFacts facts, Instant now) {
        return facts.history().lastSeen().map(at -> DurationFormatter.age(Duration.between(at, now), texts)).orElse("–");
    }

    /// Why the last connection ended (U11).
    String ended(ConnectionEnd connectionEnd) {
        return connectionEnd.words(texts.language().locale());
    }

    /// The same with time and close code.
    String endedWithTime(ConnectionEnd connectionEnd) {
        return texts.get("device.ended", TimeFormatter.CLOCK.format(connectionEnd.at()), ended(connectionEnd), Integer.toString(connectionEnd.code()));
    }

    String source(DeviceIdentity.Source source) {
        String text = texts.get("device.source." + Texts.keyOf(source));
        return source == DeviceIdentity.Source.AUTOMATIC ? text + " ⚠" : text;
    }

    /// `16.7/s · late 2 · lost 0 · queue 1 · rtt 12 ms` (U13).
    String flow(StreamStatistics in, DeviceFacts facts) {
        return texts.get("device.flow", rate(in.perSecond()), in.late(), in.lost(), in.queued(), roundTrip(facts));
    }

    /// Which rule closes the device next, and what resets it (U10).
    String idle(IdleCountdown countdown) {
        String rule = texts.get("idle." + (countdown.suspended() ? "suspended" : Texts.keyOf(countdown.layer())));
        return countdown.keptOpen() && !countdown.suspended() ? texts.sentences(rule, texts.get("idle.kept")) : rule;
    }

    String replacedConnection(DeviceFacts.ReplacedConnection replacedConnection, Instant now) {
        return texts.get("device.leaving", replacedConnection.remote(),
            Long.toString(Math.max(0, Duration.between(now, replacedConnection.closesAt()).toSeconds() + 1)));
    }

    /// What was recognized. An empty text of a running turn is shown as pending, not as nothing heard.
    String transcript(TurnFacts turn) {
        return HeardText.of(turn.transcript(), texts, turn.outcome() == TurnFacts.Outcome.RUNNING ? "heard.pending" : "turn.heard.nothing");
    }

    String confidence(TurnFacts turn) {
        return turn.transcript().confidence().isPresent()
            ? texts.get("turn.confidence", Long.toString(Math.round(turn.transcript().confidence().getAsDouble() * 100)))
            : "";
    }

    String stage(TurnStage stage) {
        return StageStyle.name(stage, texts);
    }

    /// The recognizer, with a remark on its quality if it is the embedded one; empty where none has recognized anything.
    String recognizer(TurnFacts turn, ActiveComponents activeComponents) {
        if (!turn.spoken() || turn.transcript().state() != TurnFacts.Transcript.State.KNOWN) {
            return "";
        }
        String name = turn.transcript().recognizer().isBlank() ? activeComponents.recognizer() : turn.transcript().recognizer();
        return activeComponents.recognizerEmbedded() ? texts.get("turn.recognizer.weak", name) : texts.get("turn.recognizer", name);
    }

    String meterText(double db, boolean clipped) {
        return texts.get("device.meter", rounded(Math.max(db, MeterBallistics.FLOOR)), texts.get(clipped ? "yes" : "no"));
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    private static String rounded(double db) {
        return Long.toString(Math.round(db));
    }
}
