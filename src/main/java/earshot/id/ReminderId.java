package earshot.id;

/// The id of a reminder: a number that people and models can say.
///
/// @param value from 1
public record ReminderId(long value) implements Comparable<ReminderId> {
    @Override
    public int compareTo(ReminderId other) {
        return Long.compare(value, other.value);
    }

    /// The bare value, for texts and logs.
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
