package earshot.data;

/// Closes what is no longer used, where a failure does not matter.
public final class Closeables {
    private Closeables() {}

    public static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception _) {
            // it is no longer used in any case
        }
    }
}
