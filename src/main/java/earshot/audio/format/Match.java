package earshot.audio.format;

/// How far bytes are what they are compared with.
enum Match {
    NONE,
    /// As far as they are there.
    PARTIAL,
    WHOLE;

    /// The one that comes further.
    Match or(Match other) {
        return compareTo(other) > 0 ? this : other;
    }
}
