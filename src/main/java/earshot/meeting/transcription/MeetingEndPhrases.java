package earshot.meeting.transcription;

import module java.base;

import earshot.data.LetterCase;

/// Recognizes the phrases that end a meeting. Source: badge-protocol section 3.3, which names the Chinese ones.
public final class MeetingEndPhrases {
    private static final List<String> CHINESE = List.of(
        "结束会议", "停止录制", "开始总结", "出个纪要", "会议结束", "停止会议", "结束录制", "总结会议", "总结一下会议", "生成会议纪要");
    private static final List<String> ENGLISH = List.of(
        "end meeting", "end the meeting", "end this meeting", "finish the meeting", "stop the meeting", "close the meeting",
        "stop recording", "stop the recording", "end the recording", "start the summary", "start summarizing", "start summarising",
        "summarize the meeting", "summarise the meeting", "sum up the meeting", "write the minutes", "make the minutes");
    /// Polite words around a command that do not change its meaning.
    private static final List<String> BEFORE = Stream
        .concat(Stream.of("好", "好了", "好的", "好了的", "那", "那么", "行", "嗯", "请", "麻烦", "帮我", "帮忙", "我们", "咱们", "大家", "可以", "现在", "就"),
        Stream.of("今天到这", "今天到这里", "今天就到这", "今天就到这里", "今天先到这", "今天先到这里")
            .flatMap(words -> Stream.of(words, words + "吧", words + "了"))).toList();
    private static final List<String> AFTER = List.of("吧", "了", "啊", "呀", "哦", "呢", "谢谢", "谢谢大家", "好吗", "一下");
    private static final List<String> POLITE_BEFORE = Stream
        .of("ok", "okay", "alright", "all right", "right", "well", "so", "now", "then", "and", "good", "fine", "please", "let s", "let us", "you can",
            "you may", "can you", "could you", "would you", "we can", "we", "thank you", "thanks", "that s it for today", "that s all for today", "that s it",
            "that s all", "everyone", "everybody")
        .map(words -> words + " ").toList();
    private static final List<String> POLITE_AFTER = Stream.of("now", "please", "then", "here", "thanks", "thank you", "everyone", "everybody", "for today")
        .map(words -> " " + words).toList();

    /// How much of an utterance is looked at, in characters and in sentences: a phrase stands at its end, and what is sent may be long.
    private static final int LOOKED_AT = 200;
    private static final int SENTENCES = 16;
    private static final String SENTENCE_ENDS = ".!?。！？";

    private MeetingEndPhrases() {}

    /// The text before an end phrase at the end of an utterance, where the phrase is one or more whole sentences; an empty text when there
    /// is nothing before it. Empty when the utterance does not end the meeting.
    public static Optional<String> textBeforeEndPhrase(String utterance) {
        return sentenceBegins(utterance).stream().filter(begin -> isEndPhrase(utterance.substring(begin))).map(begin -> utterance.substring(0, begin).strip())
            .findFirst();
    }

    /// Where the last sentences begin, in order.
    private static List<Integer> sentenceBegins(String utterance) {
        List<Integer> begins = new ArrayList<>();
        int from = Math.max(0, utterance.length() - LOOKED_AT);
        for (int i = utterance.length() - 1; i > from && begins.size() < SENTENCES; i--) {
            boolean ends = SENTENCE_ENDS.indexOf(utterance.charAt(i - 1)) >= 0 && SENTENCE_ENDS.indexOf(utterance.charAt(i)) < 0;
            if (ends) {
                begins.addFirst(i);
            }
        }
        if (from == 0 && begins.size() < SENTENCES) {
            begins.addFirst(0);
        }
        return begins;
    }

    /// Whether the whole text is an end phrase. Case, width and punctuation do not matter.
    private static boolean isEndPhrase(String utterance) {
        String plain = LetterCase.folded(Normalizer.normalize(utterance, Normalizer.Form.NFKC));
        String chinese = plain.replaceAll("[\\p{P}\\p{S}\\s]+", "");
        String english = plain.replaceAll("[\\p{P}\\p{S}\\s]+", " ").strip();
        return matches(chinese, CHINESE, BEFORE, AFTER) || matches(english, ENGLISH, POLITE_BEFORE, POLITE_AFTER);
    }

    /// Whether the text is a phrase between polite words.
    private static boolean matches(String text, List<String> phrases, List<String> before, List<String> after) {
        BitSet begins = reachable(text, 0, before);
        return begins.stream().anyMatch(
            begin -> phrases.stream().anyMatch(phrase -> text.startsWith(phrase, begin) && reachable(text, begin + phrase.length(), after).get(text.length())));
    }

    /// Where text that begins at `from` and consists of these words only may end.
    private static BitSet reachable(String text, int from, List<String> words) {
        BitSet ends = new BitSet(text.length() + 1);
        ends.set(from);
        for (int at = from; at >= 0; at = ends.nextSetBit(at + 1)) {
            for (String word : words) {
                if (text.startsWith(word, at)) {
                    ends.set(at + word.length());
                }
            }
        }
        return ends;
    }
}
