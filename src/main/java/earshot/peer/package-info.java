/// Messages from one device to another: who may, in which form, and what becomes of those whose receiver is not there. Attached to
/// connections by [earshot.feature.DeviceFeature]. Source: badge-protocol sections 2.19 and 7.3.
///
/// A message passes these, in this order: [earshot.peer.PeerRequest] reads and cleans it, `PeerRates` counts it, [earshot.peer.PeerRules]
/// says which of its targets it may reach, `PeerNormalizer` has a model make one JSON object of its text, [earshot.peer.PeerQueue] takes it
/// in, `PeerDelivery` hands it to the connections of those that are online, and the sender gets a receipt.
///
/// What is promised:
///
/// * **A receipt is true.** `delivered` names devices that have shown that the message arrived, `enqueued` those for which it is on disk,
///   `failed` the rest. Who has not shown it within two seconds is `enqueued`, and the sender is told `redelivered` when it does.
/// * **What is `enqueued` is not lost**, over `kill -9` and a power cut, until its receiver got it, three days are over, or a person
///   deleted it. It is sent when the receiver is registered, before the hello, the oldest first, and whatever is sent to a device later
///   comes after it.
/// * **What a dying connection took is not lost.** The protocol has no acknowledgement, so each message is followed by a ping, and it is
///   over when the pong came. A device that answers no pings shows the same by two things that it sends five seconds apart. Where the
///   connection ends before, the message waits again, on disk, and goes to the device's next connection; its sender is told `redelivered`.
/// * **A message arrives once; in two cases twice, with the same `id`.** The process, or the connection, may end after the device got a
///   message and before its pong is known, a few milliseconds: the message is sent again then. Nothing could tell the two apart from
///   outside, and a message that comes twice can be dropped by its `id`, while one that is lost cannot be brought back. A message to a
///   device that is online is not stored before it is sent: whose sender gets no receipt sends it again.
///
/// Decisions where the sources are silent, and why:
///
/// * **Whose place is lost when 100 messages wait for a device: that of the newest.** It is refused and stands in `failed`, so that its
///   sender knows at once; to drop the oldest would break a promise that was given. At most 1000 (8 MB) may wait from a sender and 5000 (32
///   MB) in all. Each is counted and shown in the console with its reason.
/// * **The rules** are in [earshot.peer.PeerRules]; one that permits is enough. `allowlist` names receivers to whom everybody may send.
///   `device_roles` gives devices roles, `roles_grants` says what a role reaches: roles, device ids, `*` for all, `broadcast` for all that
///   are online at once. `group_rules` says what a group reaches, a group being the first 8 characters of an id. `allow_broadcast` lets
///   everybody send to all that are online, whatever the other rules say of single devices.
/// * **`to` with `broadcast` and devices** means both. More devices than `max_targets`, or one that is not an id, refuses the whole message
///   with `INVALID_REQUEST`: nothing is sent by halves. A broadcast may reach more. It is for badges, and for others that send such
///   messages themselves: nothing else could show it, and a receipt would say that it was delivered.
/// * **A category** is a word of at most 32 letters, `message` where there is none; only `task` has fields of its own. Another form is `SCHEMA_INVALID`.
/// * **The purpose of the model is `working`**: these messages belong to that mode, and the six purposes are fixed.
/// * **Without a model** the text is delivered as it was written, as summary too, with `"source":"text"` in message and receipt instead of
///   `"model"`. A model that is set up and fails is another matter: the sender is told `INTERNAL_ERROR`, since it may send again.
/// * **Rate limits** answer with `RATE_LIMITED` and `retryAfterMs`. What is refused for another reason counts, too.
/// * **Waiting messages that are dropped after three days** are told to a sender that is online, as `{"type":"peer","event":"expired","to":…,"count":…}`.
/// * **A task** has the `id` that its sender gave in `payload.id` or `payload.context.id`, else a new one. Its assignees choose among the
///   receivers; where it names none of them, all get it. A group has it once, and the first of its devices owns it, since a task has one
///   owner.
/// * **The same rules** say who may show something on the screen of whom ([earshot.peer.PeerFeature#forwarding]).
/// * **Statistics** name a badge the devices to which it may send, beside itself ([earshot.peer.PeerFeature#known]).
package earshot.peer;
