package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable<RoutedConnectionFake> routes = new RouteTable<>();

    @Test
    @DisplayName("row 34: the newer connection takes the route at once, the older one is told to leave after 1.5 s")
    void replaces() {
        RoutedConnectionFake first = new RoutedConnectionFake(new DeviceId("aa"));
        RoutedConnectionFake second = new RoutedConnectionFake(new DeviceId("aa"));
        assertThat(routes.register(first)).isEmpty();
        assertThat(routes.register(second)).contains(first);
        assertThat(routes.find(new DeviceId("aa"))).contains(second);
        assertThat(first.overlaps).containsExactly(Duration.ofMillis(1500));
    }

    @Test
    @DisplayName("row 34: the late close of the replaced connection does not remove the newer route")
    void lateClose() {
        RoutedConnectionFake first = new RoutedConnectionFake(new DeviceId("aa"));
        RoutedConnectionFake second = new RoutedConnectionFake(new DeviceId("aa"));
        routes.register(first);
        routes.register(second);
        assertThat(routes.unregister(first)).isFalse();
        assertThat(routes.find(new DeviceId("aa"))).contains(second);
        assertThat(routes.unregister(second)).isTrue();
        assertThat(routes.find(new DeviceId("aa"))).isEmpty();
    }

    @Test
    void an_older_connection_that_cannot_be_told_does_not_keep_the_newer_one_out() {
        routes.register(new RoutedConnectionFake(new DeviceId("aa")) {
            @Override
            public void replaced(Duration overlap) {
                throw new IllegalStateException("gone already");
            }
        });
        RoutedConnectionFake second = new RoutedConnectionFake(new DeviceId("aa"));
        routes.register(second);
        assertThat(routes.find(new DeviceId("aa"))).contains(second);
    }

    @Test
    void lists_who_is_online() {
        routes.register(new RoutedConnectionFake(new DeviceId("bb")));
        routes.register(new RoutedConnectionFake(new DeviceId("aa")));
        assertThat(routes.online(_ -> true)).containsExactly(new DeviceId("aa"), new DeviceId("bb"));
    }

    private static class RoutedConnectionFake implements RoutedConnection {
        final List<Duration> overlaps = new ArrayList<>();
        private final DeviceId id;

        RoutedConnectionFake(DeviceId id) {
            this.id = id;
        }

        @Override
        public DeviceId deviceId() {
            return id;
        }

        @Override
        public void replaced(Duration overlap) {
            overlaps.add(overlap);
        }
    }
}
