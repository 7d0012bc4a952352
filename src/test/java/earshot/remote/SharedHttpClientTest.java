package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.time.SystemTime;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class SharedHttpClientTest {
    @Test
    void aStatusDoesNotWaitForABodyWithoutEndWhichIsCutAndNoRedirectIsFollowed() throws Exception {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/moved") ? 302 : 202, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } catch (IOException e) {
                cut.complete(null);
            }
        });
        server.start();
        try (SharedHttpClient client = new SharedHttpClient(new SystemTime())) {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(client.status(HttpRequest.newBuilder(URI.create(address + "/endless")).build()).join()).isEqualTo(202);
            cut.join();
            assertThat(client.status(HttpRequest.newBuilder(URI.create(address + "/moved")).build()).join()).isEqualTo(302);
            assertThat(asked).containsExactly("/endless", "/moved");
        } finally {
            server.stop(0);
        }
    }
}
