package earshot.provider;

import earshot.config.Settings.Provider;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The recogniser or voice of one connection. A local part is one object that all connections share; a remote one is the
/// connection's own and ends with it, so that neither sound nor fault of one device can reach another. When the settings choose
/// another, the next question goes to that.
///
/// Source: badge-protocol, section 8.2 and row 11. Safe for use from any thread.
public final class Chosen<T> implements AutoCloseable {
    /// What stands for a provider.
    ///
    /// @param own closed with the connection; empty for what is shared
    public record Made<T>(T part, Optional<Runnable> own) {}

    private final Supplier<Provider> setting;
    private final Function<Provider, Made<T>> maker;
    private Optional<Provider> provider = Optional.empty();
    private Made<T> made;
    private boolean closed;

    public Chosen(Supplier<Provider> setting, Function<Provider, Made<T>> maker) {
        this.setting = setting;
        this.maker = maker;
    }

    /// The part in force now.
    public synchronized T get() {
        Provider wanted = setting.get();
        if (!provider.equals(Optional.of(wanted))) {
            Optional<Made<T>> old = Optional.ofNullable(made);
            made = maker.apply(wanted);
            provider = Optional.of(wanted);
            old.flatMap(Made::own).ifPresent(Runnable::run);
            if (closed) {
                made.own().ifPresent(Runnable::run);
            }
        }
        return made.part();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Optional.ofNullable(made).flatMap(Made::own).ifPresent(Runnable::run);
    }
}
