package earshot.meeting.transcription;

import module java.base;

/// Recognises the phrases that end a meeting. Source: badge-protocol section 3.3, which names the Chinese ones.
public final class MeetingEndPhrases {
    private static final List<String> CHINESE = List.of("结束会议", "停止录制", "开始总结", "出个纪要", "会议结束", "停止会议", "结束录制", "总结会议", "总结一下会议", "生成会议纪要");
    private static final List<String> ENGLISH = List.of(
        "end meeting", "end the meeting", "end this meeting", "finish the meeting", "stop the meeting", "close the meeting",
        "stop recording", "stop the recording", "end the recording", "start the summary", "start summarizing", "start summarising",
        "summarize the meeting", "summarise the meeting", "sum up the meeting", "write the minutes", "make the minutes");
    /// Polite words around a command that do not change its meaning.
    private static final Pattern BEFORE = Pattern.compile(
        "^(好了?的?|那么?|行|嗯|请|麻烦|帮我|帮忙|我们|咱们|大家|可以|现在|就|今天(就|先)?到这里?(吧|了)?)+");
    private static final Pattern AFTER = Pattern.compile("(吧|了|啊|呀|哦|呢|谢谢|谢谢大家|好吗|一下)+$");
    private static final Pattern POLITE_BEFORE = Pattern.compile(
        "^((ok|okay|alright|all right|right|well|so|now|then|and|good|fine|please|let s|let us|you can|you may|can you|could you|would you|we can|we|thank you|thanks|"
            + "that s (it|all) for today|that s (it|all)|everyone|everybody) )+");
    private static final Pattern POLITE_AFTER = Pattern.compile("( (now|please|then|here|thanks|thank you|everyone|everybody|for today))+$");

    private static final Pattern SENTENCE = Pattern.compile("^|[.!?。！？]+\\s*");

    private MeetingEndPhrases() {}

    /// The text before an end phrase at the end of an utterance, where the phrase is one or more whole sentences; an empty text when there
    /// is nothing before it. Empty when the utterance does not end the meeting.
    public static Optional<String> textBeforeEndPhrase(String utterance) {
        return SENTENCE.matcher(utterance).results().map(MatchResult::end).filter(begin -> isEndPhrase(utterance.substring(begin)))
            .map(begin -> utterance.substring(0, begin).strip()).findFirst();
    }

    /// Whether the whole text is an end phrase. Case, width and punctuation do not matter.
    private static boolean isEndPhrase(String utterance) {
        String plain = Normalizer.normalize(utterance, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String chinese = plain.replaceAll("[\\p{P}\\p{S}\\s]+", "");
        String english = plain.replaceAll("[\\p{P}\\p{S}\\s]+", " ").strip();
        return matches(chinese, CHINESE, BEFORE, AFTER) || matches(english, ENGLISH, POLITE_BEFORE, POLITE_AFTER);
    }

    /// The unchanged text is tried as well: a phrase may begin or end with what elsewhere is a polite word.
    private static boolean matches(String text, List<String> phrases, Pattern before, Pattern after) {
        String begun = before.matcher(text).replaceFirst("");
        return phrases.contains(text) || phrases.contains(begun) || phrases.contains(after.matcher(text).replaceFirst(""))
            || phrases.contains(after.matcher(begun).replaceFirst(""));
    }
}
