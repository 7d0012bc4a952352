package earshot.display;

import module java.base;

import earshot.data.TokenBucket;
import earshot.device.ConnectionMode;
import earshot.feature.FeatureConnection;
import earshot.id.DeviceId;

/// The screen of a badge that is connected: what is sent to it, and what it says to that. Safe for use from any thread.
final class BadgeScreen implements AutoCloseable {
    /// Banners and tones at once, and a second.
    private static final int CONTROLS = 5;

    private final DisplayServices services;
    private final FeatureConnection connection;
    private final PageHistory history;
    private final DisplayLog log;
    private final PageQueue<Queued> queue;
    private final TokenBucket controls;
    private volatile ConnectionMode mode;

    private record Queued(DisplayPage page, PageOrigin origin) {}

    /// Called on the connection's thread.
    BadgeScreen(DisplayServices services, FeatureConnection connection, PageHistory history) {
        this.services = services;
        this.connection = connection;
        this.history = history;
        log = new DisplayLog(services);
        mode = connection.mode();
        queue = new PageQueue<>(services.time(), connection::post, new QueueScreen());
        controls = new TokenBucket(CONTROLS, CONTROLS, services.time().nanos());
        services.badges().refresh();
    }

    /// The mode of the connection is another one now. What it was to show before a turn is of no use in it.
    void mode(ConnectionMode now) {
        mode = now;
        if (now == ConnectionMode.DIALOG_ACTIVE) {
            queue.discard(waiting -> waiting.origin() != PageOrigin.FORWARDED);
        }
    }

    Badge badge() {
        return services.badges().find(connection.deviceId());
    }

    /// Shows pages that belong together, as soon as the screen is free; newer ones replace them.
    void show(List<DisplayPage> pages, PageOrigin origin) {
        services.badges().refresh();
        List<Queued> queued = pages.stream().map(page -> new Queued(page, origin)).toList();
        if (queued.stream().allMatch(this::allowed)) {
            queue.offer(queued);
        }
    }

    private boolean allowed(Queued queued) {
        ConnectionMode now = mode;
        boolean allowed = queued.origin().allowed(now) && queued.page().name().equals(DisplayPage.CHAT);
        if (!allowed) {
            log.droppedByMode("ui.render", queued.page().id(), device(), now, "page:" + queued.page().name());
        }
        return allowed;
    }

    /// Another device sends a banner or a tone.
    void forward(ScreenControl control) {
        ConnectionMode now = mode;
        if (!PageOrigin.dialog(now)) {
            log.droppedByMode("device.control", control.id(), device(), now, "action:" + control.action().wireName());
        } else if (!takeControl()) {
            log.droppedInvalid("device.control", control.id(), device(), DisplayMessage.DropReason.RATE_LIMITED);
        } else {
            control(control);
        }
    }

    private boolean takeControl() {
        synchronized (controls) {
            return controls.take(1, services.time().nanos());
        }
    }

    /// Sends a control in any mode.
    void control(ScreenControl control) {
        if (connection.send(DisplayMessageWriter.control(control))) {
            log.sent("device.control", control.id(), device(), mode, "action=" + control.action().wireName(), "-", false);
        }
    }

    void acknowledged(DisplayMessage.Acknowledged message) {
        history.answered(device(), message.id(), Acknowledgement.Shown::new);
        log.acknowledged(message.id(), device(), elapsed(message.sentAt()), message.code(), false);
    }

    void refused(DisplayMessage.Refused message) {
        history.answered(device(), message.id(), after -> new Acknowledgement.Failed(message.code(), after));
        log.acknowledged(message.id(), device(), elapsed(message.sentAt()), message.code(), true);
    }

    private OptionalLong elapsed(OptionalLong sentAt) {
        return sentAt.isPresent() ? OptionalLong.of(services.time().now().toEpochMilli() - sentAt.getAsLong()) : OptionalLong.empty();
    }

    private DeviceId device() {
        return connection.deviceId();
    }

    @Override
    public void close() {
        queue.close();
    }

    private final class QueueScreen implements PageQueue.Screen<Queued> {
        @Override
        public boolean show(Queued queued, boolean waited) {
            if (!allowed(queued)) {
                return false;
            }
            Badge badge = badge();
            DisplayPage page = badge.fit(queued.page());
            if (!connection.send(DisplayMessageWriter.render(page))) {
                return false;
            }
            log.sent("ui.render", page.id(), device(), mode, "page=" + page.name(), page.body() instanceof DisplayPage.Body.Text ? "text" : "list", waited);
            history.sent(device(), page, badge.screenLines(), missing -> log.missing(missing.page(), device()));
            return true;
        }

        @Override
        public void replaced(Queued queued) {
            log.replaced(queued.page(), device());
        }
    }
}
