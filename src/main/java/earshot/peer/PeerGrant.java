package earshot.peer;

/// The rule by which one device may send to another.
public sealed interface PeerGrant {
    /// `peer.allow_all`.
    record Everybody() implements PeerGrant {}

    /// The receiver is in `peer.allowlist`.
    record Listed() implements PeerGrant {}

    /// `peer.roles_grants`.
    ///
    /// @param sender role of the sender
    /// @param receiver what that role may reach: a role, a device, or `*`
    record Role(String sender, String receiver) implements PeerGrant {}

    /// `peer.group_rules`.
    ///
    /// @param sender group of the sender
    /// @param receiver what that group may reach: a group, or `*`
    record Group(String sender, String receiver) implements PeerGrant {}
}
