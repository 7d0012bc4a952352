package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.catalog.ProviderType;
import earshot.config.Settings;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.http.HttpConnectTimeoutException;

/// Turns every error of one provider into a [Problem] about its section of the settings.
public record ProviderErrors(ProviderSettings provider, String name, String address) {
    private static final int MAX_SHOWN_CHARS = 200;
    /// Characters of a provider's text that are looked at for it.
    private static final int MAX_READ_CHARS = 4_000;

    /// The section of a provider cannot be used, because this key is missing or not valid.
    public static ProblemException incomplete(ProviderSettings provider, String key) {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_INCOMPLETE, provider.subject(key), provider.alias(), key));
    }

    /// Refuses a provider in whose section something still has the text of a template.
    ///
    /// @throws ProblemException with PROVIDER_UNFILLED
    public static void requireFilledIn(ProviderSettings provider) {
        provider.unfilled().ifPresent(key -> {
            throw new ProblemException(Problem.of(ProblemCode.PROVIDER_UNFILLED, provider.subject(key), provider.alias(), key));
        });
    }

    /// The problem for an exception of the HTTP client. The innermost known cause counts, because the client wraps an unknown host into a
    /// refused connection.
    public ProblemException ofException(Throwable failure) {
        ProblemException found = connectionCut(shownText(failure.getMessage()));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = switch (cause) {
                case ProblemException known -> known;
                case IdleWatchdog.Expired late -> timedOut(late.limit());
                case BoundedLineReader.TooLong tooLong -> malformed(tooLong.getMessage());
                case UnresolvedAddressException _, UnknownHostException _ -> problem("base_url", ProblemCode.PROVIDER_HOST_UNKNOWN, Optional.ofNullable(URI.create(address).getHost()).orElse(address));
                case SSLException ssl -> problem("base_url", ProblemCode.PROVIDER_INSECURE, address, shownText(ssl.getMessage()));
                case HttpConnectTimeoutException _ -> problem("base_url", ProblemCode.PROVIDER_UNREACHABLE, address, SharedHttpClient.CONNECT.toSeconds());
                // the client gives a refused connection as the cause of one that took too long
                case ConnectException _ -> found.problem().code() == ProblemCode.PROVIDER_UNREACHABLE ? found : problem("base_url", ProblemCode.PROVIDER_REFUSED, address);
                default -> found;
            };
        }
        return found;
    }

    /// The connection broke before the response was complete.
    public ProblemException connectionCut(String reason) {
        return problem("base_url", ProblemCode.PROVIDER_CUT, reason);
    }

    public ProblemException timedOut(Duration limit) {
        return problem("timeout", ProblemCode.PROVIDER_TIMEOUT, address, limit.toMillis() / 1000.0);
    }

    public ProblemException malformed(String what) {
        return problem("base_url", ProblemCode.PROVIDER_MALFORMED, shownText(what));
    }

    /// The response went on beyond every sensible bound, which `bound` names.
    public ProblemException endless(String bound) {
        return problem("base_url", ProblemCode.PROVIDER_ENDLESS, bound);
    }

    /// The response was empty, for a reason that the provider may give.
    public ProblemException emptyAnswer(String reason) {
        return problem(modelKey(), ProblemCode.PROVIDER_EMPTY, shownText(reason));
    }

    /// The provider answered with an error; `status` is 0 when it gave none.
    public ProblemException ofStatus(int status, String body) {
        String message = message(body);
        return switch (status) {
            case 401, 403 -> problem("api_key", ProblemCode.PROVIDER_KEY_REFUSED, status);
            case 404 -> problem(modelKey(), ProblemCode.PROVIDER_NOT_FOUND, address, message);
            case 429 -> problem("api_key", ProblemCode.PROVIDER_LIMITED, message);
            default -> problem("base_url", ProblemCode.PROVIDER_FAILED, status == 0 ? "–" : status, message);
        };
    }

    /// A provider's text in a form that can be shown: one line, shortened, with keys masked. Some send back the key that they refuse.
    public String shownText(String text) {
        String head = text == null || text.isBlank() ? "–" : text.strip();
        String plain = head.substring(0, Math.min(head.length(), MAX_READ_CHARS)).replaceAll("[\\s\\p{Cntrl}]+", " ");
        String keyless = provider.text("api_key").map(key -> plain.replace(key, SecretMasker.MASK)).orElse(plain)
            .replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", SecretMasker.MASK);
        String masked = SecretMasker.mask(keyless);
        return masked.length() > MAX_SHOWN_CHARS ? masked.substring(0, MAX_SHOWN_CHARS) + "…" : masked;
    }

    /// What a provider says about its failure, wherever it says it, ready to be shown.
    String message(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return Stream.of(tree.at("/error/message"), tree.path("error"), tree.path("message"), tree.path("detail"), tree.at("/0/error/message"))
                .filter(node -> node.isTextual() && !node.asText().isBlank()).findFirst().map(node -> shownText(node.asText())).orElseGet(() -> shownText(body));
        } catch (JsonProcessingException e) {
            return shownText(body);
        }
    }

    private String modelKey() {
        return provider.kind().type(provider.type()).flatMap(ProviderType::modelKey).orElse("model_name");
    }

    private ProblemException problem(String key, ProblemCode code, Object... args) {
        return new ProblemException(Problem.of(code, provider.subject(key), Stream.concat(Stream.of(name), Stream.of(args)).toArray()));
    }
}
