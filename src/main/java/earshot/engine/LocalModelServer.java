package earshot.engine;

import java.util.List;

/// A language model server found on this computer.
///
/// @param name for display, for example `Ollama`
/// @param type for the settings, for example `ollama`
public record LocalModelServer(String name, String type, String baseUrl, List<String> models) {}
