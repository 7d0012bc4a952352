package earshot.llm;

import module java.base;

/// A mark that models, their templates and gateways put into the text of an answer around thoughts, and the marks of a template that no server should let
/// through.
///
/// @param length in characters
/// @param kind what a thought is marked with; only for a begin and an end
record ThoughtMark(Role role, Kind kind, int length) {
    /// What a mark does. The head of a tool call stays in the text, for whoever looks for calls there.
    enum Role { BEGIN, END, TEMPLATE, STOP, CALL }

    /// A thought of these kinds ends with the mark of its own kind only, but for tags, of which some mix up the names.
    enum Kind { TAG, CHANNEL, FENCE, DETAILS, COMMENT, QUOTATION, LABEL }

    /// It is known only with the text that follows.
    static final int MORE = -1;

    private static final ThoughtMark UNDECIDED = new ThoughtMark(Role.TEMPLATE, Kind.TAG, MORE);
    private static final String NAME = "(?:think(?:ing)?(?:[_-](?:process|content|text|mode|never_used[_0-9a-z]{0,64}))?"
        + "|antthinking|thoughts?(?:[_-](?:process|content))?"
        + "|reason(?:ing)?(?:[_-](?:process|content|text))?|reflections?|analysis|scratch_?pad"
        + "|(?:inner[_-])?(?:monologue|thoughts?)|cot|chain[_-]of[_-]thought)";
    private static final String NAME_SPACE = "(?:[a-z0-9]{1,20}[:_])?";

    private record Form(Role role, Kind kind, Pattern pattern) {
        Form(Role role, Kind kind, String pattern) {
            this(role, kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
        }
    }

    private static final List<Form> BEGINS = List.of(
        new Form(Role.BEGIN, Kind.TAG,
            "<\\s?" + NAME_SPACE + NAME + "(?:\\s[^<>]{0,200})?>|<[|｜](?:(?:start|begin)_(?:of_)?)?" + NAME + "[|｜]>|&lt;" + NAME
                + "&gt;|＜" + NAME + "＞|\\[think(?:ing)?]|[【「]思考(?:过程)?[】」]|◁think▷|<unused94>|<\\|channel>thought"),
        new Form(Role.BEGIN, Kind.CHANNEL, "<\\|channel\\|>analysis<\\|message\\|>"),
        new Form(Role.BEGIN, Kind.FENCE, "`{3}(?:think(?:ing)?|thoughts?|reasoning|思考(?:过程)?)\\s*\\n"),
        new Form(Role.BEGIN, Kind.DETAILS,
            "<details\\s[^<>]{0,100}reasoning[^<>]{0,200}>|<details[^<>]{0,100}>\\s{0,9}<summary>[^<>]{0,60}(?:think|thought|reason|思考|推理)"),
        new Form(Role.BEGIN, Kind.COMMENT, "<!--"));
    private static final String BOLD = "\\*{0,2}";
    /// These only where an answer begins.
    private static final List<Form> FIRST = List.of(
        new Form(Role.BEGIN, Kind.CHANNEL, "assistant<\\|channel\\|>analysis<\\|message\\|>"),
        new Form(Role.TEMPLATE, Kind.TAG, "assistant(?=<\\|(?:channel|message)\\|>)"),
        new Form(Role.BEGIN, Kind.CHANNEL, "analysis(?=(?-i:[A-Z]))"),
        new Form(Role.BEGIN, Kind.QUOTATION, "[*_]{0,3}(?:thinking|思考中?)(?:\\.{3}|…)[*_]{0,3}\\s{0,9}\\n\\s{0,9}(?=>)"),
        new Form(Role.BEGIN, Kind.LABEL,
            BOLD + "(?:thoughts?|thinking|reasoning|思考(?:过程)?|推理(?:过程)?|here(?:'s|’s| is) my thought process)" + BOLD + "\\s?[:：]" + BOLD));
    /// The role of the next message, where its mark is missing.
    private static final String ROLE_BEHIND = "(?:assistant(?=<\\|(?:channel|message)\\|>))?";
    private static final Form TAG_END = new Form(Role.END, Kind.TAG,
        "<\\s?/\\s?" + NAME_SPACE + NAME + "\\s?>|<[|｜](?:/|end_(?:of_)?)" + NAME + "[|｜]>|&lt;/" + NAME
            + "&gt;|＜[/／]" + NAME + "＞|\\[/think(?:ing)?]|[【「]/思考(?:过程)?[】」]"
            + "|◁/think▷|<unused95>|<channel\\|>|\\[begin final response]");
    private static final Map<Kind, Form> ENDS = Map.of(Kind.TAG, TAG_END,
        Kind.CHANNEL, new Form(Role.END, Kind.CHANNEL, "<\\|end\\|>" + ROLE_BEHIND + "|<\\|channel\\|>final<\\|message\\|>"
            + "|<\\|start\\|>(?=assistant\\s?to=)|assistant(?:final(?=\\S)|(?=commentary))"),
        Kind.FENCE, new Form(Role.END, Kind.FENCE, "`{3}"),
        Kind.DETAILS, new Form(Role.END, Kind.DETAILS, "</details>"), Kind.COMMENT, new Form(Role.END, Kind.COMMENT, "-->"), Kind.QUOTATION,
        new Form(Role.END, Kind.QUOTATION, "\\n{1,9}(?=[^>\\s])"),
        Kind.LABEL, new Form(Role.END, Kind.LABEL, "\\n\\s{0,9}" + BOLD + "(?:(?:(?:final|my|here is my) )?(?:answer|response|reply)"
            + "|(?:最终)?(?:回答|答案|回复))"
            + BOLD + "\\s?[:：]" + BOLD + "|\\n\\s{0,9}(?=" + BOLD + "action\\s?[:：])"));
    /// How a template ends an answer; what follows is nobody's.
    private static final Form STOP = new Form(Role.STOP, Kind.TAG,
        "<\\|(?:im_end|eot_id|eom_id|endoftext|end_of_text|end_of_turn(?:_token)?|return)\\|>|<end_of_turn>|<[｜]end[▁_]of[▁_]sentence[｜]>|</s>|<eos>");
    private static final Form TEMPLATE = new Form(Role.TEMPLATE, Kind.TAG,
        "<\\|end\\|>" + ROLE_BEHIND + "|<\\|channel\\|>final\\s?<\\|constrain\\|>\\w{1,20}"
            + "|(?:<\\|(?:im_start|start|start_header_id)\\|>|<start_of_turn>|<\\|channel\\|>)(?:assistant|model|final|commentary(?!\\s+to=))?\\s?"
            + "|<\\|(?:message|call|end_header_id|assistant|begin_of_text|(?:start|begin|end)_(?:of_)?(?:response|answer|solution))\\|>|<｜Assistant｜>"
            + "|\\[end final response]|<[|｜]begin[▁_]of[▁_]sentence[|｜]>|<s>|<bos>"
            + "|</?(?:(?:final_)?answer|final|output|response|solution)>");
    /// How gpt-oss begins a message to a tool. Without its marks the name of the tool would run into the words around it.
    private static final Form CALL = new Form(Role.CALL, Kind.TAG, "<\\|(?:start|end)\\|>(?=assistant\\s?to=)|<\\|channel\\|>(?:commentary|analysis)\\s?to="
        + "|<\\|channel\\|>(?:commentary|analysis)\\s?(?:<\\|constrain\\|>\\s?\\w{1,20}|json|code)\\s?<\\|message\\|>"
        + "|<\\|constrain\\|>\\s?\\w{1,20}\\s?<\\|message\\|>");
    /// The mark at an index, of length [#MORE] when the text which follows decides.
    ///
    /// @param within what the thought that has begun is marked with
    /// @param first whether the answer begins here
    /// @param last whether no more text follows
    static Optional<ThoughtMark> at(CharSequence text, int at, Optional<Kind> within, boolean first, boolean last) {
        if (text.charAt(at) == '<' && at + 1 < text.length() && !Character.isLetter(text.charAt(at + 1)) && "/|｜! \t".indexOf(text.charAt(at + 1)) < 0) {
            return Optional.empty();
        }
        boolean special = within.isPresent() && within.get() != Kind.TAG;
        char c = text.charAt(at);
        if (!special && !first && !starts(c)) {
            return Optional.empty();
        }
        List<Form> forms = special ? List.of(ENDS.get(within.get())) : within.isPresent() ? List.of(BEGINS.getFirst(), TAG_END) : outside(first, c);
        return forms.stream().flatMap(form -> match(form, text, at, last).stream()).findFirst();
    }

    /// Whether a string of some JSON may hold the start of a mark. What is escaped may be one.
    static boolean mayBeginIn(String json) {
        boolean within = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                within = !within;
            } else if (within && c == '\\') {
                i++;
                if (i < json.length() && json.charAt(i) == 'u') {
                    return true;
                }
            } else if (within && starts(c)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a mark that may stand anywhere begins with this character.
    static boolean starts(char c) {
        return switch (c) {
            case '<', '＜', '[', '◁', '&', '【', '「', '`' -> true;
            default -> false;
        };
    }

    private static List<Form> outside(boolean first, char c) {
        List<Form> marks = !starts(c) ? List.of() : Stream.concat(BEGINS.stream(), Stream.of(TAG_END, STOP, CALL, TEMPLATE)).toList();
        return first ? Stream.concat(marks.stream(), FIRST.stream()).toList() : marks;
    }

    private static Optional<ThoughtMark> match(Form form, CharSequence text, int at, boolean last) {
        Matcher matcher = form.pattern.matcher(text).region(at, text.length());
        boolean found = matcher.lookingAt();
        if (matcher.hitEnd() && !last) {
            return Optional.of(UNDECIDED);
        }
        return found ? Optional.of(new ThoughtMark(form.role, form.kind, matcher.end() - at)) : Optional.empty();
    }
}
