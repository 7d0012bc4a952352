package earshot.api;

import module java.base;

import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.time.Time;

/// Who may ask the HTTP interfaces, and how often: a limit for each address, then the token. Safe for use from any thread.
/// Source: badge-protocol section 6.6.
public final class ApiAccess {
    private static final String MEETINGS = "The token is shown in Earshot on the computer that runs it: "
        + "Settings, Passing meetings on (server.meeting_api_token)."
        + " Send it as Authorization: Bearer <token>, as X-API-Token or as ?token=.";

    private final String whereTheTokenIs;
    private final Supplier<Rules> rules;
    private final Predicate<String> generated;
    private final AddressRateLimiter limit;

    /// What an interface answers to a request that is admitted.
    public interface Answer {
        /// @throws ApiQuery.InvalidParameter which is answered with 400
        HttpReply to(HttpRequest request) throws ApiQuery.InvalidParameter;
    }

    /// @param token whoever shows it may read; empty while there is none
    /// @param rate requests per second and address, 0 for no limit
    public record Rules(Optional<String> token, int rate) {}

    /// @param rules in force at each request
    /// @param generated whether a token was made by the program: then programs of this user on this computer may read without it, as long as nobody wrote one
    public ApiAccess(Supplier<Rules> rules, Predicate<String> generated, Time time) {
        this(MEETINGS, rules, generated, time);
    }

    /// The same for what has a token of its own.
    ///
    /// @param whereTheTokenIs for who asks without it
    public ApiAccess(String whereTheTokenIs, Supplier<Rules> rules, Predicate<String> generated, Time time) {
        this.whereTheTokenIs = whereTheTokenIs;
        this.rules = rules;
        this.generated = generated;
        limit = new AddressRateLimiter(time);
    }

    /// Answers a request: that it is not admitted, or what the interface says.
    public HttpReply answer(HttpRequest request, Answer answer) {
        Rules now = rules.get();
        // before the token is checked, so that it cannot be guessed by fast requests
        if (!limit.allows(request.remote().getAddress().getHostAddress(), now.rate)) {
            return ApiReply.failed(429, "too many requests", Map.of("Retry-After", "1"));
        }
        try {
            return mayRead(request, now.token) ? answer.to(request) : unauthorized();
        } catch (ApiQuery.InvalidParameter e) {
            return ApiReply.failed(400, e.getMessage(), Map.of());
        }
    }

    /// Whether the request shows the token. Without one nobody can.
    public boolean showsToken(HttpRequest request) throws ApiQuery.InvalidParameter {
        ApiQuery query = ApiQuery.of(request.target());
        return rules.get().token.filter(expected -> hasToken(request, query, expected)).isPresent();
    }

    /// The answer to who must show the token and does not.
    public HttpReply unauthorized() {
        return ApiReply.unauthorized(whereTheTokenIs);
    }

    private boolean mayRead(HttpRequest request, Optional<String> token) throws ApiQuery.InvalidParameter {
        ApiQuery query = ApiQuery.of(request.target());
        return token.filter(expected -> hasToken(request, query, expected)).isPresent() || token.filter(generated.negate()).isEmpty() && request.fromThisUser();
    }

    /// In constant time, so that the delay of an answer reveals nothing about the token.
    private static boolean hasToken(HttpRequest request, ApiQuery query, String token) {
        byte[] expected = token.getBytes(StandardCharsets.UTF_8);
        Optional<String> bearer = Optional.ofNullable(request.headers().get("authorization")).filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
        return Stream.of(bearer, Optional.ofNullable(request.headers().get("x-api-token")), query.text("token")).flatMap(Optional::stream)
            .anyMatch(shown -> MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8)));
    }
}
