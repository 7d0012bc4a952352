package earshot.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where revisions are kept.
public interface RevisionBook {
    /// What the files held after a revision. Secrets stand in it by name only.
    ///
    /// @param text of the file, empty when there was none
    /// @param secrets dotted key to the name under which the secret is remembered
    record State(Optional<String> text, Map<String, String> secrets) {
        static final State ABSENT = new State(Optional.empty(), Map.of());
    }

    record Entry(Revision revision, State after) {}

    /// All revisions of a file, in order. Waits for the disk; never throws.
    List<Entry> read(String file);

    /// Queued.
    void write(String file, Entry entry);

    /// Takes out all before a number. Queued.
    void forgetBefore(String file, long number);

    /// Keeps nothing.
    static RevisionBook none() {
        return new RevisionBook() {
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
