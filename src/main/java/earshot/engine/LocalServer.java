package earshot.engine;

import java.util.List;

/// A server of language models found on this computer.
///
/// @param name for example `Ollama`
/// @param baseUrl as it goes into the settings
/// @param models that it offers
public record LocalServer(String name, String baseUrl, List<String> models) {}
