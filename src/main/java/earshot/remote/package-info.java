/// Calls to remote providers, shared by recognisers and voices: one HTTP client, calls that can be cancelled, time limits, retries, errors
/// as problems, health and fallback. It is above `config` and below `asr` and `tts`, which both need it and do not use each other.
///
/// Decisions:
/// - A request is repeated only where the provider cannot have charged for it: no connection was made, or the status was 429 or 5xx before
///   any result. A response that broke off is not requested again.
/// - Time limits run on [earshot.time.Time]. Only the limit for connecting is in the HTTP client, which does not report when a connection
///   is established.
/// - What a provider writes about its failure is shown, since it often says what to do, but shortened and without anything that looks like
///   a key.
package earshot.remote;
