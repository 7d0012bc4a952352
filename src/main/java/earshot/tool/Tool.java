package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.ByteBudget;

/// One tool as its source describes it.
///
/// @param name the source's own name for it, for example `self.audio_speaker.set_volume`
/// @param inputSchema JSON schema of the arguments in the form of [ToolSchema], as compact text: a tree takes thirty times the memory
/// @param forUser whether it is meant for people, not for models
public record Tool(String name, String description, String inputSchema, boolean forUser) {
    /// @param inputSchema as the source wrote it
    Tool(String name, String description, JsonNode inputSchema, boolean forUser) {
        this(name, description, ToolSchema.complete(inputSchema).toString(), forUser);
    }

    /// Bytes of memory.
    long bytes() {
        return ByteBudget.size(name) + ByteBudget.size(description) + ByteBudget.size(inputSchema);
    }
}
