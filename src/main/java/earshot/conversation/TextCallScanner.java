package earshot.conversation;

import module java.base;

import earshot.data.JsonEndFinder;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.tool.TextCallParser;
import earshot.tool.TextCallPattern;

/// Separates prose from tool calls that a model writes as text, while the text arrives. Prose is returned at once; only what may begin a call
/// is held back until that is known. What has a mark of a call is one; JSON and `name(arguments)` are calls where they name a tool that is offered,
/// and prose otherwise, also where a sentence mentions such a call ([CallMention]). Nothing after the beginning of a call is prose. Not safe for use from
/// several threads at once.
final class TextCallScanner {
    /// Characters that are held back at most; more of them are prose.
    private static final int MAX_HELD = 16_000;
    private static final int MAX_CALL_CHARS = ReplyCollector.MAX_CHARS;

    /// Brackets and labels around one call.
    private static final int MAX_AROUND = 6;
    /// Verdicts on the text at an index, beside a number of characters of prose.
    private static final int UNDECIDED = 0;
    private static final int MARKED = -1;
    private static final int UNMARKED = -2;

    private final TextCallParser parser;
    private final TextCallPattern pattern;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private boolean calling;
    private boolean marked;
    /// The end of the prose that was returned, as far as it is on the same line.
    private String before = "";

    TextCallScanner(List<ToolDefinition> offered) {
        parser = new TextCallParser(offered);
        pattern = new TextCallPattern(offered);
    }

    /// Adds text and returns what of it is prose; may be empty.
    String add(String text) {
        if (calling) {
            keep(text);
            return "";
        }
        held.append(text);
        return scan(false);
    }

    /// Ends the text and returns what was held back of its prose.
    String finish() {
        return calling ? "" : scan(true);
    }

    /// Whether a call has begun.
    boolean calling() {
        return calling;
    }

    /// What was written since the beginning of a call.
    String written() {
        return written.toString();
    }

    /// The calls, once the text has ended; empty when what was marked as some cannot be read.
    List<ToolCall> calls() {
        return marked ? parser.marked(written()) : parser.unmarked(written());
    }

    private void keep(String text) {
        if (written.length() < MAX_CALL_CHARS) {
            written.append(text);
        }
    }

    private String scan(boolean last) {
        int at = 0;
        while (at < held.length()) {
            int verdict = judge(at, last);
            if (verdict == UNDECIDED && held.length() - at <= MAX_HELD) {
                break;
            }
            if (verdict < 0) {
                calling = true;
                marked = verdict == MARKED;
                keep(held.substring(at));
                held.setLength(at);
                break;
            }
            at += Math.max(1, verdict);
        }
        String prose = held.substring(0, at);
        before = before(at);
        held.delete(0, at);
        return prose;
    }

    private int judge(int at, boolean last) {
        return judge(at, at, 0, last);
    }

    /// @param from where the brackets and labels around what stands at an index begin
    private int judge(int from, int at, int around, boolean last) {
        char c = held.charAt(at);
        int mark = TextCallPattern.mark(held, at);
        if (mark != 0 && !(mark == TextCallPattern.MORE && last)) {
            return mark == TextCallPattern.MORE ? UNDECIDED : MARKED;
        }
        boolean begins = at > from || c >= 0x80 || !Character.isLetter(c) && c != '_' || beginsWord(at);
        int verdict = !begins ? 1 : switch (c) {
            case '{', '[' -> json(from, at, last);
            case '<' -> element(at, last);
            default -> named(from, at, last);
        };
        int length = verdict <= 0 || !begins || around >= MAX_AROUND ? 0 : TextCallPattern.around(held, at);
        if (length == TextCallPattern.MORE || length > 0 && at + length == held.length()) {
            return last ? verdict : UNDECIDED;
        }
        int within = length == 0 ? verdict : judge(from, at + length, around + 1, last);
        return within <= 0 ? within : verdict;
    }

    private int json(int from, int at, boolean last) {
        int rest = held.length() - at;
        int object = held.charAt(at) == '[' ? skipSpace(at + 1) : at;
        if (object < held.length() && held.charAt(object) != '{') {
            return 1;
        }
        int quote = object < held.length() ? skipSpace(object + 1) : held.length();
        if (quote < held.length() && held.charAt(quote) != '"' && held.charAt(quote) != '\'') {
            return 1;
        }
        OptionalInt end = JsonEndFinder.withSingleQuotes().end(held, at);
        if (end.isEmpty()) {
            return last ? rest : UNDECIDED;
        }
        return parser.unmarked(held.substring(at, end.getAsInt())).isEmpty() || CallMention.isWithinSentence(before(from)) ? end.getAsInt() - at : UNMARKED;
    }

    /// An element whose tag is the name of a tool.
    private int element(int at, boolean last) {
        OptionalInt end = pattern.elementEnd(held, at);
        if (end.isEmpty()) {
            return 1;
        }
        if (end.getAsInt() == TextCallPattern.MORE) {
            return last ? 1 : UNDECIDED;
        }
        return parser.unmarked(held.substring(at, end.getAsInt())).isEmpty() ? end.getAsInt() - at : UNMARKED;
    }

    private int named(int from, int at, boolean last) {
        Optional<TextCallPattern.Named> named = pattern.named(held, at);
        if (named.isEmpty()) {
            return !last && pattern.mayBecomeNamed(held, at) ? UNDECIDED : 1;
        }
        int open = named.get().open();
        if (named.get().json()) {
            OptionalInt end = JsonEndFinder.withSingleQuotes().end(held, open);
            if (end.isEmpty()) {
                return last ? 1 : UNDECIDED;
            }
            boolean call = parser.jsonArguments(named.get().tool(), held.substring(open, end.getAsInt())).isPresent()
                && !CallMention.isWithinSentence(before(from));
            return call ? UNMARKED : end.getAsInt() - at;
        }
        if (!TextCallParser.isClosed(held, open)) {
            return last ? 1 : UNDECIDED;
        }
        Optional<TextCallParser.Found> found = parser.functionAt(held, named.get().tool(), open);
        return found.isEmpty() ? open + 1 - at : standsAlone(from, at, found.get(), last);
    }

    /// Whether what looks like a call is one, or is mentioned within a sentence.
    private int standsAlone(int from, int at, TextCallParser.Found found, boolean last) {
        int next = found.end();
        while (next < held.length() && " )`\"'”’」』）".indexOf(held.charAt(next)) >= 0) {
            next++;
        }
        if (next == held.length() && !last) {
            return UNDECIDED;
        }
        String behind = next == held.length() ? "" : held.substring(next, next + 1);
        return CallMention.isMention(before(from), behind) ? found.end() - at : UNMARKED;
    }

    private boolean beginsWord(int at) {
        char c = at > 0 ? held.charAt(at - 1) : before.isEmpty() ? '\n' : before.charAt(before.length() - 1);
        return TextCallPattern.beginsWord(c);
    }

    /// What stands before an index on the same line, as far as it matters.
    private String before(int at) {
        int line = at;
        while (line > 0 && held.charAt(line - 1) != '\n' && at - line < CallMention.MAX_CHARS) {
            line--;
        }
        String text = line > 0 ? held.substring(line, at) : before + held.substring(0, at);
        return text.substring(Math.max(0, text.length() - CallMention.MAX_CHARS));
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < held.length() && Character.isWhitespace(held.charAt(at))) {
            at++;
        }
        return at;
    }
}
