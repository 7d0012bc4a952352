package earshot.store;

/// What a write survives. Both survive the death of the process.
public enum Durability {
    /// Survives a power cut too: each commit waits for the disk (about 3 000 a second).
    POWER_CUT,
    /// The last writes may be missing after a power cut, never half there (about 20 000 a second).
    PROCESS_DEATH
}
