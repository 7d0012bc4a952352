package earshot.task;

import earshot.data.LetterCase;
import earshot.id.DeviceId;

/// The devices that share a list of tasks: those whose ids begin with the same characters. Source: badge-protocol section 7.2.
///
/// @param key at most [#KEY_CHARS] characters, in lower case, not blank
public record TaskGroup(String key) implements Comparable<TaskGroup> {
    static final int KEY_CHARS = 8;

    public TaskGroup {
        String cut = LetterCase.lower(key.strip());
        int end = Math.min(KEY_CHARS, cut.length());
        key = cut.substring(0, end > 0 && end < cut.length() && Character.isHighSurrogate(cut.charAt(end - 1)) ? end - 1 : end).strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a group has a key");
        }
    }

    public static TaskGroup of(DeviceId device) {
        return new TaskGroup(device.value());
    }

    @Override
    public int compareTo(TaskGroup other) {
        return key.compareTo(other.key);
    }

    /// The bare key, for texts and logs.
    @Override
    public String toString() {
        return key;
    }
}
