package earshot.watch;

/// The registration of an observer. Closing it ends the notifications; closing twice does nothing.
@FunctionalInterface
public interface WatchSubscription extends AutoCloseable {
    @Override
    void close();
}
