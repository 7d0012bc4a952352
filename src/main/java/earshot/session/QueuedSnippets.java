package earshot.session;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.ByteBudget;
import java.util.function.Consumer;

/// The items of a `snippet` message that wait for the end of the meeting before. Kept as text, which takes a thirtieth of the memory of the tree.
final class QueuedSnippets implements Runnable {
    private final String items;
    private final ByteBudget<ServerCloseReason>.Share memory;
    private final Consumer<JsonNode> intake;

    /// @param memory counts them as [ServerCloseReason#MEMORY_SNIPPETS] until they have run
    QueuedSnippets(JsonNode items, ByteBudget<ServerCloseReason>.Share memory, Consumer<JsonNode> intake) {
        this.items = items.toString();
        this.memory = memory;
        this.intake = intake;
        memory.add(ServerCloseReason.MEMORY_SNIPPETS, ByteBudget.size(this.items));
    }

    @Override
    public void run() {
        memory.add(ServerCloseReason.MEMORY_SNIPPETS, -ByteBudget.size(items));
        try {
            intake.accept(items.isEmpty() ? JSON.missingNode() : JSON.readTree(items));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text that was written here", e);
        }
    }
}
