package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Providers that are reached by a proxy, with a real one.
class ProxyTest {
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(new SystemTime());

    @AfterEach
    void stop() {
        sharedHttpClient.close();
    }

    @Test
    void aProviderIsReachedByTheProxyOfItsSection() throws IOException {
        try (ProxyFake proxy = new ProxyFake("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            assertThat(call("http://provider.example/v1/models", section().put("http_proxy", proxy.address()))).isEqualTo("ok");
            assertThat(proxy.heads).singleElement().asString().startsWith("GET http://provider.example/v1/models HTTP/1.1");
        }
    }

    @Test
    void anEncryptedOneIsReachedThroughATunnelForWhichTheProxyGetsItsPassword() throws IOException {
        try (ProxyFake proxy = new ProxyFake("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n")) {
            Problem problem = failure("https://provider.example/v1/models", section().put("http_proxy", proxy.address().replace("://", "://ann:secret@")));
            assertThat(proxy.heads.getFirst()).startsWith("CONNECT provider.example:443 HTTP/1.1");
            assertThat(proxy.heads.getFirst())
                .contains("Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8)));
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_PROXY_FAILED);
            assertThat(problem.args()).startsWith("Gemini", "https://provider.example/v1/models", proxy.address()).last().asString().contains("502");
        }
    }

    @Test
    void behindAProxyWithAPasswordARefusedKeyIsToldAsSuchInTheProvidersWords() throws IOException {
        String words = "{\"error\":{\"message\":\"Incorrect API key provided\"}}";
        try (ProxyFake proxy = new ProxyFake("HTTP/1.1 401 No\r\nContent-Length: " + words.length() + "\r\n\r\n" + words)) {
            Problem problem = failure("http://provider.example/v1/models", section().put("http_proxy", proxy.address().replace("://", "://ann:secret@")));
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args()).endsWith("Incorrect API key provided");
            assertThat(proxy.heads).singleElement().asString()
                .contains("Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aProxyThatRefusesItsPasswordIsNamed() throws IOException {
        try (ProxyFake proxy = new ProxyFake("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
            for (String address : List.of("http://provider.example/v1", "https://provider.example/v1")) {
                assertThat(failure(address, section().put("http_proxy", proxy.address().replace("://", "://ann:wrong@"))).code())
                    .isEqualTo(ProblemCode.PROVIDER_PROXY_FAILED);
            }
        }
    }

    @Test
    void aPasswordOfAProxyGoesToNobodyElse() {
        try (ProviderServerFake server = new ProviderServerFake().answersWith(ProviderServerFake.Behavior.text("ok"))) {
            assertThat(call(server.url(), section().put("http_proxy", "http://ann:secret@proxy.example:1"))).isEqualTo("ok");
            assertThat(server.requests.getFirst().headers().keySet()).noneMatch("proxy-authorization"::equalsIgnoreCase);
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws IOException {
        String gone;
        try (ProxyFake proxy = new ProxyFake()) {
            gone = proxy.address();
        }
        Problem problem = failure("https://provider.example/v1", section().put("https_proxy", gone));
        assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_PROXY_FAILED);
        assertThat(problem.why(Locale.ENGLISH)).contains("through " + gone);
    }

    @Test
    void ofAProxyThatSpeaksOnlySocksTheHttpPortIsAskedFor() {
        assertThat(failure("https://no-such-host.invalid/v1", section().put("https_proxy", "socks5://127.0.0.1:1080")).code())
            .isEqualTo(ProblemCode.PROVIDER_PROXY_UNUSABLE);
    }

    @Test
    void aWebSocketGoesByTheProxy() throws IOException {
        try (ProxyFake proxy = new ProxyFake("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n")) {
            ProviderErrors errors = errors("wss://provider.example:10095", section().put("https_proxy", proxy.address()));
            ProblemException thrown = catchThrowableOfType(ProblemException.class,
                () -> new ProviderSocket(sharedHttpClient, errors, new ProviderSocket.SocketListener() {
                @Override
                public void received(String message) {}

                @Override
                public void ended(ProblemException failure) {}
            }).connect(URI.create("wss://provider.example:10095"), Duration.ofSeconds(20)));
            assertThat(proxy.heads.getFirst()).startsWith("CONNECT provider.example:10095 HTTP/1.1");
            assertThat(thrown.problem().code()).isEqualTo(ProblemCode.PROVIDER_PROXY_FAILED);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "https://a.example/v1, http://p:1", "http://a.example/v1, http://all:2", "wss://a.example/x, http://p:1",
        "ws://a.example/x, http://all:2", "http://127.0.0.1:11434/v1, -", "https://localhost/v1, -", "http://[::1]:8/v1, -",
        "http://192.168.1.5:8000/v1, -", "http://10.1.2.3/v1, -", "http://nas:11434/v1, -", "http://nas.local:11434/v1, -", "https://x.corp.example/v1, -",
        "https://corp.example/v1, -", "https://notcorp.example/v1, http://p:1", "https://203.0.113.9/v1, -",
        "https://203.0.114.9/v1, http://p:1", "https://port.example:8443/v1, -", "https://port.example/v1, http://p:1"})
    void theEnvironmentSaysByWhichProxy(String address, String proxy) {
        Map<String, String> variables = Map.of("https_proxy", "p:1", "HTTPS_PROXY", "other:9", "ALL_PROXY", "http://all:2/", "NO_PROXY",
            "localhost, .corp.example,203.0.113.0/24 port.example:8443");
        assertThat(ProxyRules.ofEnvironment(variables::get, _ -> null).proxy(URI.create(address)).map(String::valueOf)).isEqualTo(Optional.ofNullable(proxy));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "https://a.example/v1, http://secure:443", "http://a.example/v1, http://plain:3128", "https://x.corp.example/v1, -",
        "https://10.1.2.3/v1, -", "https://203.0.113.9/v1, -", "https://files.example/v1, -", "https://127.0.0.1/v1, -" })
    void withoutAWordOfTheEnvironmentTheOptionsOfJavaCount(String address, String proxy) {
        Map<String, String> options = Map.of("https.proxyHost", "secure", "http.proxyHost", "plain", "http.proxyPort", "3128", "http.nonProxyHosts",
            "localhost|*.corp.example|203.0.*|f*s.example");
        assertThat(ProxyRules.ofEnvironment(_ -> null, options::get).proxy(URI.create(address)).map(String::valueOf)).isEqualTo(Optional.ofNullable(proxy));
        assertThat(ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "env:1")::get, options::get).proxy(URI.create("https://a.corp.example")).map(String::valueOf))
            .contains("http://env:1");
    }

    @Test
    void theProxyOfASectionGoesBeforeAndIsNeverUsedForTheOwnNetwork() {
        ProxyRules rules = ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "http://env:1", "no_proxy", "*")::get, _ -> null);
        assertThat(rules.proxy(URI.create("https://a.example"))).isEmpty();
        ProxyRules own = rules.under(provider(section().put("http_proxy", "http://own:2").put("https_proxy", "")));
        assertThat(own.proxy(URI.create("https://a.example")).map(String::valueOf)).contains("http://own:2");
        assertThat(own.proxy(URI.create("http://127.0.0.1:1/v1"))).isEmpty();
        assertThat(rules.under(provider(section().put("http_proxy", "你的代理地址")))).isEqualTo(rules);
    }

    private String call(String address, ObjectNode section) {
        try (ProviderCall call = new ProviderCall(sharedHttpClient, errors(address, section), RetryPolicy.SPEECH, Duration.ofSeconds(20))) {
            call.send(SharedHttpClient.request(URI.create(address)).header("Authorization", "Bearer x").GET().build());
            return call.text(100);
        }
    }

    private Problem failure(String address, ObjectNode section) {
        return catchThrowableOfType(ProblemException.class, () -> call(address, section)).problem();
    }

    private static ObjectNode section() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ProviderSettings provider(ObjectNode section) {
        return new ProviderSettings(ProviderKind.LLM, "Gemini", "gemini", section);
    }

    private static ProviderErrors errors(String address, ObjectNode section) {
        return new ProviderErrors(provider(section), "Gemini", address);
    }

    /// Answers each request head with the next answer, on connections that stay open; the last one repeats.
    private static final class ProxyFake implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        private final List<String> heads = new CopyOnWriteArrayList<>();
        private final List<String> answers;

        ProxyFake(String... answers) throws IOException {
            this.answers = List.of(answers);
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket peer = server.accept();
                        Thread.ofVirtual().start(() -> serve(peer));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        String address() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        private void serve(Socket peer) {
            try (peer; BufferedReader in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1))) {
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    head.append(line).append('\n');
                    if (line.isEmpty()) {
                        heads.add(head.toString());
                        head.setLength(0);
                        peer.getOutputStream().write(answers.get(Math.min(heads.size(), answers.size()) - 1).getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            } catch (IOException e) {
                // the client has gone
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
