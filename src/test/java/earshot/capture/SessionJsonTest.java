package earshot.capture;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.asr.Hallucination;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Answer;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnFacts.ToolRun;
import earshot.turn.TurnFacts.Transcript;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each part of a session file as JSON: what is written is read again, and what others write is taken as far as it makes sense.
class SessionJsonTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:00:00.123Z");
    private static final SessionClock CLOCK = new SessionClock(AT, 5_000_000_000_000L, AT.plusSeconds(3), ZoneOffset.UTC);

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void turnsOfEveryOutcomeAreReadAgain(Outcome outcome) throws IOException {
        sameAgain(new TurnFacts(AT, Transcript.NONE, Answer.NONE, outcome, List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(TurnStage.class)
    void turnsWithEveryStageAreReadAgain(TurnStage stage) throws IOException {
        sameAgain(new TurnFacts(AT, Transcript.NONE, Answer.NONE, Outcome.DONE,
            List.of(new StageTime(stage, Duration.ofNanos(1)), new StageTime(stage, Duration.ofHours(3).plusNanos(7))), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Interruption.Cause.class)
    void turnsThatWereCutShortAreReadAgain(Interruption.Cause cause) throws IOException {
        sameAgain(new TurnFacts(AT, Transcript.NONE, Answer.NONE, Outcome.INTERRUPTED, List.of(),
            Optional.of(new Interruption(cause, Duration.ZERO, Duration.ofNanos(999_999_999), Optional.empty()))));
    }

    @Test
    void everyKindOfTranscriptIsReadAgain() throws IOException {
        for (Transcript.State state : Transcript.State.values()) {
            for (Hallucination.Reason reason : Hallucination.Reason.values()) {
                Transcript transcript = new Transcript("said", OptionalDouble.empty(), "", Optional.of(new Hallucination("dropped", reason)), state);
                sameAgain(new TurnFacts(AT, transcript, Answer.withoutModel("你好 \" \\ \n"), Outcome.DONE, List.of(), Optional.empty()));
            }
        }
    }

    @Test
    void whoDidTheWorkIsWrittenAndLinesWithoutItAreRead() throws IOException {
        StageTime stage = new StageTime(TurnStage.RECOGNISE, Duration.ofMillis(9), List.of(new TurnFacts.StageNote.StandIn("Sphinx4", "cloud", "")));
        TurnFacts facts = new TurnFacts(AT, new Transcript("said", OptionalDouble.empty(), "Sphinx4"), Answer.NONE, Outcome.DONE, List.of(stage),
            Optional.empty());
        ObjectNode line = TurnJson.of(turn(facts));
        ObjectNode written = (ObjectNode) line.get("stages").get(0);
        assertThat(written.get("owner").asText()).isEqualTo("computer");
        written.remove(List.of("owner", "why"));
        assertThat(TurnJson.read(new JsonFields(line), CLOCK).facts()).as("as an earlier version wrote it").isEqualTo(facts);
    }

    @Test
    void secretsInWhatWasSaidAndCalledAreMasked() {
        ToolRun run = new ToolRun("open", "{\"api_key\":\"0123456789\"}", "token=0123456789", false, Duration.ZERO, Optional.of("Bearer 0123456789"));
        TurnFacts facts = new TurnFacts(AT, new Transcript("password=0123456789", OptionalDouble.empty(), "x"),
            new Answer("secret: 0123456789", Optional.empty(), Optional.empty(), List.of(run)), Outcome.DONE, List.of(), Optional.empty());
        String line = TurnJson.of(turn(facts)).toString();
        assertThat(line).doesNotContain("0123456789").contains("***");
        DeviceFacts device = DeviceFacts.unknown(new DeviceId("aa")).withNote("its password=0123456789");
        assertThat(DeviceJson.of(device).toString()).doesNotContain("0123456789").contains("its password=***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "device", "name", "assistant", "voice", "at", "outcome", "transcript", "answer"})
    void aTurnWithoutAFieldIsNone(String field) {
        ObjectNode line = TurnJson.of(SampleSession.turn());
        line.remove(field);
        refused(() -> TurnJson.read(new JsonFields(line), CLOCK));
    }

    @ParameterizedTest
    @CsvSource({"-1", "1e300", "NaN", "99999999999999"})
    void durationsThatNobodyWaitsForAreRefused(double millis) {
        ObjectNode line = TurnJson.of(SampleSession.turn());
        ((ObjectNode) line.path("stages").path(0)).put("ms", millis);
        refused(() -> TurnJson.read(new JsonFields(line), CLOCK));
    }

    @Test
    void devicesInEveryStateAreReadAgain() throws IOException {
        DeviceFacts unknown = DeviceFacts.unknown(new DeviceId("aa"));
        ConnectionEnd end = new ConnectionEnd(AT, 1006, "device.hangup", List.of("a", "b"), "it hung up");
        for (DeviceFacts facts : List.of(unknown, unknown.withTest(true).withNote("n"), SampleSession.device(), SampleSession.device().disconnected(end))) {
            assertThat(DeviceJson.read(new JsonFields(again(DeviceJson.of(facts))))).isEqualTo(facts);
        }
    }

    @Test
    void aDeviceThatCannotBeReadIsLeftOut() throws IOException {
        ObjectNode manifest = ManifestJson.of(SampleSession.file().manifest());
        ((ArrayNode) manifest.path("devices")).add("no device").add(JSON.createObjectNode().put("id", "bb"));
        assertThat(ManifestJson.read(new JsonFields(again(manifest))).devices()).containsExactly(SampleSession.device());
    }

    @Test
    void faultsOfAnOlderVersionAreRead() throws IOException {
        ObjectNode manifest = ManifestJson.of(SampleSession.file().manifest());
        assertThat(ManifestJson.read(new JsonFields(again(manifest))).faults()).isEqualTo(SampleSession.file().manifest().faults()).hasSize(2);
        manifest.set("faults", JSON.createObjectNode().put("b server delay", "200"));
        assertThat(ManifestJson.read(new JsonFields(manifest)).faults())
            .containsExactly(new RecordedFault("b server delay", "200", Optional.empty(), Optional.empty()));
    }

    @Test
    void settingsKeepTheirTypes() throws IOException {
        Map<String, Object> settings = Map.of("number", 7L, "negative", -1L, "fraction", 0.25, "flag", false, "text", "7", "list", List.of("a", "b"), "map",
            Map.of("x", 1L, "y", List.of(true)));
        SessionManifest manifest = new SessionManifest(1, "x", CLOCK, settings, List.of(), List.of());
        assertThat(ManifestJson.read(new JsonFields(again(ManifestJson.of(manifest)))).settings()).isEqualTo(settings);
        ObjectNode deep = ManifestJson.of(manifest);
        ((ObjectNode) deep.path("settings")).set("deep", JSON.readTree("[".repeat(30) + "]".repeat(30)));
        assertThat(ManifestJson.read(new JsonFields(deep)).settings()).containsAllEntriesOf(settings);
        deep.put("zone", "Moon/Crater");
        assertThat(ManifestJson.read(new JsonFields(deep)).clock().zone()).as("of a newer list of zones").isEqualTo(ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({"format, 0", "format, x", "started, never", "ended, ''", "zone, 7", "started_nanos, x"})
    void aManifestThatMakesNoSenseIsRefused(String field, String value) {
        ObjectNode manifest = ManifestJson.of(SampleSession.file().manifest());
        if (value.equals("0")) {
            manifest.put(field, 0);
        } else {
            manifest.put(field, value);
        }
        if (value.equals("7")) {
            manifest.put(field, 7);
        }
        refused(() -> ManifestJson.read(new JsonFields(manifest)));
    }

    static Stream<SessionEntry> entries() {
        Set<Class<?>> seen = new HashSet<>();
        return SampleSession.file().entries().stream().filter(entry -> seen.add(entry.getClass()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryWithoutAFieldIsNone(SessionEntry entry) throws IOException {
        Set<String> mayMiss = Set.of("at", "bytes", "ms", "timestamp", "headers", "zh", "en", "payload");
        ObjectNode line = line(entry);
        assertThat(EntryJson.read(new JsonFields(again(line)), CLOCK)).isNotInstanceOf(EntryJson.Line.Unknown.class);
        for (String field : (Iterable<String>) line::fieldNames) {
            boolean row = entry instanceof SessionEntry.Row;
            boolean named = field.equals("device") && !(entry instanceof SessionEntry.Connected || entry instanceof SessionEntry.Ota);
            ObjectNode less = again(line);
            less.remove(field);
            if (mayMiss.contains(field) && !(row && field.equals("at")) && !(entry instanceof SessionEntry.Text && field.equals("bytes")) || named
                || row && field.equals("text")) {
                assertThat(EntryJson.read(new JsonFields(less), CLOCK)).as(field).isNotNull();
            } else {
                refused(() -> EntryJson.read(new JsonFields(less), CLOCK));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-9223372036854775808", "99000000000000000"})
    void timesFarFromTheRecordingAreRefused(long nanos) throws IOException {
        ObjectNode line = line(new SessionEntry.Lost(CLOCK.nanos(), 1));
        assertThat(EntryJson.read(new JsonFields(again(line)), CLOCK)).isEqualTo(new EntryJson.Line.Whole(new SessionEntry.Lost(CLOCK.nanos(), 1)));
        line.put("nanos", nanos);
        refused(() -> EntryJson.read(new JsonFields(again(line)), CLOCK));
    }

    @ParameterizedTest
    @CsvSource({"connection, 0", "connection, -1", "connection, 3000000000", "index, -1", "timestamp, -1", "timestamp, 4294967296"})
    void numbersOutOfRangeAreRefused(String field, long value) throws IOException {
        ObjectNode line = line(new SessionEntry.Packet(CLOCK.nanos(), 1, Direction.IN, 7, SampleSession.packet(1)));
        line.put(field, value);
        refused(() -> EntryJson.read(new JsonFields(again(line)), CLOCK));
    }

    @Test
    void nothingPassesHere() throws IOException {
        ObjectNode line = line(new SessionEntry.Text(CLOCK.nanos(), 1, Direction.HERE, "x", 1));
        refused(() -> EntryJson.read(new JsonFields(again(line)), CLOCK));
    }

    private static void sameAgain(TurnFacts facts) throws IOException {
        assertThat(TurnJson.read(new JsonFields(again(TurnJson.of(turn(facts)))), CLOCK)).isEqualTo(turn(facts));
    }

    private static TurnRecord turn(TurnFacts facts) {
        return new TurnRecord(1, new DeviceId("aa"), "kitchen", "echo", "freetts", facts, Optional.empty(), Optional.empty());
    }

    private static ObjectNode line(SessionEntry entry) {
        return EntryJson.of(entry, CLOCK, Optional.of(SampleSession.BOARD), Optional.of(new EntryJson.Place("sound/1-in.ogg", 0)));
    }

    private static ObjectNode again(ObjectNode node) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(node.toString());
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }
}
