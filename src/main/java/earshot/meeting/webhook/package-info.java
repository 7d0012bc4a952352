/// Delivers the summaries of ended meetings to the webhook.
///
/// Decisions, and why:
///
/// * **An unfinished delivery is sent again** after a crash, so that the receiver may get a summary twice (the session id identifies it)
///   but not never.
/// * **The signature is lower-case hexadecimal**, over the bytes of the body as sent. Logged failures of a delivery contain no address,
///   header or body: each may hold a secret.
package earshot.meeting.webhook;
