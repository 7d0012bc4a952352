package earshot.config;

import module java.base;

/// Tells values that a template left to be filled in from those that somebody wrote. Such a value counts as absent and is sent to nobody.
public final class Placeholder {
    private static final int LONGEST = 120;
    private static final List<Pattern> WHOLE = Stream.of(
        "(?:bearer )?<[^<>]+>", "__\\w+__", "\\{\\{?[\\p{L}\\p{N}_ .-]*\\}?\\}", "\\[(?:your|enter|insert|paste|put)\\b[^\\]]*\\]",
        "(?:bearer |token )?\\$[A-Za-z_]\\w*", "%[A-Za-z_]\\w*%",
        "(?:sk-|gsk_|bearer |ws://|wss://|http://|https://)?(?:your|insert|enter|put|paste|replace)[-_ ].*",
        "(?:sk-|gsk_|bearer )?(?:x{3,}|\\*{3,}|\\.{3,}|…+)(?:[-_][x*.]+)*", "sk-(?:proj-|ant-)?(?:your|xx).*",
        "<<[^<>]+>>", "(?:your|my)[-_ ]?(?:api[-_ ]?)?(?:key|token|secret|password)", "\\[[\\p{L}_ -]*(?:key|token|secret)\\]",
        "[#@$]{1,2}[A-Za-z]\\w*[#@$]{1,2}", "\\$\\([A-Za-z_]\\w*\\)", "[#$]\\{[A-Za-z_]\\w*\\}",
        "change[-_ ]?me|replace[-_ ]?me|todo|tbd|fixme|my[-_]?api[-_]?key|api[-_]?key[-_]?here", ".*[-_ ]here",
        "（.*）", "(?:请|在这里|在此|此处)?(?:填写|填入|输入|替换).*",
        "选填|必填").map(form -> Pattern.compile(form, Pattern.CASE_INSENSITIVE)).toList();
    /// Within an address or another value.
    private static final List<Pattern> INSIDE = Stream.of("你的", "您的", "\\$\\{[A-Za-z_][^}]*\\}", "://[^/?#]*<[^<>]+>",
        "://(?:your|my)[-_](?:ip|host|domain|server)", "YOUR_[A-Z_]+", "your[-_](?:ip|host|domain|api)[-_]").map(Pattern::compile).toList();

    /// Where any words may be meant, only what is not a word.
    private static final Pattern MARKED = Pattern.compile("__\\w+__|\\$[A-Za-z_]\\w*|.*\\$\\{[A-Za-z_][^}]*\\}.*");

    private Placeholder() {}

    /// Whether a text within a tree that a provider gets as it is was left over from a template. A name in braces there is meant, and so are most words.
    public static boolean matchesWithin(String value, boolean secret) {
        String text = value.strip();
        return secret ? !text.startsWith("{") && matches(text) : MARKED.matcher(text).matches();
    }

    /// Whether a value is one. Texts of several lines never are, nor is anything said to a model: see [Setting#prose].
    public static boolean matches(String value) {
        String text = value.strip();
        return !text.isEmpty() && text.length() <= LONGEST && text.indexOf('\n') < 0
            && (WHOLE.stream().anyMatch(form -> form.matcher(text).matches()) || INSIDE.stream().anyMatch(form -> form.matcher(text).find()));
    }
}
