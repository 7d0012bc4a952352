package earshot.ui.timeline;

import module java.base;

/// A regular expression that a person wrote, looked for in texts that others wrote. Some expressions take steps without end on some texts, so
/// both the steps on one text and those on all texts are bounded; where they do not suffice, the text counts as one without a match. Not
/// safe for use from several threads.
final class BoundedPattern {
    /// Steps on one text; an ordinary expression takes a few for each of its at most 4 000 characters.
    private static final long MAX_STEPS = 100_000;
    /// Steps that may be used beyond the ordinary ones, for all texts together: about a tenth of a second.
    private static final long MAX_CREDIT = 5_000_000;
    /// Ordinary steps for each character.
    private static final int STEPS_PER_CHARACTER = 4;
    /// After so many texts it is not tried again.
    private static final int MAX_GIVEN_UP = 20;

    private final Pattern pattern;
    private long credit = MAX_CREDIT;
    private int textsGivenUp;
    private long givenUp;

    BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// Whether a match stands in one of the texts.
    boolean find(Stream<String> texts) {
        int before = textsGivenUp;
        boolean found = textsGivenUp < MAX_GIVEN_UP && texts.anyMatch(this::find);
        givenUp += !found && (textsGivenUp > before || textsGivenUp >= MAX_GIVEN_UP) ? 1 : 0;
        return found;
    }

    /// How often [#find] was given up without a match.
    long givenUp() {
        return givenUp;
    }

    private boolean find(String text) {
        credit = Math.min(MAX_CREDIT, credit + (long) STEPS_PER_CHARACTER * text.length());
        CountedText counted = new CountedText(text, Math.min(MAX_STEPS, credit));
        try {
            return pattern.matcher(counted).find();
        } catch (TooManyStepsException | StackOverflowError _) {
            textsGivenUp++;
            return false;
        } finally {
            credit -= counted.steps - counted.left;
        }
    }

    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super(null, null, false, false);
        }
    }

    /// Counts each character that is read, which every step of an expression does.
    private static final class CountedText implements CharSequence {
        private final String text;
        private final long steps;
        private long left;

        CountedText(String text, long steps) {
            this.text = text;
            this.steps = steps;
            left = steps;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                left = 0;
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }
}
