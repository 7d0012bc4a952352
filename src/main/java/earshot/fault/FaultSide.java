package earshot.fault;

/// Who does something wrong.
public enum FaultSide {
    /// This server, for one device.
    SERVER,
    /// A test device of this program.
    DEVICE
}
