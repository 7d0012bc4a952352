package earshot.watch;

import module java.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Watch] that can be set. Setting an equal value notifies nobody.
///
/// Observers get the value at the moment of the call, not the one that was set: when two threads set at once, both
/// notifications carry the newest value, so that no observer keeps an old one.
public final class MutableWatch<T> implements Watch<T> {
    private static final Logger LOG = LoggerFactory.getLogger(MutableWatch.class);

    private final AtomicReference<T> value;
    private final CopyOnWriteArrayList<Consumer<? super T>> observers = new CopyOnWriteArrayList<>();

    public MutableWatch(T initial) {
        value = new AtomicReference<>(Objects.requireNonNull(initial));
    }

    @Override
    public T get() {
        return value.get();
    }

    /// Sets the value and returns whether it changed.
    public boolean set(T next) {
        T before = value.getAndSet(Objects.requireNonNull(next));
        if (before.equals(next)) {
            return false;
        }
        observers.forEach(this::report);
        return true;
    }

    /// Replaces the value by a function of it, atomically; `change` may run more than once and has no side effects.
    public T update(UnaryOperator<T> change) {
        while (true) {
            T before = value.get();
            T next = Objects.requireNonNull(change.apply(before));
            if (value.compareAndSet(before, next)) {
                if (!before.equals(next)) {
                    observers.forEach(this::report);
                }
                return next;
            }
        }
    }

    @Override
    public WatchSubscription observe(Consumer<? super T> observer) {
        observers.add(observer);
        report(observer);
        return () -> observers.remove(observer);
    }

    private void report(Consumer<? super T> observer) {
        try {
            observer.accept(value.get());
        } catch (RuntimeException e) {
            LOG.error("an observer failed", e);
        }
    }
}
