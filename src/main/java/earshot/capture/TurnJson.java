package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.asr.Hallucination;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Answer;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnFacts.ToolRun;
import earshot.turn.TurnFacts.Transcript;
import earshot.turn.TurnRecord;
import earshot.turn.StageWork;
import earshot.turn.TurnStage;

/// The lines of `turns.ndjson`: finished turns without their sound, all times in milliseconds with a fraction.
final class TurnJson {
    private static final int MOST_STAGES = 1_000;
    private static final int MOST_TOOLS = 1_000;

    private TurnJson() {}

    static ObjectNode of(TurnRecord turn) {
        TurnFacts facts = turn.facts();
        ObjectNode line = JSON.createObjectNode().put("number", turn.number()).put("device", turn.deviceId().value()).put("name", turn.device())
            .put("assistant", turn.assistant()).put("voice", turn.voice())
            .put("at", facts.at().toString()).put("outcome", JsonFields.name(facts.outcome())).put("total_ms", JsonFields.millis(facts.total()));
        line.set("transcript", of(facts.transcript()));
        line.set("answer", of(facts.answer()));
        line.set("stages", JSON.createArrayNode().addAll(facts.stages().stream().map(time -> of(time, StageWork.of(time, facts, turn.voice()))).toList()));
        facts.interruption().ifPresent(interruption -> line.set("interruption", of(interruption)));
        return line;
    }

    private static ObjectNode of(Transcript transcript) {
        ObjectNode node = JSON.createObjectNode().put("text", SecretMasker.mask(transcript.text())).put("recognizer", transcript.recognizer())
            .put("state", JsonFields.name(transcript.state()));
        transcript.confidence().ifPresent(confidence -> node.put("confidence", confidence));
        transcript.dropped()
            .ifPresent(dropped -> node.putObject("dropped").put("text", SecretMasker.mask(dropped.text())).put("reason", JsonFields.name(dropped.reason())));
        return node;
    }

    private static ObjectNode of(Answer answer) {
        ObjectNode node = JSON.createObjectNode().put("text", SecretMasker.mask(answer.text()));
        answer.model().ifPresent(model -> node.put("model", model));
        answer.firstToken().ifPresent(first -> node.put("first_piece_ms", JsonFields.millis(first)));
        return node.set("tools", JSON.createArrayNode().addAll(answer.tools().stream().map(TurnJson::of).toList()));
    }

    private static ObjectNode of(ToolRun run) {
        ObjectNode node = JSON.createObjectNode().put("name", run.name()).put("arguments", SecretMasker.mask(run.arguments()))
            .put("result", SecretMasker.mask(run.result())).put("failed", run.failed())
            .put("ms", JsonFields.millis(run.duration()));
        run.note().ifPresent(note -> node.put("note", SecretMasker.mask(note)));
        return node;
    }

    private static ObjectNode of(StageTime time, StageWork work) {
        ObjectNode node = JSON.createObjectNode().put("stage", JsonFields.name(time.stage())).put("ms", JsonFields.millis(time.duration()))
            .put("owner", work.owner().label());
        time.notes().forEach(note -> {
            switch (note) {
                case StageNote.GivenUp(Duration limit) -> node.put("given_up_ms", JsonFields.millis(limit));
                case StageNote.StandIn(String used, String instead, String why) -> node.put("used", used).put("instead", instead)
                    .put("why", SecretMasker.mask(why));
                case StageNote.Failed(String why) -> node.put("failed", SecretMasker.mask(why));
            }
        });
        return node;
    }

    private static ObjectNode of(Interruption interruption) {
        ObjectNode node = JSON.createObjectNode().put("cause", JsonFields.name(interruption.cause()))
            .put("detected_ms", JsonFields.millis(interruption.detected()))
            .put("stop_sent_ms", JsonFields.millis(interruption.stopSent()));
        interruption.silent().ifPresent(silent -> node.put("silent_ms", JsonFields.millis(silent)));
        return node;
    }

    /// @throws IllegalArgumentException when something in it is missing or wrong
    /// @throws DateTimeException likewise
    static TurnRecord read(JsonFields line, SessionClock clock) {
        Instant at = line.instant("at");
        JsonFields.check(clock.near(at), "at");
        TurnFacts facts = new TurnFacts(at, transcript(line.object("transcript")), answer(line.object("answer")), line.constant(Outcome.class, "outcome"),
            line.objects("stages", MOST_STAGES).stream().map(TurnJson::stage).toList(), line.optional("interruption").map(TurnJson::interruption));
        return new TurnRecord(line.number("number"), new DeviceId(line.line("device")), line.line("name"), line.line("assistant"), line.line("voice"), facts,
            Optional.empty(), Optional.empty());
    }

    private static Transcript transcript(JsonFields fields) {
        OptionalDouble confidence = fields.has("confidence") ? OptionalDouble.of(fields.fraction("confidence")) : OptionalDouble.empty();
        Optional<Hallucination> dropped = fields.optional("dropped")
            .map(one -> new Hallucination(one.line("text"), one.constant(Hallucination.Reason.class, "reason")));
        return new Transcript(fields.text("text"), confidence, fields.line("recognizer"), dropped, fields.constant(Transcript.State.class, "state"));
    }

    private static Answer answer(JsonFields fields) {
        return new Answer(fields.text("text"), fields.optionalLine("model"), fields.optionalMillis("first_piece_ms"),
            fields.objects("tools", MOST_TOOLS).stream().map(TurnJson::tool).toList());
    }

    private static ToolRun tool(JsonFields fields) {
        return new ToolRun(fields.line("name"), fields.text("arguments"), fields.text("result"), fields.flag("failed"), fields.millis("ms"),
            fields.optionalLine("note"));
    }

    private static StageTime stage(JsonFields fields) {
        Stream<StageNote> standIn = fields.has("used")
            ? Stream.of(new StageNote.StandIn(fields.line("used"), fields.line("instead"), fields.optionalLine("why").orElse(""))) : Stream.empty();
        Stream<StageNote> failed = fields.optionalLine("failed").<StageNote>map(StageNote.Failed::new).stream();
        Stream<StageNote> givenUp = fields.optionalMillis("given_up_ms").<StageNote>map(StageNote.GivenUp::new).stream();
        return new StageTime(fields.constant(TurnStage.class, "stage"), fields.millis("ms"),
            Stream.of(standIn, failed, givenUp).flatMap(notes -> notes).toList());
    }

    private static Interruption interruption(JsonFields fields) {
        return new Interruption(fields.constant(Interruption.Cause.class, "cause"), fields.millis("detected_ms"), fields.millis("stop_sent_ms"),
            fields.optionalMillis("silent_ms"));
    }
}
