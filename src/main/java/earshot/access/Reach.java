package earshot.access;

/// From where the server can be reached.
public enum Reach {
    /// From this computer only.
    COMPUTER,
    /// From the networks that this computer is in: private and link-local addresses, and its own subnets.
    NETWORK,
    /// From any address.
    ANYWHERE
}
