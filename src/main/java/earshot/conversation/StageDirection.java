package earshot.conversation;

import module java.base;

/// What models write between the words as in a play, such as `(laughs)`, `*sighs softly*` or `（微笑）`: it is done, not said. Other words in brackets stay.
final class StageDirection {
    private static final String ENGLISH = "(?:softly |gently |nervously |quietly |happily |warmly |playfully |slightly |lightly |"
        + "a (?:short |long |brief )?)?(?:laugh|chuckl|giggl|snicker|sigh|smil|grin|"
        + "smirk|wink|nod|shrug|gasp|whisper|sob|cough|sniffl|yawn|paus|beam|blush|frown|hum|bow|wav|clap|"
        + "clear(?:s|ing)? (?:his |her |its |my |their )?throat|"
        + "shak(?:es|ing)? (?:his |her |its |my |their )?head|tilt(?:s|ing)? (?:his |her |its |my |their )?head)"
        + "(?:e|es|s|ing|ed|ping|ning|ming)?(?: (?:softly|gently|nervously|quietly|happily|warmly|playfully|slightly|lightly|loudly|deeply|"
        + "awkwardly|sadly|out loud|along|thoughtfully|briefly|for a moment|silence))?";
    private static final String CHINESE = "(?:(?:轻轻|温柔|开心|害羞|无奈|尴尬|神秘|调皮|认真|得意|高兴|悄悄|深深|忍不住|哈哈|嘿嘿|微微|捂嘴|小声)?地?的?)"
        + "(?:微?笑(?:着|了笑|声|一?笑)?|大笑|轻笑|偷笑|苦笑|坏笑|傻笑|憨笑|窃笑|叹气|叹息|叹了?口气|眨眼睛?|眨了?眨眼|点头|点了?点头|摇头|摇了?摇头|歪头|挥手|招手|鼓掌|拍手|"
        + "停顿(?:一下|片刻)?|沉默(?:片刻)?|清嗓子|清了?清嗓子|咳嗽|轻咳|小声|轻声|低声|悄悄话|哭(?:泣|了)?|脸红|挠头|思考(?:中|片刻)?|耸肩|打哈欠|吐舌头|捂嘴|鞠躬|害羞|拥抱)";
    private static final String JAPANESE = "笑い?|苦笑い?|泣き?|ため息";
    private static final String WORDS = "\\s*(?:" + ENGLISH + "|" + CHINESE + "|" + JAPANESE + ")\\s*[.。!！~～…]*\\s*";
    /// After one of these a word in stars belongs to the sentence and is stressed: "please *smile* for the picture".
    private static final String STRESSED = "(?<!\\b(?:to|please|just|can|could|will|would|should|must|not|don't|never|always|let's|a|the|your|my|his|her|our"
        + "|their|that|this|big|little)\\s)";
    private static final Pattern BRACKETED = Pattern.compile("\\s?(?:[(（]" + WORDS + "[)）]"
        + "|[\\[【]" + WORDS + "[\\]】](?!\\()|(?<!\\*)" + STRESSED + "\\*(?!\\*)" + WORDS + "\\*(?!\\*))",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKET = Pattern.compile("[(（\\[【*]");

    private StageDirection() {}

    /// A sentence without them.
    static String without(String sentence) {
        if (!BRACKET.matcher(sentence).find()) {
            return sentence;
        }
        String said = BRACKETED.matcher(sentence).replaceAll("");
        return said.length() == sentence.length() ? sentence : said.strip();
    }
}
