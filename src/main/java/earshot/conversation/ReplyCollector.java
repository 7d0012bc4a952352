package earshot.conversation;

import module java.base;

import earshot.llm.ExtraMembers;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.tool.TextToolCall;

/// Collects one reply of a model: splits prose into sentences as it arrives, and puts tool calls together from their parts. Not safe for use
/// from several threads at once. Source: badge-protocol section 5.
final class ReplyCollector {
    /// Bound of the text of one reply, in characters: nobody listens to a longer answer.
    static final int MAX_CHARS = 64_000;
    private static final int MAX_CALLS = 16;

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
        record BrokenCall(String written, String answer, String why) implements CollectedReply {}
    }

    /// What the text of a reply is: not known yet, prose, or a tool call written as text.
    private enum ReplyKind { UNDECIDED, PROSE, TOOL_CALL }

    private static final class ToolCallBuilder {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        ToolCall build(ExtraMembers extra) {
            return new ToolCall(id.isEmpty() ? TextToolCall.newId() : id, name, arguments.toString(), extra);
        }
    }

    private final boolean toolsOffered;
    private SentenceSplitter splitter = new SentenceSplitter();
    private final StringBuilder collected = new StringBuilder();
    private final Map<Integer, ToolCallBuilder> calls = new TreeMap<>();
    private ReplyKind kind = ReplyKind.UNDECIDED;
    private ReplyDelta.Extra extra = new ReplyDelta.Extra(ExtraMembers.NONE, Map.of());

    /// @param toolsOffered whether the model may call tools; otherwise all it writes is prose
    ReplyCollector(boolean toolsOffered) {
        this.toolsOffered = toolsOffered;
    }

    /// Whether nothing has arrived yet.
    boolean isEmpty() {
        return kind == ReplyKind.UNDECIDED && collected.isEmpty() && calls.isEmpty();
    }

    List<String> add(ReplyDelta delta) {
        return switch (delta) {
            case ReplyDelta.Text(String text) -> addText(text);
            case ReplyDelta.ToolCallDelta part -> {
                addToolCall(part);
                yield List.of();
            }
            case ReplyDelta.Retraction() -> {
                collected.setLength(0);
                splitter = new SentenceSplitter();
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
        if (collected.length() < MAX_CHARS) {
            collected.append(text);
        }
        return switch (kind) {
            case UNDECIDED -> decide();
            // after a tool call nothing more of this reply is spoken
            case PROSE -> calls.isEmpty() && collected.length() < MAX_CHARS ? splitter.add(text) : List.of();
            case TOOL_CALL -> List.of();
        };
    }

    private List<String> decide() {
        String begin = collected.toString().stripLeading();
        if (toolsOffered && begin.startsWith(TextToolCall.MARK)) {
            kind = ReplyKind.TOOL_CALL;
        } else if (!toolsOffered || !TextToolCall.MARK.startsWith(begin)) {
            kind = ReplyKind.PROSE;
            return splitter.add(collected.toString());
        }
        return List.of();
    }

    private void addToolCall(ReplyDelta.ToolCallDelta part) {
        if (!toolsOffered || calls.size() >= MAX_CALLS && !calls.containsKey(part.index())) {
            return;
        }
        ToolCallBuilder call = calls.computeIfAbsent(part.index(), _ -> new ToolCallBuilder());
        call.id = part.id().isEmpty() ? call.id : part.id();
        call.name = part.name().isEmpty() ? call.name : part.name();
        if (call.arguments.length() < MAX_CHARS) {
            call.arguments.append(part.arguments());
        }
    }

    CollectedReply finish() {
        if (!calls.isEmpty()) {
            List<String> rest = kind == ReplyKind.PROSE ? splitter.finish() : List.of();
            return new CollectedReply.Calls(rest, calls.entrySet().stream().map(call -> call.getValue().build(extra.calls().getOrDefault(call.getKey(), ExtraMembers.NONE))).toList(), Optional.empty());
        }
        return switch (kind) {
            case TOOL_CALL -> switch (TextToolCall.parse(collected.toString())) {
                case TextToolCall.Call(ToolCall call) -> new CollectedReply.Calls(List.of(), List.of(call), Optional.of("written as text"));
                case TextToolCall.Prose(String answer, String why) -> new CollectedReply.BrokenCall(collected.toString(), answer, why);
            };
            case UNDECIDED -> {
                List<String> rest = new ArrayList<>(splitter.add(collected.toString()));
                rest.addAll(splitter.finish());
                yield new CollectedReply.Prose(rest);
            }
            case PROSE -> new CollectedReply.Prose(splitter.finish());
        };
    }
}
