package earshot.llm;

import module java.base;

/// Removes a model's thoughts, which must not be spoken, and white space before the first word. A tag begins a thought and another ends it;
/// some chat templates write the first one themselves, so that only the end is marked. A text that begins like a thought ([ThoughtOpening]) is held back until it
/// ends, or shows such an end. The stream may split a tag anywhere; text that may be the start of a
/// tag is held back until that is known.
final class ThinkTagFilter {
    private static final List<String> NAMES = List.of("think", "thinking", "thought", "thoughts", "reasoning", "reflection", "seed:think");
    private static final List<String> OPENING = Stream.concat(NAMES.stream().map(name -> "<" + name + ">"),
        Stream.of("[think]", "◁think▷", "<|begin_of_thought|>", "<|channel|>analysis<|message|>", "<|channel>thought")).toList();
    private static final List<String> CLOSING = Stream.concat(NAMES.stream().map(name -> "</" + name + ">"),
        Stream.of("[/think]", "◁/think▷", "<|end_of_thought|>", "<|channel|>final<|message|>", "<channel|>")).toList();
    private static final String STARTS = "<[◁";
    private static final int LONGEST = Stream.concat(OPENING.stream(), CLOSING.stream()).mapToInt(String::length).max().orElseThrow();
    /// Characters of an answer that are held back until its first thought ends; a longer one is a thought.
    private static final int MAX_HELD = 64_000;
    /// Characters of an answer by which an opening is recognised, and one more.
    private static final int MAX_OPENING = ThoughtOpening.MAX_CHARS + 1;

    private enum State { OPENING, PROSE, THOUGHT, HELD_BACK }

    private final StringBuilder held = new StringBuilder();
    private State state;
    private int scanned;
    private boolean anyText;
    private boolean anyMark;
    private boolean unopened;
    private boolean retracts;

    /// @param beginsWithThought whether the answer begins within a thought if one ends; nothing is returned until that is known
    ThinkTagFilter(boolean beginsWithThought) {
        state = beginsWithThought ? State.HELD_BACK : State.OPENING;
    }

    /// Adds text and returns what can be spoken of it now; may be empty.
    String filter(String text) {
        held.append(text);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        int at = scanned;
        while (at < held.length()) {
            int length = STARTS.indexOf(held.charAt(at)) < 0 ? 0 : tagAt(at, kept, from);
            from = length == 0 ? from : at + length;
            at += Math.max(1, length);
        }
        int end = Math.max(from, held.length() - partialTagLength());
        if (state == State.OPENING) {
            state = switch (ThoughtOpening.judge(held.substring(0, Math.min(end, MAX_OPENING)))) {
                case THOUGHT -> State.HELD_BACK;
                case ANSWER -> State.PROSE;
                case UNDECIDED -> State.OPENING;
            };
        }
        if (heldBack()) {
            held.delete(0, from);
            scanned = end - from;
            if (held.length() > MAX_HELD) {
                state = State.THOUGHT;
            }
        } else {
            keep(from, end, kept);
            held.delete(0, end);
            scanned = 0;
        }
        return withoutLeadingSpace(kept);
    }

    /// The thoughts come in a way of their own, so that text which is held back is none. Returns that text.
    String thoughtsAreApart() {
        return heldBack() ? release() : "";
    }

    /// Something else than text follows, so that an opening which has not shown what it is becomes none. Returns its text.
    String interrupted() {
        return state == State.OPENING ? release() : "";
    }

    private String release() {
        state = State.PROSE;
        return filter("");
    }

    private boolean heldBack() {
        return state == State.HELD_BACK || state == State.OPENING;
    }

    /// Ends the stream and returns what was held back.
    String flush() {
        StringBuilder kept = new StringBuilder();
        state = heldBack() ? State.PROSE : state;
        keep(0, held.length(), kept);
        held.setLength(0);
        scanned = 0;
        return withoutLeadingSpace(kept);
    }

    /// Whether the text returned before the last call of [#filter] was a thought; told once.
    boolean takeRetraction() {
        boolean told = retracts;
        retracts = false;
        return told;
    }

    /// Whether the first thought had an end only.
    boolean unopened() {
        return unopened;
    }

    /// Takes the tag that begins at an index, if one does, and returns its length; otherwise 0.
    private int tagAt(int at, StringBuilder kept, int from) {
        Optional<String> opening = state == State.THOUGHT ? Optional.empty() : match(OPENING, at);
        if (opening.isPresent()) {
            state = State.PROSE;
            keep(from, at, kept);
            state = State.THOUGHT;
            anyMark = true;
            return opening.get().length();
        }
        Optional<String> closing = match(CLOSING, at);
        if (closing.isEmpty()) {
            return 0;
        }
        if (anyMark) {
            keep(from, at, kept);
        } else {
            unopened = true;
            retracts = anyText;
            anyText = false;
            kept.setLength(0);
        }
        state = State.PROSE;
        anyMark = true;
        return closing.get().length();
    }

    private Optional<String> match(List<String> tags, int at) {
        return tags.stream().filter(tag -> startsWith(tag, at, tag.length())).findFirst();
    }

    private boolean startsWith(String tag, int at, int length) {
        if (at + length > held.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.toLowerCase(held.charAt(at + i)) != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void keep(int from, int to, StringBuilder kept) {
        if (state == State.PROSE) {
            kept.append(held, from, to);
        }
    }

    private String withoutLeadingSpace(StringBuilder kept) {
        String text = anyText ? kept.toString() : kept.toString().stripLeading();
        anyText |= !text.isEmpty();
        return text;
    }

    /// The number of characters at the end that may be the start of a tag.
    private int partialTagLength() {
        for (int at = Math.max(0, held.length() - LONGEST + 1); at < held.length(); at++) {
            int length = held.length() - at;
            int begin = at;
            if (STARTS.indexOf(held.charAt(at)) >= 0 && Stream.concat(OPENING.stream(), CLOSING.stream()).anyMatch(tag -> tag.length() > length && startsWith(tag, begin, length))) {
                return length;
            }
        }
        return 0;
    }
}
