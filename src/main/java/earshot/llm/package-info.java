/// Language models: one small interface, the OpenAI-compatible implementation, the shared registry, and which model serves which purpose.
///
/// Decisions:
/// - Replies are pulled, not pushed: a turn reads its reply on its own virtual thread, so that order, cancelling and back-pressure need no
///   code. Closing a reply cancels it, even before the response has arrived.
/// - The client for chat completions is our own, over package `remote`. The libraries for it weigh up to 80 MB, are slower to the first token,
///   and lack what matters here: tolerance for servers that only nearly follow the protocol, an idle limit that does not run while nobody
///   reads, and a [earshot.problem.Problem] for each way in which a provider fails.
/// - What a provider sends and nobody here knows ([earshot.llm.ExtraMembers]) goes back to it within the turn. What it refuses is left out
///   or renamed (`AdaptingReply`, `RefusedParameter`), which is remembered for its alias (`RequestMemory`), also over a restart
///   (`LearnedModels`): no list of models and what they take would stay right.
/// - The limit on silence counts events, not bytes: some gateways send comments for as long as their own provider says nothing.
/// - Models keep no state of a conversation. All connections share them, identified by alias, overrides and a digest of the effective
///   settings, so that a change of the settings needs no invalidation in the registry. A connection keeps what it resolved, with the
///   reason, until the settings change.
package earshot.llm;
