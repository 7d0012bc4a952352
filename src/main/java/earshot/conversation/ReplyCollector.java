package earshot.conversation;

import module java.base;

import earshot.data.RandomId;
import earshot.llm.ExtraMembers;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.ProblemReason;
import earshot.tool.TextToolCall;
import earshot.tool.ToolCallCleaner;

/// Collects one reply of a model: splits prose into sentences as it arrives, and puts tool calls together from their parts. Not safe for use
/// from several threads at once. Source: badge-protocol section 5.
final class ReplyCollector {
    /// Bound of the text of one reply, in characters: nobody listens to a longer answer.
    static final int MAX_CHARS = 64_000;
    private static final int MAX_CALLS = 16;
    private static final int MAX_NAME_CHARS = 256;

    sealed interface CollectedReply {
        /// Nothing but prose.
        ///
        /// @param rest the sentences that [#add] has not returned
        record Prose(List<String> rest) implements CollectedReply {}

        /// Calls of tools, after prose or without any.
        ///
        /// @param rest the sentences that [#add] has not returned
        record Calls(List<String> rest, List<ToolCall> calls, Optional<String> note) implements CollectedReply {}

        /// It began like a tool call written as text and is none.
        ///
        /// @param rest the sentences before it that [#add] has not returned
        record BrokenCall(List<String> rest, String written, String answer, String why) implements CollectedReply {}
    }

    private static final class ToolCallBuilder {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        ToolCall build(List<ToolDefinition> offered, ExtraMembers extra) {
            return new ToolCall(id.isEmpty() ? RandomId.hexadecimal() : id, ToolCallCleaner.name(name, offered),
                ToolCallCleaner.arguments(arguments.toString()), extra);
        }
    }

    private final boolean toolsOffered;
    private final List<ToolDefinition> offered;
    private SentenceSplitter splitter = new SentenceSplitter();
    private TextCallScanner scanner;
    private final Map<Integer, ToolCallBuilder> calls = new TreeMap<>();
    private int characters;
    private ReplyDelta.Extra extra = new ReplyDelta.Extra(ExtraMembers.NONE, Map.of());

    /// @param toolsOffered whether the model may call tools; otherwise all it writes is prose
    /// @param offered the tools that this request offers
    ReplyCollector(boolean toolsOffered, List<ToolDefinition> offered) {
        this.toolsOffered = toolsOffered;
        this.offered = offered;
        scanner = new TextCallScanner(offered);
    }

    /// Whether nothing has arrived yet.
    boolean isEmpty() {
        return characters == 0 && calls.isEmpty();
    }

    /// Whether a call has begun.
    boolean calling() {
        return !calls.isEmpty() || scanner.calling();
    }

    List<String> add(ReplyDelta delta) {
        return switch (delta) {
            case ReplyDelta.Text(String text) -> addText(text);
            case ReplyDelta.ToolCallDelta part -> {
                addToolCall(part);
                yield List.of();
            }
            case ReplyDelta.Retraction() -> {
                splitter = new SentenceSplitter();
                scanner = new TextCallScanner(offered);
                yield List.of();
            }
            case ReplyDelta.Extra whole -> {
                extra = whole;
                yield List.of();
            }
        };
    }

    /// What the message has beside text and calls, to go back with it; known once all was added.
    ExtraMembers extra() {
        return extra.message();
    }

    private List<String> addText(String text) {
        characters += text.length();
        // after a tool call nothing more of this reply is spoken
        boolean dropped = !calls.isEmpty() || characters >= MAX_CHARS;
        return dropped ? List.of() : splitter.add(toolsOffered ? scanner.add(text) : text);
    }

    private void addToolCall(ReplyDelta.ToolCallDelta part) {
        if (!toolsOffered || calls.size() >= MAX_CALLS && !calls.containsKey(part.index())) {
            return;
        }
        ToolCallBuilder call = calls.computeIfAbsent(part.index(), _ -> new ToolCallBuilder());
        call.id = part.id().isEmpty() ? call.id : part.id();
        call.name = call.name.length() < MAX_NAME_CHARS ? call.name + part.name() : call.name;
        if (call.arguments.length() < MAX_CHARS) {
            call.arguments.append(part.arguments());
        }
    }

    CollectedReply finish() {
        List<String> rest = new ArrayList<>(splitter.add(scanner.finish()));
        rest.addAll(splitter.finish());
        if (!calls.isEmpty()) {
            return new CollectedReply.Calls(rest,
                calls.entrySet().stream().map(call -> call.getValue().build(offered, extra.calls().getOrDefault(call.getKey(), ExtraMembers.NONE))).toList(),
                Optional.empty());
        }
        if (!scanner.calling()) {
            return new CollectedReply.Prose(rest);
        }
        List<ToolCall> found = scanner.calls();
        if (!found.isEmpty()) {
            return new CollectedReply.Calls(rest, found, Optional.of(ProblemReason.TOOL_CALL_AS_TEXT.toString()));
        }
        return switch (TextToolCall.parse(scanner.written())) {
            case TextToolCall.Call(ToolCall call) -> new CollectedReply.Calls(rest, List.of(call), Optional.of(ProblemReason.TOOL_CALL_AS_TEXT.toString()));
            case TextToolCall.Prose(String answer, String why) -> new CollectedReply.BrokenCall(rest, scanner.written(), answer, why);
        };
    }
}
