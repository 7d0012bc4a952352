package earshot.display;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.MessageFamily;

/// The screens of badges. Source: badge-protocol section 2.15. Safe for use from any thread.
public final class DisplayFeature implements DeviceFeature {
    private final DisplayServices services;
    private final PageHistory history;
    private final DisplayLog log;
    /// The badges that are online.
    private final Map<DeviceId, BadgeScreen> screens = new ConcurrentHashMap<>();

    public DisplayFeature(DisplayServices services) {
        this.services = services;
        history = new PageHistory(services.time());
        log = new DisplayLog(services);
    }

    /// The newest 20 pages of a badge, the newest first.
    public Watch<List<SentPage>> pages(DeviceId device) {
        return history.pages(device);
    }

    @Override
    public MessageFamily family() {
        return MessageFamily.DISPLAY;
    }

    @Override
    public FeatureSession open(FeatureConnection connection) {
        if (connection.dialect() != Dialect.BADGE) {
            return message -> read(connection.deviceId(), Optional.empty(), message);
        }
        BadgeScreen screen = new BadgeScreen(services, connection, history);
        screens.put(connection.deviceId(), screen);
        return new BadgeSession(connection, screen);
    }

    private void read(DeviceId sender, Optional<BadgeScreen> own, InboundMessage.Family message) {
        switch (DisplayMessageReader.read(message)) {
            case DisplayMessage.Render(DisplayMessage.Recipients to, DisplayPage page) -> forward(sender, "ui.render", page.id(), to,
                screen -> screen.show(List.of(page), PageOrigin.FORWARDED));
            case DisplayMessage.Control(DisplayMessage.Recipients to, ScreenControl control) -> forward(sender, "device.control", control.id(), to,
                screen -> screen.forward(control));
            case DisplayMessage.Acknowledged acknowledged -> own.ifPresent(screen -> screen.acknowledged(acknowledged));
            case DisplayMessage.Refused refused -> own.ifPresent(screen -> screen.refused(refused));
            case DisplayMessage.Invalid(String type, Optional<String> id, DisplayMessage.DropReason reason) -> log.droppedInvalid(type, id, sender, reason);
        }
    }

    /// The sender learns nothing of it, as the protocol wants it.
    private void forward(DeviceId sender, String type, Optional<String> id, DisplayMessage.Recipients to, Consumer<BadgeScreen> deliver) {
        if (to.everybody() && services.rules().permitsBroadcast(sender)) {
            screens.forEach((device, screen) -> {
                if (!device.equals(sender)) {
                    deliver.accept(screen);
                }
            });
            return;
        }
        if (to.everybody()) {
            log.droppedInvalid(type, id, sender, DisplayMessage.DropReason.NOT_PERMITTED);
        }
        for (DeviceId target : to.devices()) {
            Optional<BadgeScreen> screen = Optional.ofNullable(screens.get(target));
            if (!target.equals(sender) && !services.rules().permits(sender, target)) {
                log.droppedInvalid(type, id, sender, DisplayMessage.DropReason.NOT_PERMITTED);
            } else if (screen.isEmpty()) {
                log.offline(type, sender, target);
            } else {
                deliver.accept(screen.get());
            }
        }
    }

    private final class BadgeSession implements FeatureSession {
        private final FeatureConnection connection;
        private final BadgeScreen screen;
        private final DialogPages dialog;

        BadgeSession(FeatureConnection connection, BadgeScreen screen) {
            this.connection = connection;
            this.screen = screen;
            dialog = new DialogPages(services, screen, connection::post);
        }

        @Override
        public void received(InboundMessage.Family message) {
            read(connection.deviceId(), Optional.of(screen), message);
        }

        @Override
        public void modeChanged(ConnectionMode before, ConnectionMode now) {
            dialog.modeChanged(before, now);
        }

        @Override
        public void answered(String text) {
            dialog.answered(text);
        }

        /// A newer connection of the badge may have taken its place already.
        @Override
        public void close() {
            screens.remove(connection.deviceId(), screen);
            dialog.close();
            screen.close();
        }
    }
}
