package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.Settings;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Turns every error of one provider into a [Problem] about its section of the settings.
///
/// @param address of the provider, for the texts
public record ProviderErrors(Settings.Provider provider, String address) {
    private static final int MAX_SHOWN_CHARS = 200;

    /// The problem for an exception of the HTTP client. The innermost known cause counts, because the client wraps an unknown host into a
    /// refused connection.
    ///
    /// @param before whether nothing of a response had arrived
    public ProblemException ofException(Throwable failure, boolean before) {
        Optional<String> reason = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return known;
            }
            Optional<String> inner = unreachableReason(cause);
            reason = inner.isPresent() ? inner : reason;
        }
        if (reason.isEmpty() && !before) {
            return connectionCut(shownText(failure.getMessage()));
        }
        return problem("base_url", ProblemCode.SERVICE_UNREACHABLE, address, reason.orElse("the connection was dropped before an answer"));
    }

    private Optional<String> unreachableReason(Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException _, UnknownHostException _ -> Optional.of("no computer of this name is found");
            case SSLException ssl -> Optional.of("no safe connection: " + shownText(ssl.getMessage()));
            case HttpConnectTimeoutException _ -> Optional.of("nothing within " + SharedHttpClient.CONNECT.toSeconds() + " s");
            case ConnectException _ -> Optional.of("nothing listens there");
            default -> Optional.empty();
        };
    }

    /// The connection broke within the response.
    public ProblemException connectionCut(String reason) {
        return problem("base_url", ProblemCode.SERVICE_CUT, reason);
    }

    /// Nothing arrived within the limit.
    public ProblemException timedOut(Duration limit) {
        return problem("timeout", ProblemCode.SERVICE_TIMEOUT, address, limit.toMillis() / 1000.0);
    }

    /// The response does not follow the protocol.
    public ProblemException malformed(String what) {
        return problem("base_url", ProblemCode.SERVICE_MALFORMED, shownText(what));
    }

    /// The response was empty.
    public ProblemException emptyAnswer() {
        return problem("model", ProblemCode.SERVICE_EMPTY, address);
    }

    /// The provider answered with an error status.
    public ProblemException ofStatus(int status, String body) {
        String message = message(body);
        return switch (status) {
            case 401, 403 -> problem("api_key", ProblemCode.SERVICE_KEY_REFUSED, status);
            case 429 -> problem("api_key", ProblemCode.SERVICE_LIMITED, message);
            default -> problem("base_url", ProblemCode.SERVICE_FAILED, status, message);
        };
    }

    /// A provider's text in a form that can be shown: one line, shortened, with keys masked.
    public String shownText(String text) {
        String plain = text == null || text.isBlank() ? "–" : text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String keyless = provider.text("api_key").map(key -> plain.replace(key, SecretMasker.MASK)).orElse(plain)
            .replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", SecretMasker.MASK);
        String masked = SecretMasker.mask(keyless);
        return masked.length() > MAX_SHOWN_CHARS ? masked.substring(0, MAX_SHOWN_CHARS) + "…" : masked;
    }

    private String message(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            for (JsonNode node : new JsonNode[] {tree.path("error").path("message"), tree.path("error"), tree.path("message"), tree.path("detail")}) {
                if (node.isTextual() && !node.asText().isBlank()) {
                    return shownText(node.asText());
                }
            }
        } catch (JsonProcessingException e) {
            // not JSON: the text itself is shown
        }
        return shownText(body);
    }

    private ProblemException problem(String key, ProblemCode code, Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = provider.alias();
        System.arraycopy(args, 0, all, 1, args.length);
        return new ProblemException(Problem.of(code, provider.subject(key), all));
    }
}
