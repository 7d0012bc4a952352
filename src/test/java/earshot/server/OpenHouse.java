package earshot.server;

import static org.awaitility.Awaitility.await;

import earshot.config.Settings;
import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.Identity;
import earshot.time.ManualTime;
import earshot.wire.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// The server on free ports in manual time, with everything it reports.
final class OpenHouse implements AutoCloseable {
    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    final ManualTime time = new ManualTime();
    final List<Guest> guests = new CopyOnWriteArrayList<>();
    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final Map<Identity, OtaFacts> otas = new ConcurrentHashMap<>();
    final Map<String, Dialect> dialects = new ConcurrentHashMap<>();
    volatile Settings.Server settings;
    volatile List<NetworkCard> cards =
        List.of(new NetworkCard("lo", List.of("127.0.0.1"), true, false), new NetworkCard("eth0", List.of("192.168.1.5"), false, false));
    final Doors doors;

    /// An accepted connection, with all its input.
    static final class Guest implements Receiver {
        final Handshake handshake;
        final Link link;
        final List<Object> came = new CopyOnWriteArrayList<>();
        final List<Long> arrivals = new CopyOnWriteArrayList<>();
        final List<Long> roundTrips = new CopyOnWriteArrayList<>();
        final List<Closing> closings = new CopyOnWriteArrayList<>();

        Guest(Handshake handshake, Link link) {
            this.handshake = handshake;
            this.link = link;
        }

        @Override
        public void text(String text, long arrivalNanos) {
            if (text.equals("throw an Error")) {
                throw new UnsatisfiedLinkError("a test's");
            }
            came.add(text);
            arrivals.add(arrivalNanos);
        }

        @Override
        public void binary(byte[] frame, long arrivalNanos) {
            came.add(frame);
            arrivals.add(arrivalNanos);
        }

        @Override
        public void pong(long roundTripNanos) {
            roundTrips.add(roundTripNanos);
        }

        @Override
        public void closed(Closing closing) {
            closings.add(closing);
        }

        Closing closing() {
            await().until(() -> !closings.isEmpty());
            return closings.getFirst();
        }

        Object first() {
            await().until(() -> !came.isEmpty());
            return came.getFirst();
        }
    }

    OpenHouse() {
        this(server(0, 0));
    }

    OpenHouse(Settings.Server settings, Route... routes) {
        this.settings = settings;
        doors = Doors.open(
            time, () -> this.settings, this::arrived, attempts::add, otas::put, id -> Optional.ofNullable(dialects.get(id)), List.of(routes), () -> cards);
    }

    static Settings.Server server(int port, int httpPort) {
        Settings.Auth open = new Settings.Auth(false, List.of(), List.of());
        return new Settings.Server("127.0.0.1", port, httpPort, Optional.empty(), Optional.empty(), open, Optional.empty());
    }

    static Settings.Server server(String host, Optional<String> advertised) {
        return new Settings.Server(host, 0, 0, Optional.empty(), advertised, new Settings.Auth(false, List.of(), List.of()), Optional.empty());
    }

    static Settings.Server guarded(List<String> tokens, List<String> allowed) {
        return new Settings.Server("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), new Settings.Auth(true, tokens, allowed), Optional.empty());
    }

    private Receiver arrived(Handshake handshake, Link link) {
        if (handshake.path().equals("/explode")) {
            throw new NoClassDefFoundError("a test's");
        }
        Guest guest = new Guest(handshake, link);
        guests.add(guest);
        return guest;
    }

    int port() {
        return doors.port();
    }

    int httpPort() {
        return doors.httpPort();
    }

    /// The connection of this device id; waits until it is accepted.
    Guest guest(String id) {
        await().until(() -> guests.stream().anyMatch(g -> g.handshake.identity().deviceId().equals(id)));
        return guests.stream().filter(g -> g.handshake.identity().deviceId().equals(id)).reduce((_, last) -> last).orElseThrow();
    }

    Guest onlyGuest() {
        await().until(() -> guests.size() == 1);
        return guests.getFirst();
    }

    Attempt attempt(Predicate<Attempt> which) {
        await().until(() -> attempts.stream().anyMatch(which));
        return attempts.stream().filter(which).findFirst().orElseThrow();
    }

    /// The reason of the first attempt that failed.
    String refusal() {
        return attempt(a -> a.problem().isPresent()).problem().orElseThrow().args().get(1);
    }

    /// Peers that do not read delay an orderly close up to its limit, so the clock is advanced here.
    @Override
    public void close() {
        Thread closing = Thread.ofVirtual().start(doors::close);
        await().until(() -> {
            time.advance(Duration.ofMillis(500));
            return !closing.isAlive();
        });
    }
}
