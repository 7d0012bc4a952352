package earshot.llm;

import module java.base;

/// Removes a model's thoughts, which must not be spoken, a template's own marks, and white space before the first word. A mark begins a thought and another
/// ends it ([ThoughtMark]); some chat templates write the first one themselves, so that only the end is marked. A text that begins like a thought
/// ([ThoughtOpening]) is held back until it ends, or shows such an end. The stream may split a mark anywhere; text that may be the start of one is held back
/// until that is known.
final class ThoughtFilter {
    /// Characters of an answer that are held back until its first thought ends; a longer one is a thought.
    private static final int MAX_HELD = 64_000;
    /// Characters of an answer by which an opening is recognized, and one more.
    private static final int MAX_OPENING = ThoughtOpening.MAX_CHARS + 1;

    private enum State { OPENING, PROSE, THOUGHT, HELD_BACK, OVER }

    /// What may continue into a mark.
    private final StringBuilder unread = new StringBuilder();
    /// What is spoken unless it shows to be a thought.
    private final StringBuilder heldBack = new StringBuilder();
    private final StringBuilder kept = new StringBuilder();
    private State state;
    /// What the thought is marked with, within one.
    private Optional<ThoughtMark.Kind> thought = Optional.empty();
    /// Thoughts that have begun within it and not ended. A thought may also only mention such a mark, so that what follows the next end is held back.
    private int nested;
    private boolean begun;
    private boolean anyText;
    private boolean anyMark;
    private boolean unopened;
    private boolean retracts;

    /// @param beginsWithThought whether the answer begins within a thought if one ends; nothing is returned until that is known
    ThoughtFilter(boolean beginsWithThought) {
        state = beginsWithThought ? State.HELD_BACK : State.OPENING;
    }

    /// Adds text and returns what can be spoken of it now; may be empty.
    String filter(String text) {
        unread.append(text);
        scan(false);
        return taken();
    }

    private void scan(boolean last) {
        int from = 0;
        int at = 0;
        while (at < unread.length() && state != State.OVER) {
            boolean blank = Character.isWhitespace(unread.charAt(at));
            Optional<ThoughtMark> mark = ThoughtMark.at(unread, at, thought, !begun && !blank, last);
            if (mark.isPresent() && mark.get().length() == ThoughtMark.MORE) {
                break;
            }
            begun |= !blank;
            if (mark.isPresent()) {
                int end = at + mark.get().length();
                take(mark.get(), unread.substring(from, mark.get().role() == ThoughtMark.Role.CALL ? end : at));
                from = end;
            }
            at = mark.isPresent() ? from : at + 1;
        }
        keep(unread.substring(from, Math.max(from, at)));
        unread.delete(0, Math.max(from, at));
        judgeOpening();
    }

    private void judgeOpening() {
        if (state == State.OPENING) {
            switch (ThoughtOpening.judge(heldBack.substring(0, Math.min(heldBack.length(), MAX_OPENING)))) {
                case THOUGHT -> state = State.HELD_BACK;
                case ANSWER -> release();
                case UNDECIDED -> {}
            }
        }
        if (heldBack.length() > MAX_HELD) {
            heldBack.setLength(0);
            state = State.THOUGHT;
            thought = Optional.of(ThoughtMark.Kind.TAG);
        }
    }

    /// The thoughts come in a way of their own, so that text which is held back is none. Returns that text.
    String thoughtsAreApart() {
        return holdsBack() ? released() : "";
    }

    /// Something else than text follows, so that an opening which has not shown what it is becomes none. Returns its text.
    String interrupted() {
        return state == State.OPENING ? released() : "";
    }

    private String released() {
        release();
        return filter("");
    }

    private void release() {
        kept.append(heldBack);
        heldBack.setLength(0);
        state = State.PROSE;
        thought = Optional.empty();
    }

    private boolean holdsBack() {
        return state == State.HELD_BACK || state == State.OPENING || thought.equals(Optional.of(ThoughtMark.Kind.LABEL));
    }

    /// Ends the stream and returns what was held back.
    String flush() {
        scan(true);
        if (holdsBack()) {
            release();
        }
        return taken();
    }

    /// Whether the text returned before the last call of [#filter] was a thought; told once.
    boolean takeRetraction() {
        boolean told = retracts;
        retracts = false;
        return told;
    }

    /// Whether the text returned so far would show to be a thought by the end of one.
    boolean mayRetract() {
        return !anyMark && state != State.OVER;
    }

    /// Whether the text so far ends with what may be the beginning of a mark.
    boolean withinMark() {
        return !unread.isEmpty();
    }

    /// Whether the first thought had an end only.
    boolean unopened() {
        return unopened;
    }

    /// @param before text between the last mark and this one, and the mark where it stays
    private void take(ThoughtMark mark, String before) {
        switch (mark.role()) {
            case BEGIN -> begin(mark.kind(), before);
            case END -> end(before);
            case TEMPLATE, CALL -> keep(before);
            case STOP -> {
                keep(before);
                boolean said = anyText || !kept.toString().isBlank() || !heldBack.toString().isBlank();
                if (said) {
                    release();
                    state = State.OVER;
                }
            }
        }
    }

    private void begin(ThoughtMark.Kind kind, String before) {
        if (state == State.THOUGHT) {
            nested++;
            return;
        }
        keep(before);
        if (holdsBack()) {
            // what is held back before a mark is none
            release();
        }
        state = State.THOUGHT;
        thought = Optional.of(kind);
        anyMark = true;
    }

    private void end(String before) {
        if (anyMark && !holdsBack()) {
            keep(before);
        } else if (!anyMark) {
            boolean wasText = anyText || !kept.toString().isBlank();
            unopened = wasText || !heldBack.toString().isBlank() || !before.isBlank();
            retracts = anyText;
            anyText = false;
            kept.setLength(0);
        }
        heldBack.setLength(0);
        state = nested > 0 ? State.HELD_BACK : State.PROSE;
        nested = Math.max(0, nested - 1);
        thought = Optional.empty();
        anyMark = true;
    }

    private void keep(String text) {
        if (holdsBack()) {
            heldBack.append(text);
        } else if (state == State.PROSE) {
            kept.append(text);
        }
    }

    private String taken() {
        String text = anyText ? kept.toString() : kept.toString().stripLeading();
        kept.setLength(0);
        anyText |= !text.isEmpty();
        return text;
    }
}
