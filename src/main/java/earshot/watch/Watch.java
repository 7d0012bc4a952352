package earshot.watch;

import java.util.function.Consumer;

/// What is true now. The newest value wins; values in between may be skipped by who looks seldom.
///
/// Safe for use from any thread.
public interface Watch<T> {
    /// The value of this moment, never null.
    T get();

    /// Calls `observer` at once with the present value and after every change, on the changing thread.
    /// An observer must be brief and must not block. One that throws is logged and stops nobody else.
    Pin observe(Consumer<? super T> observer);
}
