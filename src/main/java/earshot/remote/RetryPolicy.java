package earshot.remote;

import module java.base;

import java.net.http.HttpHeaders;

/// When a request that failed is sent again: at most twice more, after a pause that doubles, or that the provider asks for.
///
/// @param longestWait a longer `Retry-After` counts as a failure at once, because a person is waiting at the device
public record RetryPolicy(Duration longestWait) {
    /// For recognizers and voices, whose embedded fallback answers at once.
    public static final RetryPolicy SPEECH = new RetryPolicy(Duration.ofSeconds(2));
    /// For models, which have no fallback.
    public static final RetryPolicy MODEL = new RetryPolicy(Duration.ofSeconds(5));

    private static final int MAX_ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /// Too many requests, or a failure of the provider that may pass; 529 is Anthropic's "overloaded".
    private static final Set<Integer> STATUSES = Set.of(408, 429, 500, 502, 503, 504, 529);

    /// Whether sending a request again may help after this status.
    public static boolean mayPass(int status) {
        return STATUSES.contains(status);
    }

    /// The pause before the next attempt; empty when there is none.
    ///
    /// @param attempt the one that failed, from 1
    Optional<Duration> pause(int attempt, TransientFailure failure) {
        Duration pause = failure.retryAfter().orElse(FIRST_PAUSE.multipliedBy(1L << attempt - 1));
        return attempt == MAX_ATTEMPTS || pause.compareTo(longestWait) > 0 ? Optional.empty() : Optional.of(pause);
    }

    /// The `Retry-After` header: seconds or a date. Source: RFC 9110.
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after").map(String::strip).flatMap(written -> {
            try {
                return Optional.of(written.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(written))
                    : Duration.between(now, ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }).map(pause -> pause.isNegative() ? Duration.ZERO : pause);
    }
}
