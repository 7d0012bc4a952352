package earshot.session;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;

/// The features on one connection. Used on the connection's thread, except [#listening].
final class ConnectionFeatures implements AutoCloseable {
    private final SessionServices services;
    private final ConnectionContext context;
    private final ConnectionResources resources;
    private final Map<MessageFamily, FeatureSession> sessions = new EnumMap<>(MessageFamily.class);
    private final Map<WorkMode, FeatureSession> modes = new EnumMap<>(WorkMode.class);
    /// The same as in `sessions`, for the threads of turns.
    private volatile List<FeatureSession> opened = List.of();

    /// @param resources run what may fail
    ConnectionFeatures(SessionServices services, ConnectionContext context, ConnectionResources resources) {
        this.services = services;
        this.context = context;
        this.resources = resources;
    }

    /// Opens every feature's part of the connection. Called once, when it is registered.
    ///
    /// @param listening sets how the device is taken to listen
    void open(Consumer<ListenMode> listening) {
        for (DeviceFeature feature : services.server().features()) {
            resources.runGuarded(() -> {
                FeatureSession session = feature.open(new ContextOfFeature(services, context, listening));
                sessions.put(feature.family(), session);
                feature.mode().ifPresent(mode -> modes.put(mode, session));
            });
        }
        opened = List.copyOf(sessions.values());
    }

    /// Hands a message to the feature that serves its family. False when none does.
    boolean received(InboundMessage.Family message) {
        FeatureSession session = sessions.get(message.family());
        if (session == null) {
            return false;
        }
        session.received(message);
        return true;
    }

    /// The device's hello was answered.
    void helloReceived() {
        sessions.values().forEach(session -> resources.runGuarded(session::helloReceived));
    }

    /// The connection's mode was set.
    void modeChanged(ConnectionMode before, ConnectionMode now) {
        sessions.values().forEach(session -> resources.runGuarded(() -> session.modeChanged(before, now)));
    }

    /// A turn gave an answer to its end.
    void answered(String text) {
        sessions.values().forEach(session -> resources.runGuarded(() -> session.answered(text)));
    }

    /// What serves a work mode; empty when nothing does.
    Optional<FeatureSession> serving(WorkMode mode) {
        return Optional.ofNullable(modes.get(mode));
    }

    /// Whether nothing may be spoken in the work mode that is on.
    boolean silent() {
        return context.mode().workMode().flatMap(this::serving).filter(FeatureSession::silent).isPresent();
    }

    /// Those that may take what a person says now. For any thread.
    List<FeatureSession> listening() {
        return opened.stream().filter(FeatureSession::listens).toList();
    }

    /// The connection leaves a mode by another way than its message; nothing happens in one that no feature serves.
    void leave(ConnectionMode mode) {
        mode.workMode().flatMap(this::serving).ifPresent(session -> resources.runGuarded(session::modeEnded));
    }

    @Override
    public void close() {
        sessions.values().forEach(session -> resources.runGuarded(session::close));
    }

    private record ContextOfFeature(SessionServices services, ConnectionContext context, Consumer<ListenMode> listening) implements FeatureConnection {
        @Override
        public DeviceId deviceId() {
            return context.deviceId();
        }

        @Override
        public SessionId sessionId() {
            return context.sessionId();
        }

        @Override
        public Dialect dialect() {
            return context.dialect();
        }

        @Override
        public boolean send(OutboundMessage message) {
            return context.send(message);
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            return context.arrival();
        }

        @Override
        public void post(Runnable task) {
            context.post(task);
        }

        @Override
        public ConnectionMode mode() {
            return context.mode();
        }

        @Override
        public void listenMode(ListenMode mode) {
            listening.accept(mode);
        }

        @Override
        public void spend(int tokens) {
            context.spend(tokens, services.time().nanos());
        }
    }
}
