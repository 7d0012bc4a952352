package earshot.ui;

import module java.base;

/// Decides which messages get a toast of their own and which only raise the count of a visible one.
final class ToastGroups {
    static final Duration WINDOW = Duration.ofSeconds(5);
    private final Map<String, Group> groups = new HashMap<>();

    /// Number of messages of this subject within the window, this one included; 1 means a new toast.
    int count(String subject, long nanos) {
        groups.values().removeIf(group -> nanos - group.last >= WINDOW.toNanos());
        Group group = groups.computeIfAbsent(subject, _ -> new Group());
        group.last = nanos;
        return ++group.count;
    }

    private static final class Group {
        private long last;
        private int count;
    }
}
