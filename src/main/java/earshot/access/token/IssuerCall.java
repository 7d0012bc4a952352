package earshot.access.token;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// One call of the server that issues tokens. Nothing of what it sends or gets is in its reasons.
final class IssuerCall {
    private static final int MAX_BODY = 256_000;

    private IssuerCall() {}

    /// No answer came, or none of use.
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String argument;

        Unanswered(ProblemReason reason, Object... details) {
            super(reason.name(), null, false, false);
            argument = reason.with(details);
        }

        /// As [TokenVerdict.Unchecked] takes it.
        String argument() {
            return argument;
        }
    }

    /// Empty for anything but a web address.
    static Optional<URI> address(String url) {
        try {
            URI uri = URI.create(url.strip());
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null ? Optional.of(uri)
                : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Sends a request and returns at once. The future gives the body of an answer with 200, and fails with [Unanswered] otherwise; cancelling it breaks the
    /// call off.
    static CompletableFuture<String> send(SharedHttpClient http, HttpRequest request) {
        CompletableFuture<HttpResponse<String>> call = http.client().send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BODY));
        CompletableFuture<String> body = call.handle((response, failure) -> switch (failure == null ? response.statusCode() : 0) {
            case 0 -> throw new Unanswered(reason(Failures.cause(failure)));
            case 200 -> response.body();
            case 401, 403 -> throw new Unanswered(ProblemReason.TOKEN_CLIENT_REFUSED, response.statusCode());
            default -> throw new Unanswered(ProblemReason.ANSWERED, response.statusCode());
        });
        body.whenComplete((_, _) -> call.cancel(true));
        return body;
    }

    private static ProblemReason reason(Throwable failure) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> ProblemReason.UNREACHABLE;
            case ConnectException _ -> ProblemReason.CONNECTION_REFUSED;
            case SSLException _ -> ProblemReason.TLS_FAILED;
            case null, default -> ProblemReason.CONNECTION_LOST;
        };
    }
}
