package earshot.ui;

import module java.base;

/// The toasts to show, one at a time: the most severe first, then the newest. At most [#LIMIT] wait; further ones push out the last.
final class ToastQueue {
    static final int LIMIT = 3;
    /// In the order in which they are shown.
    private final List<Toast> toasts = new ArrayList<>();

    Optional<Toast> first() {
        return toasts.stream().findFirst();
    }

    int size() {
        return toasts.size();
    }

    /// Adds a toast. One of the same subject takes its place, which is counted unless it is a problem: the text says how many there are.
    void add(Toast toast) {
        Optional<Toast> before = toasts.stream().filter(other -> other.subject().equals(toast.subject())).findFirst();
        before.ifPresent(toasts::remove);
        Toast counted = before.filter(_ -> !toast.problem()).map(known -> toast.counted(known.count() + 1)).orElse(toast);
        int place = 0;
        while (place < toasts.size() && toasts.get(place).severity().compareTo(toast.severity()) > 0) {
            place++;
        }
        toasts.add(place, counted);
        if (toasts.size() > LIMIT) {
            toasts.removeLast();
        }
    }

    /// Removes the toast that was shown long enough, or is over.
    void remove(String subject) {
        toasts.removeIf(toast -> toast.subject().equals(subject));
    }

    void clear() {
        toasts.clear();
    }
}
