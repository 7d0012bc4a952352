package earshot.wire;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.id.MeetingId;

/// The meeting messages of the server. Source: badge-protocol section 2.16.
public sealed interface MeetingMessage {
    /// `{"type":"meeting","status":"ok","phase":"snippet"}`: the sentences are stored, or came after the end and are ignored.
    record SnippetOk() implements MeetingMessage {}

    record Refused(RefusalCode code, String message) implements MeetingMessage {}

    /// Why a `meeting` message is refused.
    enum RefusalCode {
        SCHEMA_INVALID, RATE_LIMITED,
        /// It could not be stored.
        NOT_KEPT
    }

    /// @param meeting the id of the meeting; the first meeting of a connection has the id of the session
    /// @param startedAt epoch ms, 0 when no meeting began
    /// @param pending sentences not merged yet
    record FinalizeAck(MeetingId meeting, long startedAt, int pending) implements MeetingMessage {}

    /// @param title the only field of the contract that may be shorter than asked for
    /// @param checkpoint whether it is interim and the meeting continues
    /// @param idempotent whether it was sent before
    /// @param from the device whose meeting it is, as the receiver may know it, in copies for others
    record Summary(String title, Duration duration, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks,
        List<String> nextSteps,
        int segments, boolean checkpoint, boolean idempotent, Optional<String> from) implements MeetingMessage {}

    /// At most the last [#MAX_SEGMENTS] sentences.
    ///
    /// @param total number of sentences in the whole meeting
    record Transcript(List<TranscriptSegment> segments, int total, Optional<String> from) implements MeetingMessage {
        public static final int MAX_SEGMENTS = 50;
    }

    /// One sentence of a transcript.
    ///
    /// @param epochMillis when it was said
    record TranscriptSegment(long epochMillis, String text, String speakerId) {}

    /// A copy of a snippet for another device.
    ///
    /// @param items as the sender sent them, but for the ids of devices that the receiver may not know
    /// @param from the sender as the receiver may know it
    record Snippet(JsonNode items, String from) implements MeetingMessage {}

    /// Progress of a summary.
    ///
    /// @param facts numbers for the stage, for example `maxTokens`, `elapsedMs`
    record Progress(Stage stage, Map<String, Long> facts) implements MeetingMessage {
        public enum Stage {
            PREPARE, LLM_START, LLM_DONE, DONE;

            public String wireName() {
                return LetterCase.lower(name());
            }
        }
    }

    /// `HH:MM:SS`; more than 99 hours take more digits.
    static String formatClock(Duration duration) {
        return "%02d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    /// One line for the timeline.
    default String summary() {
        return switch (this) {
            case SnippetOk _ -> "snippet ok";
            case Refused refused -> "error " + refused.code();
            case FinalizeAck ack -> "finalize ack, " + ack.pending() + " pending";
            case Summary said -> (said.checkpoint() ? "checkpoint" : "summary") + " of " + said.segments() + " segments" + (said.idempotent() ? ", again" : "");
            case Transcript said -> "transcript " + said.total() + " segments";
            case Snippet _ -> "snippet";
            case Progress progress -> "progress " + progress.stage().wireName();
        };
    }
}
