package earshot.tool;

import module java.base;

import earshot.llm.ToolDefinition;

/// How models begin a tool call that they write as text: a mark that nothing else has, or labels and brackets around a tool's name or around JSON, and
/// between the name and its arguments.
///
/// A length of 0 says that there is none at an index, and [#MORE] that the text which follows decides.
public final class TextCallPattern {
    public static final int MORE = -1;
    private static final String NAME_SPACE = "(?:[a-z0-9_.-]{1,20}[:_]|[|｜][a-z0-9]{1,20}[|｜])?";
    private static final Pattern MARK = Pattern.compile("(?i)[<＜]" + NAME_SPACE + "(?:tool_?calls?|(?:tool_?use|use_?(?:mcp_?)?tool)"
        + "|function_?calls?)(?=[\\s>＞])|<"
        + NAME_SPACE + "(?:function=|call:(?=[a-z_])|(?:function|invoke|tool)\\s+name\\s?=)|<start_function_call>"
        + "|<\\|(?:(?:start|end)\\|>assistant|channel\\|>(?:commentary|analysis))\\s?to="
        + "|<[|｜](?:tool[_▁s|｜]|function_call|python_tag|action_start|start_action)|\\[tool_calls?[\\]:]");
    private static final String LABELS = "(?:tool|function)[ _]calls?|(?:calling|using|running|executing|invoking)(?: the| a)? (?:tool|function|command)"
        + "|action|tool|function|call|tool[ _]name|✿function✿"
        + "|(?:工具|函数)调用|(?:调用|使用|执行)?(?:工具|函数)|调用";
    /// Brackets and labels before a call, which mean nothing without one.
    private static final Pattern AROUND = Pattern.compile(
        "(?i)(?:<[|｜]?[a-z][^<>\\n]{0,60}>|&lt;[^&\\n]{1,40}&gt;|`{3}\\w{0,20}(?!`)|~{3}\\w{0,20}(?!~)"
            + "|[「【][^「」【】\\n]{1,20}[」】]|\\[(?:[^\\[\\]\\n{}()]{1,30}])?+"
            + "|\\*{0,2}(?:" + LABELS
            + ")\\*{0,2}\\s?[:：]\\*{0,2}|\\*{1,2}(?=[a-z_])"
            + "|>{3}|(?:assistant)?\\s?(?:commentary|analysis)?\\s?to="
            + "|(?:assistant|functools|tool_call)(?=[<\\[\\s])|multi_tool_use\\.parallel\\(|await(?=\\s)"
            + "|(?:result|response|output|res)\\s?=|self\\.|(?:functions|tools|default_api)\\.|print\\(|[@#])\\s*");
    /// Between a name and arguments in JSON.
    private static final String BETWEEN = "(?i:\\s|[:：=,]|->|→|\\*{2}|<[|｜]?[^<>\\n]{1,40}>|`{3}\\w{0,10}|\\[args]|json|code|commentary|analysis"
        + "|(?:action[ _]input|arguments|args|parameters|params|input|with|参数|✿args✿)){0,8}+";
    private static final Pattern BEHIND_NAME = Pattern.compile("(?![A-Za-z0-9_-])(?:[*`]{0,3}(\\()|" + BETWEEN + "(\\{))");
    private static final Pattern REST_OF_TAG = Pattern.compile("(?=[\\s/>])[^<>/]*(/?)>");

    /// The longest first. They are compared with the text, since a pattern of them would have to be compiled for each question.
    private final List<String> names;
    private final BitSet beginnings = new BitSet();

    /// @param tool its offered name
    /// @param open index of the bracket before its arguments
    /// @param json whether they are an object
    public record Named(String tool, int open, boolean json) {}

    public TextCallPattern(List<ToolDefinition> offered) {
        names = offered.stream().map(ToolDefinition::name).sorted(Comparator.comparingInt(String::length).reversed()).toList();
        names.forEach(name -> beginnings.set(name.charAt(0)));
    }

    /// Length of a mark of a call.
    public static int mark(CharSequence text, int at) {
        char c = text.charAt(at);
        return c == '<' || c == '＜' || c == '[' ? length(MARK, text, at) : 0;
    }

    /// Length of a bracket or label that may stand before a call, with the white space behind it.
    public static int around(CharSequence text, int at) {
        char c = text.charAt(at);
        return "<&`~「【[*>@#✿工函调使执".indexOf(c) >= 0 || "atfcursomdp".indexOf(c | 0x20) >= 0 ? length(AROUND, text, at) : 0;
    }

    /// A tool's name with the bracket before its arguments; empty when there is none, or not yet.
    public Optional<Named> named(CharSequence text, int at) {
        if (beginnings.get(text.charAt(at))) {
            for (String name : names) {
                if (shared(name, text, at) == name.length()) {
                    Matcher behind = at(BEHIND_NAME, text, at + name.length());
                    if (behind.lookingAt()) {
                        return Optional.of(new Named(name, behind.end() - 1, behind.group(2) != null));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a text that ends may continue into a tool's name and bracket.
    public boolean mayBecomeNamed(CharSequence text, int at) {
        return beginnings.get(text.charAt(at)) && named(text, at).isEmpty() && names.stream().anyMatch(name -> mayContinue(name, text, at, BEHIND_NAME));
    }

    /// Index behind an element whose tag is a tool's name; [#MORE] when its end has not come yet, empty when there is none.
    public OptionalInt elementEnd(CharSequence text, int at) {
        if (text.charAt(at) != '<') {
            return OptionalInt.empty();
        }
        for (String name : names) {
            if (shared(name, text, at + 1) == name.length()) {
                Matcher rest = at(REST_OF_TAG, text, at + 1 + name.length());
                if (rest.lookingAt()) {
                    return OptionalInt.of(elementEnd(text, name, rest));
                }
            }
        }
        return names.stream().anyMatch(name -> mayContinue(name, text, at + 1, REST_OF_TAG)) ? OptionalInt.of(MORE) : OptionalInt.empty();
    }

    private static int elementEnd(CharSequence text, String name, Matcher tag) {
        if (!tag.group(1).isEmpty()) {
            return tag.end();
        }
        String close = "</" + name + ">";
        int end = text.toString().indexOf(close, tag.end());
        return end < 0 ? MORE : end + close.length();
    }

    /// How many characters a name shares with the text at an index.
    private static int shared(String name, CharSequence text, int at) {
        int most = Math.min(name.length(), text.length() - at);
        int count = 0;
        while (count < most && name.charAt(count) == text.charAt(at + count)) {
            count++;
        }
        return count;
    }

    /// Whether the text ends within a name, or within what has to follow it.
    private static boolean mayContinue(String name, CharSequence text, int at, Pattern behind) {
        int shared = shared(name, text, at);
        if (shared < name.length()) {
            return at + shared == text.length();
        }
        Matcher matcher = at(behind, text, at + shared);
        return !matcher.lookingAt() && matcher.hitEnd();
    }

    /// Whether no word continues at an index.
    public boolean beginsWord(CharSequence text, int at) {
        return at == 0 || beginsWord(text.charAt(at - 1));
    }

    /// Whether no word continues behind a character.
    public static boolean beginsWord(char before) {
        return !(before < 0x80 && Character.isLetterOrDigit(before) || before == '_' || before == '-' || before == '.');
    }

    private static Matcher at(Pattern pattern, CharSequence text, int at) {
        return pattern.matcher(text).region(at, text.length());
    }

    private static int length(Pattern pattern, CharSequence text, int at) {
        Matcher matcher = at(pattern, text, at);
        boolean found = matcher.lookingAt();
        return matcher.hitEnd() ? MORE : found ? matcher.end() - at : 0;
    }
}
