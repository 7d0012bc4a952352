package earshot.remote;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.time.TimeFake;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderCallTest {
    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);

    @AfterEach
    void stop() {
        sharedHttpClient.close();
    }

    @Test
    void aConnectionThatDropsBeforeTheAnswerIsTriedAgain() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server));
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
            ProviderSettings provider = new ProviderSettings(ProviderKind.ASR, "Whisper", "openai", JsonNodeFactory.instance.objectNode());
            ProviderCall call = new ProviderCall(sharedHttpClient, new ProviderErrors(provider, provider.alias(), address.toString()), RetryPolicy.SPEECH,
                Duration.ofSeconds(10));
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                call.send(SharedHttpClient.request(address).POST(HttpRequest.BodyPublishers.ofString("x")).build());
                return call.text(100);
            }, task -> Thread.ofVirtual().start(task));
            await().until(() -> {
                time.advanceToNext(Duration.ofSeconds(1));
                return answer.isDone();
            });
            assertThat(answer.join()).isEqualTo("ok");
        }
    }

    /// Drops the first connection once the request has come, and answers on the next.
    private static void serve(ServerSocket server) {
        for (String response : new String[] {"", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"}) {
            try (Socket peer = server.accept()) {
                peer.getInputStream().read(new byte[65_536]);
                peer.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return;
            }
        }
    }
}
