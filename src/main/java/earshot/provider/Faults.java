package earshot.provider;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.Settings;
import earshot.event.Masking;
import earshot.problem.Code;
import earshot.problem.Problem;
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
public record Faults(Settings.Provider provider, String address) {
    private static final int LONGEST = 200;

    /// The problem for an exception of the HTTP client. The innermost known cause counts, because the client wraps an unknown host into a
    /// refused connection.
    ///
    /// @param before whether nothing of a response had arrived
    public ProblemException of(Throwable failure, boolean before) {
        Optional<String> reason = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return known;
            }
            Optional<String> inner = unreachable(cause);
            reason = inner.isPresent() ? inner : reason;
        }
        if (reason.isEmpty() && !before) {
            return cut(told(failure.getMessage()));
        }
        return about("base_url", Code.SERVICE_UNREACHABLE, address, reason.orElse("the connection was dropped before an answer"));
    }

    private Optional<String> unreachable(Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException _, UnknownHostException _ -> Optional.of("no computer of this name is found");
            case SSLException ssl -> Optional.of("no safe connection: " + told(ssl.getMessage()));
            case HttpConnectTimeoutException _ -> Optional.of("nothing within " + Web.CONNECT.toSeconds() + " s");
            case ConnectException _ -> Optional.of("nothing listens there");
            default -> Optional.empty();
        };
    }

    /// The connection broke within the response.
    public ProblemException cut(String reason) {
        return about("base_url", Code.SERVICE_CUT, reason);
    }

    /// Nothing arrived within the limit.
    public ProblemException silent(Duration limit) {
        return about("timeout", Code.SERVICE_HUNG, address, limit.toMillis() / 1000.0);
    }

    /// The response does not follow the protocol.
    public ProblemException malformed(String what) {
        return about("base_url", Code.SERVICE_MALFORMED, told(what));
    }

    /// The response was empty.
    public ProblemException empty() {
        return about("model", Code.SERVICE_EMPTY, address);
    }

    /// The provider answered with an error status.
    public ProblemException status(int status, String body) {
        String message = message(body);
        return switch (status) {
            case 401, 403 -> about("api_key", Code.SERVICE_KEY_REFUSED, status);
            case 429 -> about("api_key", Code.SERVICE_LIMITED, message);
            default -> about("base_url", Code.SERVICE_FAILED, status, message);
        };
    }

    /// A provider's text in a form that can be shown: one line, shortened, with keys masked.
    public String told(String text) {
        String plain = text == null || text.isBlank() ? "–" : text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String keyless = provider.text("api_key").map(key -> plain.replace(key, Masking.MASK)).orElse(plain)
            .replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", Masking.MASK);
        String masked = Masking.mask(keyless);
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }

    private String message(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            for (JsonNode node : new JsonNode[] {tree.path("error").path("message"), tree.path("error"), tree.path("message"), tree.path("detail")}) {
                if (node.isTextual() && !node.asText().isBlank()) {
                    return told(node.asText());
                }
            }
        } catch (JsonProcessingException e) {
            // not JSON: the text itself is shown
        }
        return told(body);
    }

    private ProblemException about(String key, Code code, Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = provider.alias();
        System.arraycopy(args, 0, all, 1, args.length);
        return new ProblemException(Problem.of(code, provider.subject(key), all));
    }
}
