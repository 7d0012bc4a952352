package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// One tool as the device described it.
///
/// @param name the device's own name for it, for example `self.audio_speaker.set_volume`
/// @param inputSchema JSON schema of the arguments
/// @param forUser whether it is marked for a person rather than a model
public record Tool(String name, String description, JsonNode inputSchema, boolean forUser) {
    /// The name as language models accept it: every character outside `[A-Za-z0-9_-]` is an underscore.
    public String safeName() {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
