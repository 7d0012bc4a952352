package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.ByteBudget;

/// One tool as its source describes it.
///
/// @param name the source's own name for it, for example `self.audio_speaker.set_volume`
/// @param inputSchema JSON schema of the arguments, as compact text: a tree takes thirty times the memory
/// @param forUser whether it is meant for people, not for models
public record Tool(String name, String description, String inputSchema, boolean forUser) {
    Tool(String name, String description, JsonNode inputSchema, boolean forUser) {
        this(name, description, inputSchema.toString(), forUser);
    }

    /// The name in the form that language models accept: every character outside `[A-Za-z0-9_-]` becomes an underscore.
    public String safeName() {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /// Bytes of memory.
    long bytes() {
        return ByteBudget.size(name) + ByteBudget.size(description) + ByteBudget.size(inputSchema);
    }
}
