package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The check of the own addresses, with sockets of this computer.
class ReachabilityCheckTest implements ProblemSink {
    private static final String HOST = "127.0.0.1";

    private final List<Problem> raised = new ArrayList<>();
    private final List<ProblemCode> resolved = new ArrayList<>();
    private final ConnectionAttemptTracker attempts = new ConnectionAttemptTracker(this, _ -> { });
    private final RunningOperation operation = new RunningOperation(OperationKind.CHECK);
    private ServerSocket open;
    private int closed;

    @BeforeEach
    void listen() throws IOException {
        InetAddress here = InetAddress.getByName(HOST);
        open = new ServerSocket(0, 50, here);
        try (ServerSocket gone = new ServerSocket(0, 50, here)) {
            closed = gone.getLocalPort();
        }
    }

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    @Test
    void addressesThatAllAnswerResolveTheProblem() {
        assertThat(check(address(open.getLocalPort(), open.getLocalPort()), address(open.getLocalPort(), open.getLocalPort())))
            .isEqualTo(Operation.Outcome.Done.of("check", 2, 2));
        assertThat(resolved).containsExactly(ProblemCode.ADDRESS_UNREACHABLE);
        assertThat(raised).isEmpty();
        assertThat(operation.progress().get())
            .isEqualTo(new Operation.Progress("check", List.of("ws://127.0.0.1:" + open.getLocalPort() + "/xiaozhi/v1/"), Optional.of(0.5)));
    }

    @Test
    void eitherPortThatIsClosedIsAProblemOfItsAddress() {
        assertThat(check(address(open.getLocalPort(), open.getLocalPort()), address(open.getLocalPort(), closed), address(closed, open.getLocalPort())))
            .isEqualTo(Operation.Outcome.Done.of("check", 1, 3));
        assertThat(raised).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_UNREACHABLE);
            assertThat(problem.subject()).isEqualTo(new ProblemSubject.Setting("server.ip"));
        });
        assertThat(raised.getLast().args().getFirst()).isEqualTo("ws://127.0.0.1:" + closed + "/xiaozhi/v1/");
        assertThat(resolved).isEmpty();
    }

    @Test
    void theConnectionsOfTheCheckAreNobodysAttempts() {
        check(address(open.getLocalPort(), open.getLocalPort()));
        silent(1);
        silent(2);
        assertThat(attempts.rows().get()).isEmpty();
        silent(3);
        assertThat(attempts.rows().get()).hasSize(1);
    }

    @Test
    void afterACheckThatReachedNothingTheNextConnectionIsSomebodys() {
        check(address(closed, closed));
        silent(1);
        assertThat(attempts.rows().get()).hasSize(1);
    }

    @Test
    @DisplayName("U49: with a second card each address is asked from the other one, too, and that is told apart")
    void acrossCards() throws IOException {
        try (ServerSocket all = new ServerSocket(0)) {
            Operation.Outcome outcome = check(card("eth0", "127.0.0.2", ServerAddress.Link.NETWORK, all.getLocalPort()),
                card("wlan0", "127.0.0.3", ServerAddress.Link.NETWORK, all.getLocalPort()),
                card("docker0", "127.0.0.4", ServerAddress.Link.VIRTUAL, all.getLocalPort()));
            assertThat(outcome).isEqualTo(Operation.Outcome.Done.of("check_cards", 3, 3, 3));
            all.setSoTimeout(5_000);
            Set<String> from = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                try (Socket accepted = all.accept()) {
                    from.add(accepted.getInetAddress().getHostAddress() + " > " + accepted.getLocalAddress().getHostAddress());
                }
            }
            assertThat(from).contains("127.0.0.3 > 127.0.0.2", "127.0.0.2 > 127.0.0.3", "127.0.0.2 > 127.0.0.4")
                .noneMatch(way -> way.startsWith("127.0.0.4 > 127.0.0.2"));
        }
    }

    private static ServerAddress card(String name, String host, ServerAddress.Link link, int port) {
        return new ServerAddress(name, host, false, link, "ws://" + host + ":" + port + "/xiaozhi/v1/", "", "http://" + host + ":" + port + "/xiaozhi/ota/");
    }

    private Operation.Outcome check(ServerAddress... addresses) {
        return new ReachabilityCheck(new SystemTime(), this, attempts).run(operation, List.of(addresses));
    }

    private void silent(long number) {
        attempts.attemptChanged(new ConnectionAttempt(number, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, HOST, "", Optional.empty(),
            ConnectionAttempt.Step.REACHED, Optional.empty()));
    }

    private static ServerAddress address(int port, int httpPort) {
        return new ServerAddress("lo", HOST, true, ServerAddress.Link.NETWORK, "ws://127.0.0.1:" + port + "/xiaozhi/v1/",
            "ws://127.0.0.1:" + port + "/supie/v1/", "http://127.0.0.1:" + httpPort + "/xiaozhi/ota/");
    }

    @Override
    public void raise(Problem problem) {
        raised.add(problem);
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        resolved.add(code);
    }
}
