/// What remote recognisers and voices share: one HTTP client, calls that can be cancelled, time limits, retries, and faults as
/// problems. It stands above `config` and below `asr` and `tts`, because both need it and neither the other.
///
/// Decisions: a provider is asked again only where it cannot have charged for the first time: nothing was connected, it said 429, or
/// it said 5xx before any answer. An answer that broke off is not asked for again. Limits pass by [earshot.time.Time]; only the
/// limit of connecting stands in the client, which does not tell when a connection stands. What a provider says about its failure is
/// shown, since it often says what to do, but cut and without anything that looks like a key.
package earshot.provider;
