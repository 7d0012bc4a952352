package earshot.watch;

/// A hold on something observed; closing it ends the observation. Closing twice is harmless.
@FunctionalInterface
public interface Pin extends AutoCloseable {
    @Override
    void close();
}
