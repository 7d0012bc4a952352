package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.Masking;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.time.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Turns every error of one model provider into a [Fault] with its [Problem]. What a provider writes is shown, since it often says what to
/// do, but shortened and without anything that looks like a key: some send back the key they refuse.
final class Faults {
    private static final int LONGEST = 200;

    /// For each problem the key of the provider's section in the settings where a person should look first.
    private static final Map<Code, String> PLACES = Map.ofEntries(
        Map.entry(Code.LLM_REFUSED, "base_url"), Map.entry(Code.LLM_HOST_UNKNOWN, "base_url"), Map.entry(Code.LLM_INSECURE, "base_url"), Map.entry(Code.LLM_HUNG, "timeout"),
        Map.entry(Code.LLM_KEY_REFUSED, "api_key"), Map.entry(Code.LLM_NOT_FOUND, "model_name"), Map.entry(Code.LLM_LIMITED, "api_key"), Map.entry(Code.LLM_FAILED, "base_url"),
        Map.entry(Code.LLM_CUT, "base_url"), Map.entry(Code.LLM_MALFORMED, "base_url"), Map.entry(Code.LLM_EMPTY, "model_name"));

    private final Provider provider;

    Faults(Provider provider) {
        this.provider = provider;
    }

    /// @param failure of the HTTP client, before the response or within it
    Fault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new Fault(about(Code.LLM_HOST_UNKNOWN, provider.endpoint().host()), false, Optional.empty());
            }
            if (cause instanceof SSLException) {
                return new Fault(about(Code.LLM_INSECURE, provider.endpoint().root(), told(cause.getMessage())), false, Optional.empty());
            }
        }
        return switch (failure) {
            case HttpConnectTimeoutException _ -> silent(Limits.CONNECT);
            case ConnectException _ -> new Fault(about(Code.LLM_REFUSED, provider.endpoint().root()), false, Optional.empty());
            case EventLines.TooLong long_ -> malformed(long_.getMessage());
            case IOException _ -> cut(told(failure.getMessage()));
            default -> cut(failure.getClass().getSimpleName());
        };
    }

    Fault cut(String reason) {
        return new Fault(about(Code.LLM_CUT, reason), true, Optional.empty());
    }

    /// Nothing arrived within the limit.
    Fault silent(Duration limit) {
        return new Fault(about(Code.LLM_HUNG, provider.endpoint().root(), limit.toMillis() / 1000.0), false, Optional.empty());
    }

    /// The response does not follow the protocol.
    Fault malformed(String what) {
        return new Fault(about(Code.LLM_MALFORMED, told(what)), false, Optional.empty());
    }

    /// The response had no text and no tool call.
    ///
    /// @param reason `finish_reason`, may be empty
    Fault empty(String reason) {
        return new Fault(about(Code.LLM_EMPTY, reason.isEmpty() ? "–" : told(reason)), false, Optional.empty());
    }

    /// The provider answered with an error status.
    Fault status(int status, String body, HttpHeaders headers, Time time) {
        String message = message(body);
        return switch (status) {
            case 401, 403 -> new Fault(about(Code.LLM_KEY_REFUSED, status), false, Optional.empty());
            case 404 -> new Fault(about(Code.LLM_NOT_FOUND, provider.model(), provider.endpoint().root(), message), false, Optional.empty());
            case 429 -> new Fault(about(Code.LLM_LIMITED, message), true, pause(headers, time));
            case 408, 500, 502, 503, 504, 529 -> new Fault(about(Code.LLM_FAILED, status, message), true, pause(headers, time));
            default -> new Fault(about(Code.LLM_FAILED, status, message), false, Optional.empty());
        };
    }

    /// The provider sent an error as an event of the stream.
    Fault event(JsonNode event) {
        JsonNode error = event.path("error");
        int status = Math.max(error.path("code").asInt(0), event.path("code").asInt(0));
        return status >= 400 && status < 600 ? status(status, event.toString(), HttpHeaders.of(Map.of(), (_, _) -> true), null)
            : new Fault(about(Code.LLM_FAILED, "–", message(event.toString())), false, Optional.empty());
    }

    /// Resolves every problem that this class can create for a provider.
    static void resolve(Provider provider, Problems problems) {
        PLACES.forEach((code, key) -> problems.resolve(code, provider.subject(key)));
    }

    private Problem about(Code code, Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = provider.name();
        System.arraycopy(args, 0, all, 1, args.length);
        return Problem.of(code, provider.subject(PLACES.get(code)), all);
    }

    /// The `Retry-After` header: seconds or a date. Source: RFC 9110.
    private static Optional<Duration> pause(HttpHeaders headers, Time time) {
        return headers.firstValue("retry-after").flatMap(written -> {
            try {
                return Optional.of(written.strip().matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(written.strip()))
                    : Duration.between(time.now(), ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }).map(pause -> pause.isNegative() ? Duration.ZERO : pause);
    }

    private String message(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            for (JsonNode node : new JsonNode[] {tree.path("error").path("message"), tree.path("error"), tree.path("message"), tree.path("detail"), tree.path(0).path("error").path("message")}) {
                if (node.isTextual() && !node.asText().isBlank()) {
                    return told(node.asText());
                }
            }
        } catch (JsonProcessingException e) {
            // not JSON: the text itself is shown
        }
        return body.isBlank() ? "–" : told(body);
    }

    private String told(String text) {
        String plain = text == null || text.isBlank() ? "–" : text.strip().replaceAll("\\s+", " ");
        String keyless = provider.key().map(key -> plain.replace(key, Masking.MASK)).orElse(plain).replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", Masking.MASK);
        String masked = Masking.mask(keyless);
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }
}
