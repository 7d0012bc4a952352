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
/// @param writer `MODEL`, `HEURISTIC`: alias and name of the model that was asked; `WITHOUT_MODEL`: why none could be asked, empty when none is
/// configured; else empty. Only people are told it: no message on the wire and no file of the archive has it.
/// @param at when it was written
public record Summary(String title, Duration duration, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks, List<String> nextSteps,
                      int segments, boolean checkpoint, Source source, String writer, Instant at) {
    /// `MODEL` a language model, `HEURISTIC` picked from the text because the model's answer was unusable, `WITHOUT_MODEL` none could be
    /// asked, `NOTHING_SAID` the meeting was empty, `PERSON` somebody edited it.
    public enum Source { MODEL, HEURISTIC, WITHOUT_MODEL, NOTHING_SAID, PERSON }

    public static final String UNTITLED = "会议纪要";
    /// What the bullets say on the wire and in the archive when no model could be asked. Source: badge-protocol section 3.4.7.
    public static final List<String> WITHOUT_MODEL = List.of("会议内容已记录", "LLM服务暂时不可用", "请稍后重试");

    public Summary {
        bullets = List.copyOf(bullets);
        decisions = List.copyOf(decisions);
        actions = List.copyOf(actions);
        risks = List.copyOf(risks);
        nextSteps = List.copyOf(nextSteps);
    }

    /// The bullets that people read: none where they only excuse, because `source` and `writer` say that in the language of the reader.
    public List<String> points() {
        return bullets.equals(WITHOUT_MODEL) ? List.of() : bullets;
    }

    /// Whether a title stands for none.
    public static boolean untitled(String title) {
        return title.isBlank() || title.equals(UNTITLED);
    }
}
