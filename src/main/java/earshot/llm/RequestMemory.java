package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the requests to one model leave out or name in another way, as far as its provider has refused it. Shared by all who ask the model.
/// Safe for use from any thread.
final class RequestMemory {
    private static final int MAX_CHANGES = 64;
    /// Words that say that the model takes no tools at all, and not only that it does not take these.
    private static final Pattern NO_TOOLS = Pattern.compile("(?i)support|--|不支持");

    private final Consumer<List<RequestChange>> keep;
    private volatile List<RequestChange> changes;
    /// Tools that were refused as a whole; others may be accepted.
    private volatile List<ToolDefinition> refusedTools = List.of();

    RequestMemory() {
        this(List.of(), _ -> {});
    }

    /// @param known from an earlier run
    /// @param keep gets all changes whenever one is added
    RequestMemory(List<RequestChange> known, Consumer<List<RequestChange>> keep) {
        changes = List.copyOf(known);
        this.keep = keep;
    }

    /// Changes a request as the earlier ones had to be.
    void apply(Prompt prompt, ObjectNode body) {
        changes.forEach(change -> change.apply(body));
        if (prompt.toolDefinitions().equals(refusedTools)) {
            new RequestChange.Omit(RequestChange.TOOLS).apply(body);
        }
    }

    /// The provider has answered a request with these changes.
    ///
    /// @param why what it said before
    void learn(List<RequestChange> learned, Prompt prompt, String why) {
        if (add(learned, prompt, why)) {
            keep.accept(changes);
        }
    }

    private synchronized boolean add(List<RequestChange> learned, Prompt prompt, String why) {
        List<RequestChange> all = new ArrayList<>(changes);
        for (RequestChange change : learned) {
            if (change.equals(new RequestChange.Omit(RequestChange.TOOLS)) && !NO_TOOLS.matcher(why).find()) {
                refusedTools = prompt.toolDefinitions();
            } else if (!all.contains(change) && all.size() < MAX_CHANGES) {
                all.add(change);
            }
        }
        boolean more = all.size() > changes.size();
        changes = List.copyOf(all);
        return more;
    }

    /// Everything that was changed, for people.
    String shown() {
        return changes.stream().filter(change -> !change.equals(new RequestChange.Omit(RequestChange.TOOLS))).map(RequestChange::shown)
            .collect(Collectors.joining(", "));
    }
}
