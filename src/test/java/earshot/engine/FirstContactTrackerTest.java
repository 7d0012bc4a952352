package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.FirstContact.Step;
import earshot.engine.FirstContact.StepState;
import earshot.engine.FirstContact.StepStatus;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The steps of first contact and the list of attempts, as attempts are reported one after the other.
@DisplayName("U01, U03: how far devices came, and what to do about the first step that is missing")
class FirstContactTrackerTest implements ProblemSink {
    private static final ServerAddress ADDRESS = new ServerAddress("eth0", "192.168.1.5", false, ServerAddress.Link.NETWORK,
        "ws://192.168.1.5:8000/xiaozhi/v1/", "ws://192.168.1.5:8000/supie/v1/", "http://192.168.1.5:8003/xiaozhi/ota/");
    private static final Problem REFUSED = Problem.of(ProblemCode.CONNECTION_REFUSED, new ProblemSubject.Device(new DeviceId("aa")), "aa", "Invalid token");

    private final FirstContactTracker contact = new FirstContactTracker();
    private final List<String> problems = new ArrayList<>();
    private final List<ConnectionAttempt> further = new ArrayList<>();
    private final ConnectionAttemptTracker attempts = new ConnectionAttemptTracker(this, further::add);

    @Test
    void beforeTheServerIsOpenNothingIsReached() {
        assertThat(states()).startsWith(StepState.WAITING).endsWith(StepState.AHEAD);
        contact.closed(Optional.of(Problem.of(ProblemCode.PORT_TAKEN, 8000, 8001, "WebSocket")));
        assertThat(states()).startsWith(StepState.FAILED);
        assertThat(remedy(Step.LISTENING)).isEqualTo(ProblemCode.PORT_TAKEN);
        contact.opened(List.of(ADDRESS));
        assertThat(states()).startsWith(StepState.REACHED, StepState.WAITING, StepState.AHEAD);
        assertThat(status(Step.LISTENING).detail()).isEqualTo(ADDRESS.ws());
        contact.closed(Optional.empty());
        assertThat(states()).startsWith(StepState.WAITING);
    }

    @ParameterizedTest
    @CsvSource({ "REACHED, 2, CONTACT_UPGRADE", "OTA, 2, CONTACT_UPGRADE", "ACTIVATION, 2, CONTACT_UPGRADE", "PAGE, 2, CONTACT_UPGRADE",
        "UPGRADE, 3, CONTACT_IDENTIFIED", "IDENTIFIED, 4, CONTACT_AUTHENTICATED", "AUTHENTICATED, 5, CONTACT_HELLO", "HELLO, 6, CONTACT_SOUND" })
    void theFirstStepThatNoDeviceReachedSaysWhatToDo(ConnectionAttempt.Step step, int reached, ProblemCode remedy) {
        contact.opened(List.of(ADDRESS));
        contact.attemptSeen(attempt(1, step));
        assertThat(states().stream().filter(StepState.REACHED::equals)).hasSize(reached);
        assertThat(states().get(reached)).isEqualTo(StepState.WAITING);
        assertThat(remedy(Step.values()[reached])).isEqualTo(remedy);
        assertThat(states().subList(reached + 1, 7)).allMatch(StepState.AHEAD::equals);
    }

    @Test
    void soundIsTheLastStep() {
        contact.opened(List.of(ADDRESS));
        contact.attemptSeen(attempt(1, ConnectionAttempt.Step.SOUND));
        assertThat(states()).containsOnly(StepState.REACHED);
        contact.attemptSeen(attempt(2, ConnectionAttempt.Step.REACHED));
        assertThat(states()).as("another device that comes less far takes nothing back").containsOnly(StepState.REACHED);
        assertThat(contact.progress().get().attempts()).isEqualTo(2);
    }

    @Test
    void aRefusalIsTheFailedStepUntilADeviceComesFurther() {
        contact.opened(List.of(ADDRESS));
        contact.attemptSeen(attempt(1, ConnectionAttempt.Step.IDENTIFIED).failed(REFUSED));
        assertThat(status(Step.AUTHENTICATED).state()).isEqualTo(StepState.FAILED);
        assertThat(status(Step.AUTHENTICATED).problem()).contains(REFUSED);
        assertThat(status(Step.AUTHENTICATED).detail()).isEqualTo("192.168.1.77");
        contact.attemptSeen(attempt(2, ConnectionAttempt.Step.IDENTIFIED));
        assertThat(status(Step.AUTHENTICATED).state()).as("as far as the refused one is not further").isEqualTo(StepState.FAILED);
        contact.attemptSeen(attempt(3, ConnectionAttempt.Step.AUTHENTICATED));
        assertThat(status(Step.AUTHENTICATED).state()).isEqualTo(StepState.REACHED);
        assertThat(status(Step.HELLO).state()).isEqualTo(StepState.WAITING);
    }

    @Test
    void aDeviceThatWaitsForApprovalIsTheFailedStepUntilItIsDecided() {
        Problem waits = Problem.of(ProblemCode.DEVICE_UNAPPROVED, new ProblemSubject.Device(new DeviceId("aa")), "aa", "no token yet", "123456", "client");
        contact.opened(List.of(ADDRESS));
        contact.attemptSeen(attempt(1, ConnectionAttempt.Step.OTA).failed(waits));
        assertThat(status(Step.UPGRADE_ASKED).problem()).contains(waits);
        contact.resolved(ProblemCode.DEVICE_UNAPPROVED, new DeviceId("bb"));
        contact.resolved(ProblemCode.DEVICE_REFUSED, new DeviceId("aa"));
        assertThat(status(Step.UPGRADE_ASKED).state()).isEqualTo(StepState.FAILED);
        contact.resolved(ProblemCode.DEVICE_UNAPPROVED, new DeviceId("aa"));
        assertThat(status(Step.UPGRADE_ASKED).state()).isEqualTo(StepState.WAITING);
    }

    @Test
    void anAttemptThatIsReportedAgainIsCountedOnce() {
        contact.attemptSeen(attempt(1, ConnectionAttempt.Step.REACHED));
        contact.attemptSeen(attempt(1, ConnectionAttempt.Step.UPGRADE));
        contact.attemptSeen(attempt(2, ConnectionAttempt.Step.REACHED));
        assertThat(contact.progress().get().attempts()).isEqualTo(2);
    }

    @Test
    void anAttemptIsOneRowThatNeverGoesBack() {
        attempts.attemptChanged(attempt(1, ConnectionAttempt.Step.REACHED));
        attempts.attemptChanged(attempt(1, ConnectionAttempt.Step.HELLO));
        attempts.attemptChanged(attempt(1, ConnectionAttempt.Step.AUTHENTICATED));
        attempts.attemptChanged(attempt(2, ConnectionAttempt.Step.REACHED));
        assertThat(attempts.rows().get()).extracting(ConnectionAttempt::number).as("newest first").containsExactly(2L, 1L);
        assertThat(attempts.rows().get().getLast().step()).isEqualTo(ConnectionAttempt.Step.HELLO);
        assertThat(further).extracting(ConnectionAttempt::step).containsExactly(ConnectionAttempt.Step.REACHED, ConnectionAttempt.Step.HELLO,
            ConnectionAttempt.Step.HELLO, ConnectionAttempt.Step.REACHED);
    }

    @Test
    void theNewestTwoHundredAttemptsAreKept() {
        for (int number = 1; number <= 500; number++) {
            attempts.attemptChanged(attempt(number, ConnectionAttempt.Step.REACHED));
        }
        assertThat(attempts.rows().get()).hasSize(ConnectionAttemptTracker.MAX_ROWS).first().satisfies(row -> assertThat(row.number()).isEqualTo(500));
        assertThat(attempts.rows().get().getLast().number()).isEqualTo(301);
    }

    @Test
    void aRefusedDeviceIsAProblemUntilItIsAccepted() {
        attempts.attemptChanged(attempt(1, ConnectionAttempt.Step.IDENTIFIED).failed(REFUSED));
        assertThat(problems).containsExactly("raised CONNECTION_REFUSED");
        attempts.attemptChanged(attempt(2, ConnectionAttempt.Step.IDENTIFIED));
        assertThat(problems).hasSize(1);
        attempts.attemptChanged(attempt(3, ConnectionAttempt.Step.AUTHENTICATED));
        assertThat(problems).contains("resolved CONNECTION_REFUSED", "resolved HANDSHAKE_FAILED", "resolved PORT_WRONG");
    }

    @Test
    void aPortScanIsOnlyARow() {
        attempts.attemptChanged(new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.HTTP, "192.168.1.9", "", Optional.empty(),
            ConnectionAttempt.Step.REACHED, Optional.of(Problem.of(ProblemCode.HANDSHAKE_FAILED, "192.168.1.9", "it said nothing for 10 s"))));
        assertThat(attempts.rows().get()).hasSize(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void ourOwnCheckIsNobodysAttemptAndOnlyOnce() {
        attempts.ignoreNextFrom("192.168.1.77");
        ConnectionAttempt silent = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "192.168.1.77", "", Optional.empty(),
            ConnectionAttempt.Step.REACHED, Optional.empty());
        attempts.attemptChanged(silent);
        assertThat(attempts.rows().get()).isEmpty();
        attempts.attemptChanged(silent);
        assertThat(attempts.rows().get()).hasSize(1);
        attempts.ignoreNextFrom("192.168.1.77");
        attempts.attemptChanged(attempt(2, ConnectionAttempt.Step.UPGRADE));
        assertThat(attempts.rows().get()).as("a real device of the same computer counts").hasSize(2);
    }

    @Override
    public void raise(Problem problem) {
        problems.add("raised " + problem.code());
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        problems.add("resolved " + code);
    }

    private static ConnectionAttempt attempt(long number, ConnectionAttempt.Step step) {
        return new ConnectionAttempt(number, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "192.168.1.77", "GET /xiaozhi/v1/ HTTP/1.1",
            Optional.of(new DeviceId("aa")), step, Optional.empty());
    }

    private StepStatus status(Step step) {
        return contact.progress().get().steps().get(step.ordinal());
    }

    private ProblemCode remedy(Step step) {
        return status(step).problem().orElseThrow().code();
    }

    private List<StepState> states() {
        return contact.progress().get().steps().stream().map(StepStatus::state).toList();
    }
}
