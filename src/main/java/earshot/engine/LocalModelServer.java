package earshot.engine;

import module java.base;

import earshot.remote.ProviderKind;

/// A server found on this computer that a provider can be made of.
///
/// @param name for display, for example `Ollama`
/// @param type for the settings, for example `ollama`
/// @param baseUrl its address; `tcp://` and host and port where it speaks no HTTP
/// @param models of which one is chosen; voices where it speaks
public record LocalModelServer(ProviderKind kind, String name, String type, String baseUrl, List<String> models) {
    /// Of language models.
    public LocalModelServer(String name, String type, String baseUrl, List<String> models) {
        this(ProviderKind.LLM, name, type, baseUrl, models);
    }
}
