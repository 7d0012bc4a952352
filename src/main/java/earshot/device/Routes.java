package earshot.device;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which connection a device is reached through: the newest. Source: badge-protocol section 1.6.
///
/// Safe for use from any thread. The lock covers the map and nothing else; the replaced connection is told outside of it.
public final class Routes<R extends Route> {
    /// How long a replaced connection stays open beside the new one.
    public static final Duration OVERLAP = Duration.ofMillis(1500);

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Object lock = new Object();
    private final Map<String, R> routes = new HashMap<>();

    /// Points the device's route to `route`. The connection that held it is told to leave; that it fails to stops nothing.
    ///
    /// @return the connection that held it
    public Optional<R> register(R route) {
        R before;
        synchronized (lock) {
            before = routes.put(route.deviceId(), route);
        }
        if (before == null || before == route) {
            return Optional.empty();
        }
        try {
            before.replaced(OVERLAP);
        } catch (RuntimeException e) {
            LOG.warn("the replaced connection of {} could not be told", route.deviceId(), e);
        }
        return Optional.of(before);
    }

    /// Removes the route where it still points to this very connection, so that the late close of a replaced one does not
    /// take the newer one with it. Returns whether it did.
    public boolean unregister(R route) {
        synchronized (lock) {
            return routes.remove(route.deviceId(), route);
        }
    }

    public Optional<R> find(String deviceId) {
        synchronized (lock) {
            return Optional.ofNullable(routes.get(deviceId));
        }
    }

    /// All connections that hold a route now, in no order.
    public List<R> all() {
        synchronized (lock) {
            return List.copyOf(routes.values());
        }
    }

    /// The ids of connections that hold a route and are meant, in alphabetical order.
    public List<String> online(Predicate<? super R> meant) {
        return all().stream().filter(meant).map(Route::deviceId).sorted().toList();
    }
}
