package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.net.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    @Test
    void pausesTwiceAndLongerEachTime() {
        assertThat(RetryPolicy.SPEECH.pause(1, failure(Optional.empty()))).contains(Duration.ofMillis(200));
        assertThat(RetryPolicy.SPEECH.pause(2, failure(Optional.empty()))).contains(Duration.ofMillis(400));
        assertThat(RetryPolicy.SPEECH.pause(3, failure(Optional.empty()))).isEmpty();
    }

    @Test
    void waitsForAProviderOnlyAsLongAsSomebodyWaits() {
        TransientFailure later = failure(Optional.of(Duration.ofSeconds(3)));
        assertThat(RetryPolicy.MODEL.pause(1, later)).contains(Duration.ofSeconds(3));
        assertThat(RetryPolicy.SPEECH.pause(1, later)).as("the fallback answers at once").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2|2000", " 0 |0", "Sun, 22 Nov 2026 14:00:04 GMT|4000", "Sun, 22 Nov 2026 13:00:00 GMT|0"})
    void aProviderAsksInSecondsOrByADate(String written, long millis) {
        assertThat(RetryPolicy.retryAfter(headers(written), NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "99999999999"})
    void whatIsNoTimeIsIgnored(String written) {
        assertThat(RetryPolicy.retryAfter(headers(written), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"408, true", "429, true", "500, true", "503, true", "529, true", "400, false", "401, false", "404, false", "501, false"})
    void asksAgainOnlyWhereThatMayHelp(int status, boolean again) {
        assertThat(RetryPolicy.mayPass(status)).isEqualTo(again);
    }

    private static TransientFailure failure(Optional<Duration> retryAfter) {
        return new TransientFailure(new ProblemException(Problem.of(ProblemCode.PROVIDER_LIMITED, "cloud", "quota")), retryAfter);
    }

    private static HttpHeaders headers(String retryAfter) {
        return HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (_, _) -> true);
    }
}
