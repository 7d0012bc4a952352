package earshot.meeting;

import java.time.Instant;

/// One attempt to tell somebody of a summary, or the whole of a sending with its retry.
///
/// @param number unique
/// @param at when it was begun
/// @param host to which it went; the address may hold a secret and is not kept
/// @param status HTTP status of the last answer, 0 when none came
/// @param bytes of the body
/// @param digest first 8 hexadecimal characters of the body's SHA-256
/// @param reason in words, empty when it went well
public record Delivery(long number, String meeting, Instant at, String host, Result result, int status, int bytes, String digest, String reason) {
    public enum Result { UNDER_WAY, OK, RETRY_OK, FAIL }
}
