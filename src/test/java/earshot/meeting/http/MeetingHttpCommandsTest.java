package earshot.meeting.http;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.api.ApiQuery;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.meeting.http.MeetingHttpCommands.Asked;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.time.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What another program may do with meetings over HTTP, and how a refusal is told.
class MeetingHttpCommandsTest {
    private static final Asked COMMAND = new Asked.Done(new MeetingCommand.Continue(new MeetingId("m")));
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 5_000);
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.ofLiteral("192.168.1.20"), 8_003);

    @Test
    void aPathNamesItsCommand() throws Exception {
        assertThat(of("/m%201/continue")).contains(new Asked.Done(new MeetingCommand.Continue(new MeetingId("m 1"))));
        assertThat(of("/a+b/separate")).contains(new Asked.Done(new MeetingCommand.Separate(new MeetingId("a+b"))));
        assertThat(of("/a/join/b")).contains(new Asked.Done(new MeetingCommand.Join(new MeetingId("a"), new MeetingId("b"))));
        assertThat(of("/a/transcribe?recognizer=b%20c")).contains(new Asked.Transcribed(new MeetingId("a"), Optional.of("b c")));
        assertThat(of("/a/transcribe?recognizer=")).contains(new Asked.Transcribed(new MeetingId("a"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/m", "//continue", "/m/delete", "/m/continue/now", "/m/join", "/m/join/a/b", "/m/transcript"})
    void everyOtherPathIsNone(String path) throws Exception {
        assertThat(of(path)).isEmpty();
    }

    @Test
    void anIdThatIsBadlyEncodedIsSaidToBe() {
        assertThatThrownBy(() -> of("/m%2/continue")).isInstanceOf(ApiQuery.InvalidParameter.class);
    }

    @Test
    void aProgramOnAnotherComputerMayDoNothing() throws Exception {
        List<MeetingCommand> performed = new ArrayList<>();
        HttpReply reply = new MeetingHttpCommands(new ActionsFake(command -> {
            performed.add(command);
            return CompletableFuture.completedFuture(Optional.empty());
        }), new SystemTime()).answer(COMMAND,
            new HttpRequest(ConnectionAttempt.Port.HTTP, HttpMethod.POST, "/supie/meetings/m/continue", Map.of(), new byte[0], ELSEWHERE, HERE, false));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(json(reply).path("error").asText()).contains("on the computer that runs Earshot");
        assertThat(performed).isEmpty();
    }

    @Test
    void theIdOfTheMeetingIsTheAnswer() throws Exception {
        HttpReply reply = answer(CompletableFuture.completedFuture(Optional.of(new MeetingId("m3"))));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).at("/data/sessionId").asText()).isEqualTo("m3");
    }

    @ParameterizedTest
    @CsvSource({"MEETING_UNKNOWN, 404", "STORE_FAILED, 500", "STORE_BUSY, 409", "UNEXPECTED, 500"})
    void aRefusalHasItsStatusAndSaysWhy(ProblemCode code, int status) throws Exception {
        Problem problem = Problem.of(code, "because of this");
        HttpReply reply = answer(CompletableFuture.failedFuture(new ProblemException(problem)));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(json(reply).path("success").asBoolean(true)).isFalse();
        assertThat(json(reply).path("error").asText()).isEqualTo(problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH));
    }

    /// Asked by this process, over a real connection: the system knows whose it is.
    private static HttpReply answer(CompletableFuture<Optional<MeetingId>> performed) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket peer = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            HttpRequest request = new HttpRequest(ConnectionAttempt.Port.HTTP, HttpMethod.POST, "/supie/meetings/m/continue", Map.of(), new byte[0],
                (InetSocketAddress) peer.getRemoteSocketAddress(), (InetSocketAddress) peer.getLocalSocketAddress(), false);
            return new MeetingHttpCommands(new ActionsFake(_ -> performed), new SystemTime()).answer(COMMAND, request);
        }
    }

    private static Optional<Asked> of(String target) throws ApiQuery.InvalidParameter {
        return MeetingHttpCommands.of(target.split("\\?")[0].split("/", -1), ApiQuery.of(target));
    }

    private record ActionsFake(Function<MeetingCommand, CompletableFuture<Optional<MeetingId>>> performing) implements MeetingActions {
        @Override
        public CompletableFuture<Optional<MeetingId>> perform(MeetingCommand command) {
            return performing.apply(command);
        }

        @Override
        public CompletableFuture<Optional<MeetingId>> transcribe(MeetingId meeting, Optional<String> recognizer) {
            throw new AssertionError();
        }
    }

    private static JsonNode json(HttpReply reply) throws IOException {
        return JSON.readTree(reply.body());
    }
}
