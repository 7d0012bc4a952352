package earshot.conversation;

import module java.base;

import earshot.llm.ExtraMembers;
import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.problem.ProblemException;

/// A model that gives the replies of a test, one after the other, and records what it was asked.
final class ModelFake implements LanguageModel {
    final List<Prompt> asked = new ArrayList<>();
    private final Queue<List<Supplier<Optional<ReplyDelta>>>> replies = new ArrayDeque<>();
    int closed;

    /// A reply of text, in these pieces.
    ModelFake says(String... pieces) {
        replies.add(Arrays.stream(pieces).<Supplier<Optional<ReplyDelta>>>map(piece -> () -> Optional.of(new ReplyDelta.Text(piece))).toList());
        return this;
    }

    /// A reply that calls a tool.
    ModelFake calls(String tool, String arguments) {
        replies.add(List.of(() -> Optional.of(new ReplyDelta.ToolCallDelta(0, "id" + replies.size(), tool, arguments))));
        return this;
    }

    /// A reply that calls several tools.
    ModelFake calls(ToolCall... calls) {
        replies.add(IntStream.range(0, calls.length).<Supplier<Optional<ReplyDelta>>>mapToObj(
            i -> () -> Optional.of(new ReplyDelta.ToolCallDelta(i, calls[i].id(), calls[i].name(), calls[i].arguments()))).toList());
        return this;
    }

    /// A reply of thoughts and words that calls a tool, and has members of its own.
    ModelFake thinksAndCalls(String words, ExtraMembers thoughts, String tool, String arguments, ExtraMembers signature) {
        replies.add(List.of(() -> Optional.of(new ReplyDelta.Text(words)), () -> Optional.of(new ReplyDelta.ToolCallDelta(0, "id", tool, arguments)),
            () -> Optional.of(new ReplyDelta.Extra(thoughts, Map.of(0, signature)))));
        return this;
    }

    /// A reply that fails after these pieces.
    ModelFake fails(ProblemException failure, String... pieces) {
        says(pieces);
        List<Supplier<Optional<ReplyDelta>>> reply = new ArrayList<>(((ArrayDeque<List<Supplier<Optional<ReplyDelta>>>>) replies).removeLast());
        reply.add(() -> {
            throw failure;
        });
        replies.add(reply);
        return this;
    }

    /// A reply of words that fails within the call of a tool.
    ModelFake failsWithinCall(ProblemException failure, String words, String tool) {
        replies.add(List.of(() -> Optional.of(new ReplyDelta.Text(words)), () -> Optional.of(new ReplyDelta.ToolCallDelta(0, "id", tool, "{\"on\"")), () -> {
            throw failure;
        }));
        return this;
    }

    /// A reply that runs `step` before its end, as a provider that hangs: the test lets time pass there.
    ModelFake hangs(Runnable step) {
        replies.add(List.of(() -> {
            step.run();
            return Optional.empty();
        }));
        return this;
    }

    @Override
    public ModelReply ask(Prompt prompt) {
        asked.add(prompt);
        Iterator<Supplier<Optional<ReplyDelta>>> pieces = Optional.ofNullable(replies.poll())
            .orElseThrow(() -> new AssertionError("asked once more than expected: " + prompt)).iterator();
        return new ModelReply() {
            private boolean over;

            @Override
            public Optional<ReplyDelta> next() {
                Optional<ReplyDelta> next = over || !pieces.hasNext() ? Optional.empty() : pieces.next().get();
                if (over) {
                    throw new CancellationException();
                }
                return next;
            }

            @Override
            public void close() {
                closed += over ? 0 : 1;
                over = true;
            }
        };
    }

    @Override
    public String name() {
        return "small (gpt)";
    }
}
