package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// One tool as the device described it.
///
/// @param name the device's own name for it, for example `self.audio_speaker.set_volume`
/// @param inputSchema JSON schema of the arguments
/// @param forUser whether it is marked for a person rather than a model
public record Tool(String name, String description, JsonNode inputSchema, boolean forUser) {}
