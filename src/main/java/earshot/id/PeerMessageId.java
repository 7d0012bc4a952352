package earshot.id;

/// The id of a message from one device to another. A device that gets the same id again has that message already.
///
/// @param value 16 hex digits, by chance
public record PeerMessageId(String value) {
    /// The bare value, for texts and logs.
    @Override
    public String toString() {
        return value;
    }
}
