package earshot.config;

import module java.base;

/// Persists revisions.
public interface RevisionStore {
    /// The contents of the files after a revision. Secrets appear by name only.
    ///
    /// @param text of the settings file, empty when there was none
    /// @param secrets dotted key to the name under which the secrets file keeps the secret
    record FileContents(Optional<String> text, Map<String, String> secrets) {
        static final FileContents ABSENT = new FileContents(Optional.empty(), Map.of());
    }

    record Entry(Revision revision, FileContents after) {}

    /// All revisions of a file, in order. Waits for the disk; never throws.
    List<Entry> read(String file);

    /// Queues the write.
    void write(String file, Entry entry);

    /// Queues the removal of all revisions before a number.
    void forgetBefore(String file, long number);

    /// Stores nothing.
    static RevisionStore none() {
        return new RevisionStore() {
            @Override
            public List<Entry> read(String file) {
                return List.of();
            }

            @Override
            public void write(String file, Entry entry) {}

            @Override
            public void forgetBefore(String file, long number) {}
        };
    }
}
