package earshot.conversation;

import module java.base;

import earshot.data.JsonEndFinder;
import earshot.data.LetterCase;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.tool.TextCallParser;

/// Separates prose from tool calls that a model writes as text, while the text arrives. Prose is returned at once; only what may begin a call
/// is held back until that is known. What has a mark of a call is one; JSON and `name(arguments)` are calls where they name a tool that is offered,
/// and prose otherwise, also where a sentence mentions such a call ([CallMention]). Nothing behind the begin of a call is prose. Not safe for use from several threads at once.
final class TextCallScanner {
    private static final List<String> MARKS = List.of("<tool_call>", "<tool_calls>", "<tool_call ", "<toolcall>", "<tool_use>", "<function=", "<function name=", "<function_call>", "<function_calls>",
        "<functioncall>", "<invoke name=", "<start_function_call>", "<|tool_call", "<|tool▁", "<|python_tag|>", "<|function_call", "<｜tool", "[tool_calls]");
    /// What models write before the name of a tool.
    private static final List<String> PREFIXES = List.of("", "functions.", "tools.", "default_api.", "print(", "print(default_api.");
    /// The first keys of JSON that may be a call.
    private static final List<String> KEYS = List.of("name", "tool_name", "function_name", "tool", "function", "action", "arguments", "parameters", "args", "type", "id", "tool_calls", "tool_call", "function_call");
    /// Characters that are held back at most; more of them are prose.
    private static final int MAX_HELD = 16_000;
    private static final int MAX_CALL_CHARS = ReplyCollector.MAX_CHARS;

    /// Verdicts on the text at an index, beside a number of characters of prose.
    private static final int UNDECIDED = 0;
    private static final int MARKED = -1;
    private static final int UNMARKED = -2;

    private record Opening(String text, String tool) {}

    private final TextCallParser parser;
    private final Map<Character, List<Opening>> openings;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private boolean calling;
    private boolean marked;
    /// The end of the prose that was returned, as far as it is on the same line.
    private String before = "";

    TextCallScanner(List<ToolDefinition> offered) {
        parser = new TextCallParser(offered);
        openings = offered.stream().flatMap(tool -> PREFIXES.stream().map(prefix -> new Opening(prefix + tool.name() + "(", tool.name())))
            .collect(Collectors.groupingBy(opening -> opening.text().charAt(0)));
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

    /// What was written since the begin of a call.
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
        char c = held.charAt(at);
        if (c == '<' || c == '[') {
            int mark = mark(at, last);
            if (mark <= 0) {
                return mark;
            }
        }
        return switch (c) {
            case '{', '[' -> json(at, last);
            case '`' -> fence(at, last);
            default -> openings.containsKey(c) && beginsWord(at) ? function(at, last) : 1;
        };
    }

    private int mark(int at, boolean last) {
        int length = held.length() - at;
        String begin = LetterCase.lower(held.substring(at, Math.min(held.length(), at + 24)));
        if (MARKS.stream().anyMatch(begin::startsWith)) {
            return MARKED;
        }
        return !last && MARKS.stream().anyMatch(mark -> mark.length() > length && mark.startsWith(begin)) ? UNDECIDED : 1;
    }

    private int json(int at, boolean last) {
        int rest = held.length() - at;
        int object = held.charAt(at) == '[' ? skipSpace(at + 1) : at;
        if (object < held.length() && held.charAt(object) != '{') {
            return 1;
        }
        int quote = object < held.length() ? skipSpace(object + 1) : held.length();
        if (quote < held.length() && held.charAt(quote) != '"' && held.charAt(quote) != '\'') {
            return 1;
        }
        int keyEnd = quote < held.length() ? held.indexOf(held.substring(quote, quote + 1), quote + 1) : -1;
        String key = quote < held.length() ? held.substring(quote + 1, keyEnd < 0 ? held.length() : keyEnd) : "";
        if (keyEnd < 0) {
            return last || KEYS.stream().noneMatch(known -> known.startsWith(key)) ? 1 : UNDECIDED;
        }
        if (!KEYS.contains(key)) {
            return 1;
        }
        OptionalInt end = JsonEndFinder.withSingleQuotes().end(held, at);
        if (end.isEmpty()) {
            return last ? rest : UNDECIDED;
        }
        return parser.unmarked(held.substring(at, end.getAsInt())).isEmpty() || CallMention.isWithinSentence(before(at)) ? end.getAsInt() - at : UNMARKED;
    }

    /// A fence around JSON or a call of a tool; any other is prose.
    private int fence(int at, boolean last) {
        if (!held.substring(at, Math.min(held.length(), at + 3)).equals("```")) {
            return last || held.length() - at >= 3 || !held.substring(at).matches("`+") ? 1 : UNDECIDED;
        }
        int word = at + 3;
        while (word < held.length() && (Character.isLetterOrDigit(held.charAt(word)) || held.charAt(word) == '_')) {
            word++;
        }
        int body = skipSpace(word);
        if (body == held.length()) {
            return last ? body - at : UNDECIDED;
        }
        char c = held.charAt(body);
        if (c != '{' && c != '[' && !openings.containsKey(c)) {
            return body - at;
        }
        int close = held.indexOf("```", body);
        if (close < 0 && !last) {
            return UNDECIDED;
        }
        int end = close < 0 ? held.length() : close + 3;
        return parser.unmarked(held.substring(body, close < 0 ? end : close)).isEmpty() ? end - at : UNMARKED;
    }

    private int function(int at, boolean last) {
        for (Opening opening : openings.get(held.charAt(at))) {
            int length = Math.min(opening.text().length(), held.length() - at);
            if (!held.substring(at, at + length).equals(opening.text().substring(0, length))) {
                continue;
            }
            int open = at + opening.text().length() - 1;
            if (length < opening.text().length() || !TextCallParser.isClosed(held, open)) {
                return last ? 1 : UNDECIDED;
            }
            Optional<TextCallParser.Found> found = parser.functionAt(held, opening.tool(), open);
            return found.isEmpty() ? opening.text().length() : standsAlone(at, found.get(), last);
        }
        return 1;
    }

    /// Whether what looks like a call is one, or is mentioned within a sentence.
    private int standsAlone(int at, TextCallParser.Found found, boolean last) {
        int next = found.end();
        while (next < held.length() && " )`\"'”’」』）".indexOf(held.charAt(next)) >= 0) {
            next++;
        }
        if (next == held.length() && !last) {
            return UNDECIDED;
        }
        String behind = next == held.length() ? "" : held.substring(next, next + 1);
        return CallMention.isMention(before(at), behind) ? found.end() - at : UNMARKED;
    }

    private boolean beginsWord(int at) {
        char c = at > 0 ? held.charAt(at - 1) : before.isEmpty() ? '\n' : before.charAt(before.length() - 1);
        return !(c < 0x80 && Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
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
