package earshot.meeting.webhook;

import module java.base;

import earshot.data.Hmac;
import earshot.meeting.MeetingSharingSettings;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// One request to a webhook. Its reasons never contain the address, a header's value or the body: each may hold a secret.
record WebhookRequest(SharedHttpClient sharedHttpClient, Time time, MeetingSharingSettings.Webhook hook, byte[] body) {
    static final Duration LIMIT = Duration.ofSeconds(5);

    /// @param status 0 when no answer came
    /// @param reason empty when it went well
    record Response(int status, String reason) {
        boolean good() {
            return reason.isEmpty();
        }
    }

    /// Host and port of an address, empty when it is not valid.
    static String host(String url) {
        return address(url).map(uri -> uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort()).orElse("");
    }

    /// Sends the request and waits for the answer, 5 s at most. For virtual threads.
    /// @throws java.util.concurrent.CancellationException when the thread is interrupted
    Response send() {
        Optional<URI> address = address(hook.url());
        if (address.isEmpty()) {
            return new Response(0, ProblemReason.NO_HTTP_ADDRESS.with("meeting.webhook.url"));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address.get()).version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)).setHeader("Content-Type", "application/json; charset=utf-8");
        for (Map.Entry<String, String> header : hook.headers().entrySet()) {
            try {
                request.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException _) {
                return new Response(0, ProblemReason.WEBHOOK_HEADER.with(header.getKey()));
            }
        }
        hook.secret().ifPresent(secret -> request.setHeader("X-Meeting-Signature", signature(secret)));
        CompletableFuture<HttpResponse<Void>> answer = sharedHttpClient.client().send(request.build(), BodyHandlers.discarding());
        try {
            return time.await(answer, LIMIT)
                .map(came -> new Response(came.statusCode(), came.statusCode() / 100 == 2 ? "" : ProblemReason.ANSWERED.with(came.statusCode())))
                .orElseGet(() -> new Response(0, ProblemReason.NO_ANSWER_WITHIN.with(LIMIT.toSeconds())));
        } catch (CompletionException e) {
            return new Response(0, reason(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private String signature(String secret) {
        return HexFormat.of().formatHex(Hmac.SHA_256.of(secret.getBytes(StandardCharsets.UTF_8), body));
    }

    private static Optional<URI> address(String url) {
        try {
            URI uri = URI.create(url.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The reason of the innermost known failure: the client wraps an unknown name into a refused connection.
    private static String reason(Throwable failure) {
        ProblemReason reason = ProblemReason.CONNECTION_LOST;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = switch (cause) {
                case UnresolvedAddressException _, UnknownHostException _ -> ProblemReason.HOST_ABSENT;
                case SSLException _ -> ProblemReason.TLS_FAILED;
                case HttpConnectTimeoutException _ -> ProblemReason.UNREACHABLE;
                case ConnectException _ -> ProblemReason.CONNECTION_REFUSED;
                default -> reason;
            };
        }
        return reason.toString();
    }
}
