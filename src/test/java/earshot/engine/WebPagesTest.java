package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerSettings;
import earshot.server.WebAccessSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Web pages from elsewhere against a running engine.
class WebPagesTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    @DisplayName("U03: a page from elsewhere is refused with a row, and allowed by one command")
    void aPageIsAllowedByOneCommand() throws IOException, InterruptedException {
        engine.startFromFile("", new SpeechFactoryFake(""));
        assertThat(status("https://panel.example")).isEqualTo(403);
        Problem problem = refusal().problem().orElseThrow();
        assertThat(problem.code()).isEqualTo(ProblemCode.ORIGIN_REFUSED);
        assertThat(engine.done(new Command.AllowOrigin(problem.args().get(2)))).isInstanceOf(Outcome.Done.class);
        assertThat(status("https://panel.example")).isEqualTo(200);
        assertThat(status("https://other.example")).isEqualTo(403);
        assertThat(engine.done(new Command.AllowOrigin("https://other.example"))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.done(new Command.AllowHost("desk.example"))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().settings().get().of(WebAccessSettings.SECTION))
            .isEqualTo(new WebAccessSettings(List.of("https://panel.example", "https://other.example"), List.of("desk.example")));
    }

    @Test
    void aServerMessageFromThisComputerNeedsTheSecretMadeAtTheFirstStart() throws IOException {
        engine.startFromFile("", new SpeechFactoryFake(""));
        ClientFake device = engine.connect("xiaozhi", "aa:bb:cc:00:00:0e", Map.of());
        device.send("{\"type\":\"server\",\"action\":\"update_config\"}");
        device.awaitReceived("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        String secret = engine.model().settings().get().of(ServerSettings.SECTION).secret().orElseThrow();
        device.send("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"" + secret + "\"}}");
        device.awaitReceived("\"status\":\"success\"");
        assertThat(engine.model().events().read(0, 1000).rows().toString()).doesNotContain(secret);
    }

    private ConnectionAttempt refusal() {
        await().until(() -> engine.model().connectionAttempts().get().stream().anyMatch(attempt -> attempt.problem().isPresent()));
        return engine.model().connectionAttempts().get().stream().filter(attempt -> attempt.problem().isPresent()).findFirst().orElseThrow();
    }

    private int status(String origin) throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            URI page = URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + "/xiaozhi/ota/");
            return browser.send(HttpRequest.newBuilder(page).header("Origin", origin).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
