package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.EngineState.Phase;
import earshot.engine.Operation.Outcome;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server that cannot be opened: who asks something of it learns why, and it opens once it can.
class ClosedServerTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    void aPortThatIsFreedIsTakenAndUntilThenEverybodyIsToldThatItIsNot() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            engine.start(Map.of("server.port", other.getLocalPort()));
            assertThat(failure(new Command.StartTestDevice(Optional.empty()))).isEqualTo(ProblemCode.PORT_TAKEN);
            assertThat(failure(new Command.CheckAddresses())).isEqualTo(ProblemCode.PORT_TAKEN);
            assertThat(failure(new Command.OpenServer())).isEqualTo(ProblemCode.PORT_TAKEN);
            assertThat(engine.model().testDeviceState().get()).isEmpty();
            assertThat(engine.send(new Command.FindLocalServers()).outcome().join()).as("servers of others are looked for all the same")
                .isInstanceOf(Outcome.Done.class);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().state().get().phase() == Phase.RUNNING);
        await().untilAsserted(() -> assertThat(engine.model().problems().get()).filteredOn(ProblemEntry::open).extracting(entry -> entry.problem().code())
            .doesNotContain(ProblemCode.PORT_TAKEN));
        assertThat(engine.send(new Command.OpenServer()).outcome().join()).as("it is open already").isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aTakenPortIsReplacedByAFreeOneAndTheOtherStays() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            engine.start(Map.of("server.http_port", other.getLocalPort()));
            List<String> args = engine.model().problems().get().stream().map(ProblemEntry::problem).filter(problem -> problem.code() == ProblemCode.PORT_TAKEN)
                .findFirst().orElseThrow().args();
            int free = Integer.parseInt(args.get(1));
            assertThat(engine.send(new Command.ReplacePort(other.getLocalPort(), free)).outcome().join()).isInstanceOf(Outcome.Done.class);
            assertThat(engine.model().state().get()).matches(state -> state.phase() == Phase.RUNNING && state.httpPort() == free && state.port() != free);
        }
    }

    private ProblemCode failure(Command command) {
        return ((Outcome.Failed) engine.send(command).outcome().join()).problem().code();
    }
}
