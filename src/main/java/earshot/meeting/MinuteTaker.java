package earshot.meeting;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Writes minutes. Waits for a model, so for virtual threads; interrupting the thread ends the question. Never throws: what cannot be
/// had from a model is picked from the text, and the summary says so.
public interface MinuteTaker {
    /// @param notes all sentences that count; for a checkpoint only those since the one before
    /// @param before checkpoints so far
    Minutes write(List<Segment> notes, List<Summary> before, Duration duration, boolean checkpoint, Listener listener);

    /// @param metrics of this summary
    record Minutes(Summary summary, Metrics metrics) {}

    /// Hears how far it is. Source of the stages: badge-protocol section 2.16.
    interface Listener {
        /// @param stage `llm_start` or `llm_done`
        void at(String stage, Map<String, Long> facts);

        /// @param part 1 to `parts` of a long meeting
        default void part(int part, int parts) {}
    }
}
