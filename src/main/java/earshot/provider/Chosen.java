package earshot.provider;

import earshot.config.Settings.Provider;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The recogniser or voice that one connection uses now, as the settings choose it. An embedded one is shared by all connections; a remote
/// one belongs to the connection and is closed with it, so that neither audio nor errors of one device reach another. After the settings
/// change, the next call gets the new one.
///
/// Source: badge-protocol, section 8.2 and row 11. Safe for use from any thread.
public final class Chosen<T> implements AutoCloseable {
    /// The recogniser or voice made for a provider.
    ///
    /// @param own closes it with the connection; empty for a shared one
    public record Made<T>(T part, Optional<Runnable> own) {}

    private final Supplier<Provider> setting;
    private final Function<Provider, Made<T>> maker;
    private Optional<Provider> provider = Optional.empty();
    private Made<T> made;
    private boolean closed;

    /// @param setting the provider that the settings choose now
    /// @param maker creates the recogniser or voice of a provider
    public Chosen(Supplier<Provider> setting, Function<Provider, Made<T>> maker) {
        this.setting = setting;
        this.maker = maker;
    }

    /// The one to use now. Creates it, and closes the one before, when the settings have changed.
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

    /// The connection has closed: closes what belongs to it.
    @Override
    public synchronized void close() {
        closed = true;
        Optional.ofNullable(made).flatMap(Made::own).ifPresent(Runnable::run);
    }
}
