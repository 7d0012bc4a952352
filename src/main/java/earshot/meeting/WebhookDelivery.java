package earshot.meeting;

import earshot.id.MeetingId;
import java.time.Instant;

/// One delivery of a summary to the webhook, its retry included.
///
/// @param number unique
/// @param at when the delivery began
/// @param host where it went; the full address may hold a secret and is not stored
/// @param digest first 8 hexadecimal characters of the body's SHA-256
public record WebhookDelivery(long number, MeetingId meeting, Instant at, String host, Outcome outcome, int bytes, String digest) {
    /// `OK` at the first attempt, `RETRY_OK` at the second, `FAIL` at neither.
    public enum Result { UNDER_WAY, OK, RETRY_OK, FAIL }

    /// @param status HTTP status of the last answer, 0 when none came
    /// @param reason why it failed, empty when it did not
    public record Outcome(Result result, int status, String reason) {}

    public Result result() {
        return outcome.result;
    }

    public int status() {
        return outcome.status;
    }

    public String reason() {
        return outcome.reason;
    }

    public WebhookDelivery withOutcome(Result result, int status, String reason) {
        return new WebhookDelivery(number, meeting, at, host, new Outcome(result, status, reason), bytes, digest);
    }
}
