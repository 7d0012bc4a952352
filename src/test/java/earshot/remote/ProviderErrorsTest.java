package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/// Exceptions of the real HTTP client.
class ProviderErrorsTest {
    @Test
    void anUnknownNameIsNotARefusedConnection() {
        Problem problem = problem("http://no-such-host.invalid/v1");
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_HOST_UNKNOWN);
        assertThat(problem.args()).containsExactly("Whisper", "no-such-host.invalid");
    }

    @Test
    void whereNobodyListensTheConnectionIsRefused() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Problem problem = problem("http://127.0.0.1:" + free + "/v1");
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_REFUSED);
        assertThat(problem.args()).containsExactly("Whisper", "http://127.0.0.1:" + free + "/v1");
    }

    private static Problem problem(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Throwable thrown = catchThrowable(() -> client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding()));
            ProviderSettings provider = new ProviderSettings(ProviderKind.ASR, "Whisper", "openai", JsonNodeFactory.instance.objectNode());
            return new ProviderErrors(provider, provider.alias(), address).ofException(thrown).problem();
        }
    }
}
