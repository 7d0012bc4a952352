package earshot.remote;

import module java.base;

/// The recognizer or voice that one connection uses now, as the settings choose it. An embedded one is shared by all connections; a remote
/// one belongs to the connection and is closed with it, so that neither audio nor errors of one device reach another. After the settings
/// change, the next call gets the new one.
///
/// Source: badge-protocol, section 8.2 and row 11. Safe for use from any thread.
public final class ActiveProvider<T> implements AutoCloseable {
    /// The recognizer or voice made for a provider.
    ///
    /// @param closer closes it with the connection; empty for a shared one
    public record Instance<T>(T service, Optional<Runnable> closer) {}

    private final Supplier<ProviderSettings> setting;
    private final Function<ProviderSettings, Instance<T>> factory;
    private Optional<ProviderSettings> provider = Optional.empty();
    private Instance<T> current;
    private boolean closed;

    public ActiveProvider(Supplier<ProviderSettings> setting, Function<ProviderSettings, Instance<T>> factory) {
        this.setting = setting;
        this.factory = factory;
    }

    /// The one to use now. Creates it, and closes the one before, when the settings have changed.
    public synchronized T get() {
        ProviderSettings selected = setting.get();
        if (!provider.equals(Optional.of(selected))) {
            Optional<Instance<T>> old = Optional.ofNullable(current);
            current = factory.apply(selected);
            provider = Optional.of(selected);
            old.flatMap(Instance::closer).ifPresent(Runnable::run);
            if (closed) {
                current.closer().ifPresent(Runnable::run);
            }
        }
        return current.service();
    }

    /// The connection has closed: closes what belongs to it.
    @Override
    public synchronized void close() {
        closed = true;
        Optional.ofNullable(current).flatMap(Instance::closer).ifPresent(Runnable::run);
    }
}
