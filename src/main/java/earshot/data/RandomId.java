package earshot.data;

import java.util.UUID;

/// Ids that nobody else makes.
public final class RandomId {
    private RandomId() {}

    /// 32 hexadecimal digits.
    public static String hexadecimal() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
