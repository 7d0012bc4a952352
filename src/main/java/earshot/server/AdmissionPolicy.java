package earshot.server;

import module java.base;

import earshot.access.DeviceAccess;
import earshot.access.Reach;
import earshot.access.token.TokenCheck;
import earshot.id.DeviceId;
import earshot.wire.Dialect;

/// What the program knows about devices when one asks to be let in. Everything in it is safe for use from any thread and returns at once, but for `tokens`.
///
/// @param reach from where the server can be reached
/// @param access what the operator approved and refused
/// @param inMeeting whether the device is in a meeting now
/// @param tokens judges those that somebody else issued; may wait for 3 s
/// @param dialects the dialect that a person chose for a device, by its id; empty for "by path"
public record AdmissionPolicy(Supplier<Reach> reach, DeviceAccess access, TokenCheck tokens, Predicate<DeviceId> inMeeting,
    Function<DeviceId, Optional<Dialect>> dialects) {}
