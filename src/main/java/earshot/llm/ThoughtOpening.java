package earshot.llm;

import module java.base;

/// Recognizes by its first words a text that is a thought about the person and not an answer to them: *Okay, the user asks*, 嗯，用户问. Models that think
/// aloud without a mark begin so; what answers begin with is told apart within a few letters, and what both begin with within some sentences.
final class ThoughtOpening {
    /// Characters that are looked at: about three sentences, which a model writes within a second.
    static final int MAX_CHARS = 240;
    /// Of a text that has not begun like a thought.
    private static final int MAX_BEGIN = 120;
    private static final Pattern THOUGHT = Pattern.compile("(?i)\\s*+(?:(?:okay|ok|alright|all right|hm+|so|first|now|well)[,\\s…-]++){0,3}"
        + "(?:(?:the|this) user(?:'s|’s)? (?!(?:manual|guide|interface|account|name|id)[^a-z])[a-z]++[^a-z]"
        + "|we (?:need|have) to (?:respond|answer|reply|produce|output)"
        + "|i (?:need to|have to|should) (?:respond|answer|reply)"
        + "|here(?:'s|’s| is) (?:a|my) thinking process|thinking process|thought process)"
        + "|\\s*+(?:(?:嗯|好的?|首先|那么|现在|好吧)[，,、\\s…]*+){0,3}"
        + "(?:(?:这个|该|看起来|看来)?用户[\\p{L}，,&&[^名手协界体数指]]"
        + "|我(?:现在)?(?:需要|得|应该)(?:先|来)?(?:回答|回应))");

    /// So begin thoughts and answers: what follows tells them apart.
    private static final Pattern EITHER = Pattern.compile(
        "(?i)\\s*+(?:(?:okay|ok|alright|all right|hm+|so|first|now|well)[,\\s…-]++){0,3}"
            + "(?:we (?:need|have) to (?:figure|decide)"
            + "|i (?:need to|have to|should) (?:figure|decide|consider)"
            + "|let me (?:analy[sz]e|figure|parse|break|think))"
            + "|\\s*+(?:(?:嗯|好的?|首先|那么|现在|好吧)[，,、\\s…]*+){0,3}"
            + "(?:我(?:现在)?(?:需要|得|应该)(?:先|来)?(?:理解|分析|考虑|处理|弄清)"
            + "|让我(?:先|来)?(?:分析|想想|思考|理解))");
    /// Who speaks so does not speak to the person.
    private static final Pattern ABOUT_THE_PERSON = Pattern.compile(
        "(?i)\\b(?:the|this) user\\b|\\b(?:he|she|they) (?:want|ask|say|mean)s?\\b"
            + "|\\b(?:i|we) (?:should|need to|must) (?:respond|answer|reply|keep)|\\bwait[,.…]|用户|应该回答|对方");

    /// What the beginning of a text is.
    enum Verdict { THOUGHT, ANSWER, UNDECIDED }

    private ThoughtOpening() {}

    static Verdict judge(CharSequence begin) {
        Matcher matcher = THOUGHT.matcher(begin);
        if (matcher.lookingAt()) {
            return Verdict.THOUGHT;
        }
        if (matcher.hitEnd() && begin.length() <= MAX_BEGIN) {
            return Verdict.UNDECIDED;
        }
        Matcher either = EITHER.matcher(begin);
        if (either.lookingAt()) {
            return ABOUT_THE_PERSON.matcher(begin).find() ? Verdict.THOUGHT : begin.length() > MAX_CHARS ? Verdict.ANSWER : Verdict.UNDECIDED;
        }
        return either.hitEnd() && begin.length() <= MAX_BEGIN ? Verdict.UNDECIDED : Verdict.ANSWER;
    }
}
