package earshot.meeting;

import module java.base;

/// The minutes in seven fields. Source: badge-protocol section 6.1.
///
/// @param segments count of sentences that it covers
/// @param checkpoint whether it is an interim summary
/// @param writer for `MODEL` and `HEURISTIC` alias and name of the model that was asked; for `WITHOUT_MODEL` why none could be asked, empty
/// when none is configured; else empty. Shown to people only: no wire message and no archive file contains it.
public record Summary(Content content, Duration duration, int segments, boolean checkpoint, Source source, String writer, Instant at) {
    /// What a model or a person wrote.
    ///
    /// @param title at most 30 characters are asked for; `会议纪要` when there is none
    /// @param bullets at most 6, without repeats; the other lists at most 4
    public record Content(String title, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks, List<String> nextSteps) {
        public Content {
            bullets = List.copyOf(bullets);
            decisions = List.copyOf(decisions);
            actions = List.copyOf(actions);
            risks = List.copyOf(risks);
            nextSteps = List.copyOf(nextSteps);
        }

        /// Nothing but a title.
        public static Content titled(String title) {
            return new Content(title, List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    /// `MODEL` written by a language model, `HEURISTIC` picked from the transcript because the model's answer was unusable, `WITHOUT_MODEL`
    /// no model could be asked, `NOTHING_SAID` the meeting was empty, `PERSON` edited by a person.
    public enum Source { MODEL, HEURISTIC, WITHOUT_MODEL, NOTHING_SAID, PERSON }

    public static final String UNTITLED = "会议纪要";
    /// The bullets on the wire and in the archive when no model could be asked. Source: badge-protocol section 3.4.7.
    public static final List<String> WITHOUT_MODEL = List.of("会议内容已记录", "LLM服务暂时不可用", "请稍后重试");

    public String title() {
        return content.title;
    }

    public List<String> bullets() {
        return content.bullets;
    }

    public List<String> decisions() {
        return content.decisions;
    }

    public List<String> actions() {
        return content.actions;
    }

    public List<String> risks() {
        return content.risks;
    }

    public List<String> nextSteps() {
        return content.nextSteps;
    }

    /// The bullets that people read: none instead of the fixed apology, because `source` and `writer` say that in the reader's language.
    public List<String> points() {
        return bullets().equals(WITHOUT_MODEL) ? List.of() : bullets();
    }

    /// Whether a title is only a placeholder.
    public static boolean untitled(String title) {
        return title.isBlank() || title.equals(UNTITLED);
    }
}
