/// Language models: one small interface, providers behind it, the shared registry, and which model serves which purpose.
///
/// Replies are pulled, not pushed: a turn reads its reply on its own virtual thread, so that order, cancelling and back-pressure
/// need no code. Closing a reply cancels, from the moment of asking on.
///
/// The client of chat completions is our own, on java.net.http: the libraries for it weigh up to 80 MB and answer later, and what
/// matters here is what they leave out: answers of the many servers that only nearly speak this protocol, a limit on silence that does
/// not run while nobody reads, and a [earshot.problem.Problem] for each way in which a provider fails. Asking again is safe until the
/// first piece has been handed out, and is not done afterwards.
///
/// Models keep nothing of a conversation. They are shared by all connections, identified by alias, overrides and a digest of the
/// settings that these make, so that a change of the settings needs no invalidation in the registry; a connection keeps what it
/// found, with the reason, until the settings change.
package earshot.llm;
