package earshot.engine;

import java.util.List;

/// A server of language models found on this computer.
///
/// @param name for example `Ollama`
/// @param type as it goes into the settings, for example `ollama`
/// @param baseUrl as it goes into the settings
/// @param models that it offers
public record LocalServer(String name, String type, String baseUrl, List<String> models) {}
