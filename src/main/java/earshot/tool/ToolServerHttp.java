package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;
import earshot.remote.ErrorBody;
import earshot.remote.HttpCall;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// HTTP with one tool server: the headers of its entry, redirects, and what its refusals mean. A redirect within the origin is followed with body and
/// headers, as a widespread server library answers `/mcp` with one to `/mcp/`; one to another origin is not, because the headers hold keys.
/// Safe for use from any thread.
final class ToolServerHttp implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    /// What servers say that do not know the transport at this address.
    private static final Set<Integer> TRANSPORT_UNKNOWN = Set.of(400, 404, 405, 406, 415, 501);
    private static final Pattern SESSION_LOST = Pattern.compile(
        "(?i)session.{0,40}(not found|not exist|unknown|invalid|expired|terminated|closed)"
            + "|(no|invalid|unknown|expired|missing|bad).{0,10} session"
            + "|not initialized|before initiali[sz]ation");
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_WORDS = 200;

    private final SharedHttpClient sharedHttpClient;
    private final Map<String, String> headers;
    /// Where an address has redirected to, so that later requests go there at once.
    private final Map<URI, URI> redirects = new ConcurrentHashMap<>();
    private final Set<HttpCall> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ToolServerHttp(SharedHttpClient sharedHttpClient, Map<String, String> headers) {
        this.sharedHttpClient = sharedHttpClient;
        this.headers = headers;
    }

    /// A response whose headers are there.
    final class Opened implements AutoCloseable {
        private final HttpCall call;

        private Opened(HttpCall call) {
            this.call = call;
        }

        HttpResponse<InputStream> response() throws IOException {
            return call.response();
        }

        /// Runs a step that reads the response, within the limit of the request.
        <T> T await(HttpCall.Step<T> step) throws IOException {
            return call.await(step);
        }

        @Override
        public void close() {
            running.remove(call);
            call.close();
        }
    }

    /// Sends a request and blocks until the headers of its response are there. For virtual threads.
    ///
    /// @param form completes the request with method, body and headers
    /// @param limit for these headers, and again for each later step
    /// @throws IOException when there is no response, or a redirect that is not followed
    Opened open(URI address, UnaryOperator<HttpRequest.Builder> form, Duration limit) throws IOException {
        URI target = redirects.getOrDefault(address, address);
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Opened opened = start(target, form, limit);
            try {
                HttpResponse<InputStream> response = opened.await(opened::response);
                Optional<String> location = response.headers().firstValue("location").filter(_ -> REDIRECTS.contains(response.statusCode()));
                if (location.isEmpty()) {
                    return opened;
                }
                target = within(target, location.get());
                redirects.put(address, target);
                opened.close();
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        }
        throw new ToolServerFailure.Raised(ToolServerFailure.of(ProblemReason.TOOL_SERVER_REDIRECTS));
    }

    /// Sends a request whose response does not matter.
    void notify(URI address, UnaryOperator<HttpRequest.Builder> form) {
        sharedHttpClient.status(form.apply(request(redirects.getOrDefault(address, address))).build());
    }

    /// Cancels what runs, and everything later.
    @Override
    public void close() {
        closed = true;
        running.forEach(HttpCall::close);
    }

    private Opened start(URI target, UnaryOperator<HttpRequest.Builder> form, Duration limit) {
        HttpCall call = new HttpCall(sharedHttpClient, form.apply(request(target)).build(), limit);
        running.add(call);
        if (closed) {
            call.close();
        }
        return new Opened(call);
    }

    /// Whether a header can be sent. The exception that says so shows its value, which may be a key.
    static boolean isSendable(String name, String value) {
        try {
            HttpRequest.newBuilder().setHeader(name, value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private HttpRequest.Builder request(URI target) {
        HttpRequest.Builder request = SharedHttpClient.request(target);
        headers.forEach(request::setHeader);
        return request;
    }

    private static URI within(URI from, String location) throws IOException {
        try {
            URI target = from.resolve(location);
            if (sameOrigin(from, target)) {
                return target;
            }
            throw new ToolServerFailure.Raised(new ToolServerFailure.Redirected(target.toString()));
        } catch (IllegalArgumentException _) {
            throw new ToolServerFailure.Raised(ToolServerFailure.of(ProblemReason.TOOL_SERVER_REDIRECT_BAD));
        }
    }

    static boolean sameOrigin(URI one, URI other) {
        return other.getHost() != null && one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
            && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /// The begin of a body that explains a refusal.
    static String body(HttpResponse<InputStream> refusal) throws IOException {
        return new String(refusal.body().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
    }

    /// Whether a server says that it does not know our session, in whatever words and under whatever status.
    static boolean saysSessionLost(String words) {
        return SESSION_LOST.matcher(words).find();
    }

    /// What a refusal means.
    static ToolServerFailure failure(HttpResponse<?> refusal, String body) {
        int status = refusal.statusCode();
        String said = said(body);
        String words = "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
        if (status == 401 || status == 403) {
            boolean signIn = refusal.headers().firstValue("www-authenticate").filter(wanted -> wanted.contains("resource_metadata")).isPresent();
            return new ToolServerFailure.KeyRefused(signIn ? ToolReason.of(ProblemReason.TOOL_SERVER_SIGN_IN, words) : new ToolReason.Said(words));
        }
        return TRANSPORT_UNKNOWN.contains(status) ? new ToolServerFailure.TransportUnknown(new ToolReason.Said(words))
            : new ToolServerFailure.Failed(new ToolReason.Said(words));
    }

    /// What a server says about its refusal, on one line; of pages that browsers show, their title.
    private static String said(String body) {
        String text = body.strip();
        try {
            JsonNode tree = JSON.readTree(text);
            text = Stream.of(tree.at("/error/message"), tree.path("error_description"), tree.path("message"), tree.path("detail"), tree.path("error"))
                .filter(JsonNode::isTextual).map(JsonNode::textValue).filter(words -> !words.isBlank()).findFirst().orElse(text);
        } catch (JsonProcessingException _) {
            // plain text
        }
        ErrorBody page = ErrorBody.parse(text);
        text = page.webPage() ? page.message() : text;
        return TextLimit.cut(text.replaceAll("[\\s\\p{Cntrl}]+", " "), MAX_WORDS);
    }
}
