package earshot.device;

import module java.base;

import earshot.id.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Maps each device to its newest connection. Source: badge-protocol section 1.6.
///
/// Safe for use from any thread. The lock covers the map and nothing else; the replaced connection is notified outside of it.
public final class RouteTable<R extends RoutedConnection> {
    /// How long a replaced connection stays open next to the new one.
    public static final Duration OVERLAP = Duration.ofMillis(1500);

    private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

    private final Object lock = new Object();
    private final Map<DeviceId, R> routes = new HashMap<>();

    /// Registers `route` as the device's connection and notifies and returns the one it replaces; a failure of that is only logged.
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
            LOG.warn("the replaced connection of {} could not be notified", route.deviceId(), e);
        }
        return Optional.of(before);
    }

    /// Removes the route if it still points to this connection, so that the late close of a replaced one does not
    /// remove the newer one. Returns whether it did.
    public boolean unregister(R route) {
        synchronized (lock) {
            return routes.remove(route.deviceId(), route);
        }
    }

    public Optional<R> find(DeviceId deviceId) {
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

    /// The device ids of the registered connections that match, in alphabetical order.
    public List<DeviceId> online(Predicate<? super R> filter) {
        return all().stream().filter(filter).map(RoutedConnection::deviceId).sorted().toList();
    }
}
