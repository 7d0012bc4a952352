package earshot.access.token;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.access.token.IssuerCall.Unanswered;
import earshot.data.BoundedMap;
import earshot.data.Digest;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;
import java.net.http.HttpRequest;

/// Asks the server that issued a token whether it holds (RFC 7662). Its reasons contain neither token nor secret. Safe for use from any thread.
final class TokenIntrospection {
    static final Duration LIMIT = Duration.ofSeconds(3);
    static final Duration YES_HOLDS = Duration.ofSeconds(60);
    static final Duration NO_HOLDS = Duration.ofSeconds(10);
    static final int MAX_CALLS = 16;
    private static final int MAX_CACHED = 1_000;

    private final Time time;
    private final SharedHttpClient http;
    private final TokenSettings settings;
    private final URI address;
    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final Map<String, Cached> cache = BoundedMap.oldest(MAX_CACHED);

    /// What that server said of a token.
    private record Answer(boolean active, Optional<String> subject, Optional<Instant> expires, Optional<Instant> begins) {}

    /// @param until monotonic nanoseconds
    private record Cached(Answer answer, long until) {}

    TokenIntrospection(Time time, SharedHttpClient http, TokenSettings settings, URI address) {
        this.time = time;
        this.http = http;
        this.settings = settings;
        this.address = address;
    }

    TokenVerdict check(String token, DeviceId device) {
        try {
            Answer answer = answer(token);
            return answer.active ? TokenClaims.judge(settings.jwt().subPrefix(), answer.subject, answer.expires, answer.begins, device, time.now())
                : new TokenVerdict.Invalid(TokenVerdict.InvalidReason.NOT_ACTIVE, "");
        } catch (Unanswered e) {
            return new TokenVerdict.Unchecked(e.argument());
        }
    }

    private Answer answer(String token) {
        String key = Digest.of(token, 64);
        synchronized (cache) {
            Cached known = cache.get(key);
            if (known != null && time.nanos() < known.until) {
                return known.answer;
            }
        }
        if (!calls.tryAcquire()) {
            throw new Unanswered(ProblemReason.TOKEN_CHECKS_MANY);
        }
        Answer answer;
        try {
            answer = ask(token);
        } finally {
            calls.release();
        }
        synchronized (cache) {
            cache.put(key, new Cached(answer, time.nanos() + (answer.active ? YES_HOLDS : NO_HOLDS).toNanos()));
        }
        return answer;
    }

    private Answer ask(String token) {
        CompletableFuture<String> body = IssuerCall.send(http, request(token));
        try {
            return read(time.await(body, LIMIT).orElseThrow(() -> new Unanswered(ProblemReason.NO_ANSWER_WITHIN, LIMIT.toSeconds())));
        } catch (CompletionException e) {
            throw e.getCause() instanceof Unanswered unanswered ? unanswered : new Unanswered(ProblemReason.CONNECTION_LOST);
        } finally {
            body.cancel(true);
        }
    }

    private HttpRequest request(String token) {
        Optional<String> id = settings.oauth2().clientId();
        Optional<String> secret = settings.oauth2().clientSecret();
        StringBuilder form = new StringBuilder("token=" + encoded(token) + "&token_type_hint=access_token");
        HttpRequest.Builder request = SharedHttpClient.request(address).header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
        if (id.isPresent() && secret.isPresent()) {
            request.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((encoded(id.get()) + ":" + encoded(secret.get())).getBytes(StandardCharsets.UTF_8)));
        } else {
            id.ifPresent(name -> form.append("&client_id=").append(encoded(name)));
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(form.toString())).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Answer read(String body) {
        try {
            JsonNode said = JSON.readTree(body);
            if (!said.path("active").isBoolean()) {
                throw new Unanswered(ProblemReason.TOKEN_ANSWER_UNCLEAR);
            }
            return new Answer(said.path("active").booleanValue(), Optional.of(said.path("sub")).filter(JsonNode::isTextual).map(JsonNode::textValue),
                moment(said.path("exp")), moment(said.path("nbf")));
        } catch (JsonProcessingException _) {
            throw new Unanswered(ProblemReason.ANSWER_NO_JSON);
        }
    }

    private static Optional<Instant> moment(JsonNode seconds) {
        return Optional.of(seconds).filter(JsonNode::canConvertToLong).filter(JsonNode::isNumber).map(JsonNode::longValue)
            .filter(value -> Math.abs(value) < 1L << 40).map(Instant::ofEpochSecond);
    }
}
