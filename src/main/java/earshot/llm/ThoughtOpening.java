package earshot.llm;

import module java.base;

/// Recognises by its first words a text that is a thought about the person and not an answer to them: *Okay, the user asks*, 嗯，用户问. Models that think
/// aloud without a mark begin so; what answers begin with is told apart within a few letters.
final class ThoughtOpening {
    /// Characters that are looked at.
    static final int MAX_CHARS = 120;
    private static final Pattern THOUGHT = Pattern.compile("(?i)\\s*+(?:(?:okay|ok|alright|all right|hm+|so|first|now|well)[,\\s…-]++){0,3}"
        + "(?:(?:the|this) user(?:'s|’s)? (?!(?:manual|guide|interface|account|name|id)[^a-z])[a-z]++[^a-z]|we (?:need|have) to (?:respond|answer|reply|produce|output|figure|decide)|i (?:need to|have to|should) (?:respond|answer|reply|figure|decide|consider)"
        + "|here(?:'s|’s| is) (?:a|my) thinking process|thinking process|thought process|let me (?:analy[sz]e|figure|parse|break))"
        + "|\\s*+(?:(?:嗯|好的?|首先|那么|现在|好吧)[，,、\\s…]*+){0,3}(?:(?:这个|该|看起来|看来)?用户[\\p{L}，,&&[^名手协界体数指]]|我(?:现在)?(?:需要|得|应该)(?:先|来)?(?:理解|分析|考虑|处理|回答|回应|弄清))");

    /// What the begin of a text is.
    enum Verdict { THOUGHT, ANSWER, UNDECIDED }

    private ThoughtOpening() {}

    static Verdict judge(CharSequence begin) {
        if (begin.length() > MAX_CHARS) {
            return Verdict.ANSWER;
        }
        Matcher matcher = THOUGHT.matcher(begin);
        return matcher.lookingAt() ? Verdict.THOUGHT : matcher.hitEnd() ? Verdict.UNDECIDED : Verdict.ANSWER;
    }
}
