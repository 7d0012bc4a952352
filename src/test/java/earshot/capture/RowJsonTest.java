package earshot.capture;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows and problems say the same after they were a line, in both languages, and lines of others say nothing that cannot be shown.
class RowJsonTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:00:00.123Z");

    @ParameterizedTest
    @EnumSource(EventCode.class)
    void everyEventSaysTheSameAgain(EventCode code) throws IOException {
        sameAgain(EventText.of(code, "1", "two", ProblemReason.DISK_FULL.with("/x")));
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyProblemSaysTheSameAgain(ProblemCode code) throws IOException {
        ProblemSubject subject = code.key().equals("lint") ? new ProblemSubject.ProtocolRule(SampleSession.BOARD, "hello-late") : ProblemSubject.program();
        Problem problem = Problem.of(code, subject, "a", "1", "c", "d", "e", "f");
        sameAgain(new EventText.Raised(problem));
        sameAgain(new EventText.Resolved(problem));
    }

    @Test
    void everySubjectIsReadAgain() throws IOException {
        for (ProblemSubject subject : List.of(ProblemSubject.program(), new ProblemSubject.Device(new DeviceId("aa")),
            new ProblemSubject.Setting("server.port"), new ProblemSubject.File("/x"),
            new ProblemSubject.SettingsFile("/y"), new ProblemSubject.Meeting(new MeetingId("m")))) {
            Problem problem = Problem.of(ProblemCode.BACKUP_FAILED, subject, "why");
            assertThat(ProblemJson.read(new JsonFields(again(ProblemJson.of(problem))))).isEqualTo(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{'code':'no_such_event','args':[]}", "{'code':7}", "{'code':'connected','args':[1]}",
        "{'code':'connected','args':['1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1']}",
        "{'raised':{'code':'protocol_odd','subject':{'kind':'rule','id':'aa','rule':'no-such-rule'},'args':[]}}",
        "{'raised':{'code':'backup_failed','subject':{'kind':'moon'},'args':[]}}", "{'raised':'x'}", "{'resolved':{}}",
        "{'ended':{'code':99999,'rule':'x','args':[],'description':''}}", "{'ended':{'code':1000}}" })
    void whatCannotBeSaidKeepsItsEnglishWords(String text) throws IOException {
        ObjectNode line = line(new EventText.Words("x"));
        line.put("en", "as it was written");
        line.set("text", JSON.readTree(text.replace('\'', '"')));
        Event read = RowJson.read(new JsonFields(again(line)));
        assertThat(read.text()).isEqualTo(new EventText.Words("as it was written"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "nanos", "direction", "type", "severity", "en"})
    void aRowWithoutAFieldIsNone(String field) throws IOException {
        ObjectNode line = line(new EventText.Words("x"));
        line.remove(field);
        line.remove("text");
        assertThatThrownBy(() -> RowJson.read(new JsonFields(again(line)))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "yesterday", ""})
    void timesThatNoClockShowsAreRefused(String at) throws IOException {
        ObjectNode line = line(new EventText.Words("x")).put("at", at);
        assertThatThrownBy(() -> RowJson.read(new JsonFields(again(line)))).isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }

    @Test
    void whatIsFarTooLongIsCut() throws IOException {
        ObjectNode line = line(new EventText.Words("x"));
        line.put("type", "t".repeat(1_000)).set("text", JSON.createObjectNode().put("words", "w".repeat(100_000)));
        line.set("payload", JSON.createObjectNode().put("hex", "0".repeat(10_000)).put("bytes", 5_000));
        Event read = RowJson.read(new JsonFields(again(line)));
        assertThat(read.type()).hasSize(65);
        assertThat(read.summary()).hasSize(4_000);
        assertThat(((EventPayload.Binary) read.payload()).head()).hasSizeLessThan(200);
        assertThat(read.size()).isEqualTo(5_000);
    }

    private static void sameAgain(EventText text) throws IOException {
        Event read = RowJson.read(new JsonFields(again(line(text))));
        assertThat(read).isEqualTo(event(text));
        assertThat(read.text().in(Locale.SIMPLIFIED_CHINESE)).isEqualTo(text.in(Locale.SIMPLIFIED_CHINESE));
    }

    private static Event event(EventText text) {
        return new Event(AT, 77, Optional.of(SampleSession.BOARD), Direction.HERE, "state", Severity.WARNING, text, EventPayload.none());
    }

    private static ObjectNode line(EventText text) {
        return EntryJson.of(new SessionEntry.Row(event(text)), new SessionClock(AT, 0, AT, ZoneOffset.UTC), Optional.empty(), Optional.empty());
    }

    /// As it is read from a file.
    private static ObjectNode again(ObjectNode line) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(line.toString());
    }
}
