package earshot.meeting;

import module java.base;

import earshot.wire.MeetingMessage.Progress.Stage;

/// Writes the minutes of a meeting. Waits for a model, so call it on a virtual thread; interrupting the thread cancels the request. Never
/// throws: what no model provides is picked from the transcript, and the summary says so.
public interface MinutesWriter {
    /// @param sentences all that count; for a checkpoint only those since the previous one
    /// @param before earlier checkpoints
    Minutes write(List<MeetingSentence> sentences, List<Summary> before, Duration duration, boolean checkpoint, ProgressListener listener);

    record Minutes(Summary summary, SummaryMetrics metrics) {}

    /// Reports progress. Source of the stages: badge-protocol section 2.16.
    interface ProgressListener {
        /// @param stage `LLM_START` or `LLM_DONE`
        void stageReached(Stage stage, Map<String, Long> facts);

        /// @param partStarted 1 to `parts` of a long meeting
        default void partStarted(int part, int parts) {}
    }
}
