package earshot.conversation;

import module java.base;

/// Tells a call that a model makes from one that it mentions, where both are written as `name(arguments)`: a call is all of its line, follows a whole
/// sentence, or ends a sentence that announces it, such as *I will do that now:*. Within any other sentence it is a mention.
final class CallMention {
    /// Characters before a call that are looked at.
    static final int MAX_CHARS = 200;

    /// Marks around a call, which belong to no sentence.
    private static final Pattern QUOTES = Pattern.compile("[\\s`*_\"'“‘「『(（\\[【]+$");
    private static final Pattern SENTENCE_END = Pattern.compile(".*(?:[。！？；…!?;\\n]|(?<!\\b[ei]\\.[ge])(?<!\\bz\\. ?B)\\.)", Pattern.DOTALL);
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*•·]|\\d{1,2}[.)、])\\s*");
    /// Nothing else precedes the call in its sentence.
    private static final Pattern ASSENT = Pattern.compile(
        "(?i)[\\s,，、:：–—]*(?:(?:okay|ok|sure|certainly|of course|alright|all right|right|yes|done|now|calling|running|executing"
            + "|好的?|好吧|好嘞|行|可以|没问题|收到|明白|嗯|是的|当然|马上|现在|はい|了解|네)[\\s,，、:：–—~!]*){1,4}");
    /// Who says so is about to do it.
    private static final Pattern ANNOUNCEMENT = Pattern.compile(
        "(?i)\\b(?:i['’]ll|i will|i['’]m going to|i am going to|i['’]m|i am|let me|let['’]s)\\b"
            + "|我(?:来|将|会|要|去|帮|先|马上|现在|这就|正在|给)|让我|正在|马上|这就|现在就|帮你|帮您|为您|为你");
    private static final Pattern DENIAL = Pattern.compile("(?i)\\b(?:not|never|cannot|can|could|would|should|if|when)\\b|n['’]t\\b"
        + "|不|没|别|可以|如果|要是");
    /// Denies nothing, although it reads so.
    private static final Pattern NO_DENIAL = Pattern.compile("(?i)\\bi can (?:do|help|handle)\\b"
        + "|没问题|没关系|没事|不客气|不用谢|别担心|别急|可以的(?!话)|不过|不错|特别");
    /// Nothing but this precedes the colon before a call.
    private static final Pattern LABEL = Pattern.compile(
        "(?i)[*_`\\s]*(?:(?:tool|function)[ _-]calls?|(?:calling|using|running|executing|invoking)(?: the| a)? (?:tool|function|command)"
            + "|调用(?:工具|函数)?|(?:工具|函数)调用|使用工具|执行(?:工具|函数|命令))[*_`\\s]*[:：]");
    /// Before a colon: what follows is an example.
    private static final Pattern EXAMPLE = Pattern.compile(
        "(?i)\\b(?:example|examples|e\\.g|i\\.e|like|such as|say|says|said|saying|tell|type|write|written|enter|use|using|used"
        + "|call|called|named|name|syntax|format|form|usage|command|commands|function|functions|tool|tools|way|this|try|means)\\b"
        + "|例如|比如|譬如|例子|示例|格式|用法|写法|写成|写作|输入|说|叫|名为|使用|调用|函数|命令|工具|方法|方式|试试|意思");

    private CallMention() {}

    /// @param before what stands before the call on its line
    /// @param behind the first character behind it; empty at the end of the text
    static boolean isMention(String before, String behind) {
        return behind.equals("?") || behind.equals("？") || !behind.isEmpty() && Character.isLetterOrDigit(behind.codePointAt(0)) || isWithinSentence(before);
    }

    /// Whether a sentence that does not announce a call has begun before it.
    static boolean isWithinSentence(String before) {
        String text = QUOTES.matcher(before).replaceFirst("");
        String sentence = SENTENCE_END.matcher(text).replaceFirst("").strip();
        if (ITEM.matcher(text).matches()) {
            return true;
        }
        if (sentence.codePoints().noneMatch(Character::isLetterOrDigit) || ASSENT.matcher(sentence).matches() || LABEL.matcher(sentence).matches()) {
            return false;
        }
        boolean denied = DENIAL.matcher(NO_DENIAL.matcher(sentence).replaceAll(" ")).find();
        boolean colon = sentence.endsWith(":") || sentence.endsWith("：");
        return denied || !ANNOUNCEMENT.matcher(sentence).find() && (!colon || EXAMPLE.matcher(sentence).find());
    }
}
