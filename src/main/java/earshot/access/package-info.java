/// Which devices may connect: what an operator approved or refused, and the token that each approved device has.
///
/// A token belongs to one [earshot.access.Claim]: a device id together with the client id that the firmware keeps in its flash. OTA requests
/// cannot prove who sends them, so a token is handed out again only to the claim it was made for. Another board that gives the same device id is
/// a claim of its own, which waits for approval; approving it ends the token of the first.
///
/// Tokens are stored as they are and not as hashes, because a board asks for its token again after each boot. Requests that wait are kept in memory
/// only, so that made-up ids cost no disk write, and are bounded: an address makes few new ones a minute, and beyond the limit of all the oldest one
/// of the address with the most is forgotten, so that made-up ids push out themselves and no real board. After a restart a board asks again by itself.
///
/// [earshot.access.DeviceAccess] is safe for use from any thread and never waits, except to read what is stored when it is made.
package earshot.access;
