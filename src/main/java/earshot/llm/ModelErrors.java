package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
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

/// Turns every error of one model provider into a [ModelCallFailure] with its [Problem]. What a provider writes is shown, since it often says what to
/// do, but shortened and without anything that looks like a key: some send back the key they refuse.
final class ModelErrors {
    private static final int MAX_SHOWN_CHARS = 200;

    /// For each problem the key of the provider's section in the settings where a person should look first.
    private static final Map<ProblemCode, String> SETTING_KEYS = Map.ofEntries(
        Map.entry(ProblemCode.PROVIDER_REFUSED, "base_url"), Map.entry(ProblemCode.PROVIDER_HOST_UNKNOWN, "base_url"), Map.entry(ProblemCode.PROVIDER_INSECURE, "base_url"), Map.entry(ProblemCode.PROVIDER_TIMEOUT, "timeout"),
        Map.entry(ProblemCode.PROVIDER_KEY_REFUSED, "api_key"), Map.entry(ProblemCode.PROVIDER_NOT_FOUND, "model_name"), Map.entry(ProblemCode.PROVIDER_LIMITED, "api_key"), Map.entry(ProblemCode.PROVIDER_FAILED, "base_url"),
        Map.entry(ProblemCode.PROVIDER_CUT, "base_url"), Map.entry(ProblemCode.PROVIDER_MALFORMED, "base_url"), Map.entry(ProblemCode.PROVIDER_EMPTY, "model_name"));

    private final ModelConfig modelConfig;

    ModelErrors(ModelConfig modelConfig) {
        this.modelConfig = modelConfig;
    }

    /// @param failure of the HTTP client, before the response or within it
    ModelCallFailure ofException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new ModelCallFailure(problem(ProblemCode.PROVIDER_HOST_UNKNOWN, modelConfig.endpoint().host()), false, Optional.empty());
            }
            if (cause instanceof SSLException) {
                return new ModelCallFailure(problem(ProblemCode.PROVIDER_INSECURE, modelConfig.endpoint().root(), shownText(cause.getMessage())), false, Optional.empty());
            }
        }
        return switch (failure) {
            case HttpConnectTimeoutException _ -> timedOut(ModelTimeouts.CONNECT);
            case ConnectException _ -> new ModelCallFailure(problem(ProblemCode.PROVIDER_REFUSED, modelConfig.endpoint().root()), false, Optional.empty());
            case BoundedLineReader.LineTooLong long_ -> malformed(long_.getMessage());
            case IOException _ -> connectionCut(shownText(failure.getMessage()));
            default -> connectionCut(failure.getClass().getSimpleName());
        };
    }

    ModelCallFailure connectionCut(String reason) {
        return new ModelCallFailure(problem(ProblemCode.PROVIDER_CUT, reason), true, Optional.empty());
    }

    /// Nothing arrived within the limit.
    ModelCallFailure timedOut(Duration limit) {
        return new ModelCallFailure(problem(ProblemCode.PROVIDER_TIMEOUT, modelConfig.endpoint().root(), limit.toMillis() / 1000.0), false, Optional.empty());
    }

    /// The response does not follow the protocol.
    ModelCallFailure malformed(String what) {
        return new ModelCallFailure(problem(ProblemCode.PROVIDER_MALFORMED, shownText(what)), false, Optional.empty());
    }

    /// The response had no text and no tool call.
    ///
    /// @param reason `finish_reason`, may be empty
    ModelCallFailure emptyAnswer(String reason) {
        return new ModelCallFailure(problem(ProblemCode.PROVIDER_EMPTY, reason.isEmpty() ? "–" : shownText(reason)), false, Optional.empty());
    }

    /// The provider answered with an error status.
    ModelCallFailure ofStatus(int status, String body, HttpHeaders headers, Time time) {
        String message = message(body);
        return switch (status) {
            case 401, 403 -> new ModelCallFailure(problem(ProblemCode.PROVIDER_KEY_REFUSED, status), false, Optional.empty());
            case 404 -> new ModelCallFailure(problem(ProblemCode.PROVIDER_NOT_FOUND, modelConfig.endpoint().root(), message), false, Optional.empty());
            case 429 -> new ModelCallFailure(problem(ProblemCode.PROVIDER_LIMITED, message), true, retryAfter(headers, time));
            case 408, 500, 502, 503, 504, 529 -> new ModelCallFailure(problem(ProblemCode.PROVIDER_FAILED, status, message), true, retryAfter(headers, time));
            default -> new ModelCallFailure(problem(ProblemCode.PROVIDER_FAILED, status, message), false, Optional.empty());
        };
    }

    /// The provider sent an error as an event of the stream.
    ModelCallFailure ofErrorEvent(JsonNode event) {
        JsonNode error = event.path("error");
        int status = Math.max(error.path("code").asInt(0), event.path("code").asInt(0));
        return status >= 400 && status < 600 ? ofStatus(status, event.toString(), HttpHeaders.of(Map.of(), (_, _) -> true), null)
            : new ModelCallFailure(problem(ProblemCode.PROVIDER_FAILED, "–", message(event.toString())), false, Optional.empty());
    }

    /// Resolves every problem that this class can create for a provider.
    static void resolveAll(ModelConfig modelConfig, ProblemSink problems) {
        SETTING_KEYS.forEach((code, key) -> problems.resolve(code, modelConfig.subject(key)));
    }

    private Problem problem(ProblemCode code, Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = modelConfig.name();
        System.arraycopy(args, 0, all, 1, args.length);
        return Problem.of(code, modelConfig.subject(SETTING_KEYS.get(code)), all);
    }

    /// The `Retry-After` header: seconds or a date. Source: RFC 9110.
    private static Optional<Duration> retryAfter(HttpHeaders headers, Time time) {
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
                    return shownText(node.asText());
                }
            }
        } catch (JsonProcessingException e) {
            // not JSON: the text itself is shown
        }
        return body.isBlank() ? "–" : shownText(body);
    }

    private String shownText(String text) {
        String plain = text == null || text.isBlank() ? "–" : text.strip().replaceAll("\\s+", " ");
        String keyless = modelConfig.key().map(key -> plain.replace(key, SecretMasker.MASK)).orElse(plain).replaceAll("\\b(sk|gsk|pk|key)[-_][A-Za-z0-9*._-]{4,}", SecretMasker.MASK);
        String masked = SecretMasker.mask(keyless);
        return masked.length() > MAX_SHOWN_CHARS ? masked.substring(0, MAX_SHOWN_CHARS) + "…" : masked;
    }
}
