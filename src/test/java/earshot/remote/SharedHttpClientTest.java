package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.time.SystemTime;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedHttpClientTest {
    /// Some gateways do it unasked.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate"})
    void aBodyThatWasCompressedIsReadAsItComes(String encoding) throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        HttpServer server = compressing(encoding, rest);
        try (SharedHttpClient client = new SharedHttpClient(new SystemTime());
            HttpCall call = new HttpCall(client, HttpRequest.newBuilder(address(server)).build(), Duration.ofMinutes(1));
            BufferedReader lines = new BufferedReader(new InputStreamReader(call.response().body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("first");
            rest.countDown();
            assertThat(lines.readLine()).isEqualTo("second");
            assertThat(lines.readLine()).isNull();
        } finally {
            rest.countDown();
            server.stop(0);
        }
    }

    @Test
    void closingACompressedBodyEndsTheReadThatWaitsForItsRest() throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        HttpServer server = compressing("gzip", rest);
        try (SharedHttpClient client = new SharedHttpClient(new SystemTime());
            HttpCall call = new HttpCall(client, HttpRequest.newBuilder(address(server)).build(), Duration.ofMinutes(1))) {
            InputStream body = call.response().body();
            assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("first\n");
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return body.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, Thread::startVirtualThread);
            body.close();
            assertThat(waiting).failsWithin(Duration.ofSeconds(30)).withThrowableThat().withRootCauseInstanceOf(IOException.class);
            assertThatIOException().isThrownBy(body::read);
            body.close();
        } finally {
            rest.countDown();
            server.stop(0);
        }
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Sends a line at once, and another one when the latch opens.
    private static HttpServer compressing(String encoding, CountDownLatch rest) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            try (OutputStream out = encoding.equals("deflate") ? new DeflaterOutputStream(body, true) : new GZIPOutputStream(body, true)) {
                out.write("first\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                rest.await();
                out.write("second\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
        return server;
    }

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
