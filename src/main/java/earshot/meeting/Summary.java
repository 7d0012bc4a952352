package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The minutes in seven fields. Source: badge-protocol section 6.1.
///
/// @param title at most 30 characters wished for, `会议纪要` when there is none
/// @param bullets at most 6, without repeats; the other lists at most 4
/// @param segments sentences it is made of
/// @param checkpoint interim
/// @param source who wrote it
/// @param at when it was written
public record Summary(String title, Duration duration, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks, List<String> nextSteps,
                      int segments, boolean checkpoint, Source source, Instant at) {
    /// `MODEL` a language model, `HEURISTIC` picked from the text because the model's answer was unusable, `WITHOUT_MODEL` none could be
    /// asked, `NOTHING_SAID` the meeting was empty, `PERSON` somebody edited it.
    public enum Source { MODEL, HEURISTIC, WITHOUT_MODEL, NOTHING_SAID, PERSON }

    public static final String UNTITLED = "会议纪要";

    public Summary {
        bullets = List.copyOf(bullets);
        decisions = List.copyOf(decisions);
        actions = List.copyOf(actions);
        risks = List.copyOf(risks);
        nextSteps = List.copyOf(nextSteps);
    }
}
