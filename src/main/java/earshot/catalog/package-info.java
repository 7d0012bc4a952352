/// The catalog of providers: which types there are of models, recognizers, voices and voice activity detectors, what people call them, where
/// they run, and which fields their sections in the settings have. Pure data: it knows neither the settings nor how a provider is called, so
/// that settings, forms, help and the providers themselves can all read it.
///
/// A new provider is one constant here and one case in the factory of its package, which the compiler asks for: `llm`, `asr` and `tts` switch
/// over these enums without a default.
package earshot.catalog;
