package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.FindingListener;
import earshot.lint.LintRule;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.HttpReply;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of findings: problems of a device that open and close, and rows that are not repeated.
class LintReporterTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final String GOOD = "{'firmware':{'version':'1.0.0','url':''},'websocket':{'url':'ws://192.168.1.20:8000/xiaozhi/v1/','token':'','version':1}}";

    private final Map<ProblemSubject, Problem> open = new LinkedHashMap<>();
    private final Timeline timeline = new Timeline(new TimeFake());
    private final ProblemSink problems = new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            open.put(problem.subject(), problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            Optional.ofNullable(open.get(subject)).filter(problem -> problem.code() == code).ifPresent(_ -> open.remove(subject));
        }
    };
    private final FaultRegistry faults = new FaultRegistry(new TimeFake(), timeline, problems);
    private final LintReporter reporter = new LintReporter(problems, timeline, faults);

    @ParameterizedTest
    @EnumSource(LintRule.class)
    void everyRuleOpensAProblemInBothLanguagesAndClosesIt(LintRule rule) {
        FindingListener device = reporter.of(BOARD);
        device.broken(new Finding(rule, "seen", 1));
        assertThat(open.keySet()).containsExactly(new ProblemSubject.ProtocolRule(BOARD, rule.id()));
        Problem problem = open.values().iterator().next();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(problem.what(locale) + problem.why(locale)).contains("aa", "seen").doesNotContain("{", rule.name());
        }
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.summary()).isEqualTo(rule.id() + ": seen");
            assertThat(row.severity()).isEqualTo(problem.code().severity());
            assertThat(row.device()).contains(BOARD);
        });
        device.kept(rule);
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = LintRule.class, names = {"AUDIO_EARLY", "AUDIO_AHEAD", "STOP_EARLY"})
    void whatASwitchedOnFaultHoldsBackIsNoFinding(LintRule rule) {
        FindingListener device = reporter.of(BOARD);
        faults.switchOn(BOARD, FaultSide.SERVER, new Fault(FaultKind.BURST, 600));
        device.broken(new Finding(rule, "seen", 1));
        assertThat(open).isEmpty();
        reporter.of(new DeviceId("bb")).broken(new Finding(rule, "another device", 1));
        assertThat(open.keySet()).containsExactly(new ProblemSubject.ProtocolRule(new DeviceId("bb"), rule.id()));
        device.broken(new Finding(LintRule.FRAMING_SENT, "of another kind", 1));
        assertThat(open).hasSize(2);
        faults.switchAllOff();
        device.broken(new Finding(rule, "seen", 1));
        assertThat(open).hasSize(3);
    }

    @Test
    void whatGoesOnIsARowOnceAndAProblemThatCounts() {
        FindingListener device = reporter.of(BOARD);
        device.broken(new Finding(LintRule.SESSION_ID, "old", 1));
        device.broken(new Finding(LintRule.SESSION_ID, "older", 7));
        assertThat(rows()).hasSize(1);
        assertThat(open.values()).singleElement().satisfies(problem -> assertThat(problem.args()).containsExactly("aa", "older", "7"));
        device.broken(new Finding(LintRule.JSON_TYPE, "x", 1));
        reporter.of(new DeviceId("bb")).broken(new Finding(LintRule.SESSION_ID, "y", 1));
        assertThat(open).as("one for each rule and device").hasSize(3);
        reporter.of(new DeviceId("bb")).kept(LintRule.SESSION_ID);
        device.kept(LintRule.JSON_TYPE);
        assertThat(open.keySet()).containsExactly(new ProblemSubject.ProtocolRule(BOARD, "session-id"));
    }

    @Test
    void theRowOfAFindingHoldsTheMessageThatItIsOf() {
        reporter.of(BOARD).broken(new Finding(LintRule.SESSION_ID, "old", 1, Optional.of("{\"session_id\":\"old\"}")));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.direction()).isEqualTo(Direction.HERE);
            assertThat(row.summary()).isEqualTo("session-id: old");
            assertThat(row.payload()).isInstanceOfSatisfying(EventPayload.Text.class, text -> assertThat(text.known()).isEqualTo("{\"session_id\":\"old\"}"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        {}           | 200 | same                                                          | -
        ~~           | 200 | same                                                          | -
        no JSON      | 200 | same                                                          | ota-body
        []           | 200 | same                                                          | ota-body
        {}           | 500 | same                                                          | ota-reply
        {}           | 200 | nothing                                                       | ota-reply
        {}           | 200 | {'firmware':{'version':'x'},'websocket':{'url':'ws://192.168.1.20/','token':'','version':1}} | ota-version
        {}           | 200 | {'firmware':{'version':'1.0.0'},'websocket':{'url':'ws://192.168.1.20:8000/'}}               | ota-fields
        no JSON      | 200 | {'firmware':{'version':'1.0.0'},'websocket':{'url':'ws://192.168.1.20:8000/'}}               | ota-body ota-fields""")
    void aBootRequestIsJudgedAndABetterOneClosesWhatTheOldOneOpened(String request, int status, String reply, String rules) {
        boot(request == null ? "" : request, status, reply.equals("same") ? GOOD : reply);
        assertThat(open.keySet().stream().map(subject -> ((ProblemSubject.ProtocolRule) subject).rule()).collect(Collectors.joining(" ")))
            .isEqualTo(rules == null ? "" : rules);
        boot("{}", 200, GOOD);
        assertThat(open).isEmpty();
    }

    @Test
    void aBootRequestClosesNothingOfAConnectionOrOfAnotherDevice() {
        reporter.of(BOARD).broken(new Finding(LintRule.SESSION_ID, "old", 1));
        reporter.of(new DeviceId("bb")).broken(new Finding(LintRule.OTA_BODY, "x", 1));
        boot("{}", 200, GOOD);
        assertThat(open).hasSize(2);
    }

    private void boot(String request, int status, String reply) {
        reporter.otaAnswered(new DeviceIdentity(BOARD, "c", DeviceIdentity.Source.HEADER), request.getBytes(StandardCharsets.UTF_8),
            HttpReply.json(status, reply.replace('\'', '"')));
    }

    private List<Event> rows() {
        return timeline.rows().read(0, 100).rows();
    }
}
