package earshot.problem;

/// A failure whose reason can be in the language of the reader.
public interface ReasonedFailure {
    /// As an argument of a problem or an event.
    String argument();
}
