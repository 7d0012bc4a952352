package earshot.data;

/// Closing what is of no use any more, so that nobody needs to hear when that fails.
public final class Closeables {
    private Closeables() {}

    public static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            // it is over either way
        }
    }
}
