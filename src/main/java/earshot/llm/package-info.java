/// Language models: one small interface, providers behind it, the shared registry, and which model serves which purpose.
///
/// Replies are pulled, not pushed: a turn reads its reply on its own virtual thread, so that order, cancelling and back-pressure
/// need no code.
package earshot.llm;
