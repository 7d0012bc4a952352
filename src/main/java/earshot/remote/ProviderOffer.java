package earshot.remote;

import module java.base;

/// A model or a voice that a provider offers.
///
/// @param languages that it hears or speaks, as the provider writes them, such as `zh-CN`; empty where it does not say
public record ProviderOffer(String name, List<String> languages, Gender gender) {
    /// Of a voice.
    public enum Gender { FEMALE, MALE, UNKNOWN }

    public ProviderOffer {
        languages = List.copyOf(languages);
    }

    public ProviderOffer(String name, List<String> languages) {
        this(name, languages, Gender.UNKNOWN);
    }
}
