package earshot.session;

import module java.base;

import earshot.device.ModeChange;
import earshot.event.Direction;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.problem.ProblemReason;
import earshot.problem.Severity;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.InboundMessage;
import earshot.wire.JsonMessageCodec;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the text messages of a device and hands each to the part that handles it. Used on the connection's thread only.
/// Source: badge-protocol section 2.
record MessageDispatcher(SessionServices services, ConnectionContext connection, ConnectionFeatures features, Handlers handlers) {
    /// The parts that each handle messages of their own types.
    record Handlers(HelloHandler hello, DeviceTools tools, ListenManager listenManager, BargeInHandler bargeIn, MeetingMode meetingMode,
        ServerRequestHandler requests) {}

    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);
    /// What a message costs that starts a turn, or begins or ends a meeting: a few a second remain.
    private static final int HEAVY = 20;

    /// Handles a text message. One that cannot be handled does not end the connection.
    void received(String text, long at) {
        InboundMessage message = JsonMessageCodec.read(text);
        Severity severity = message instanceof InboundMessage.Malformed ? Severity.WARNING : Severity.INFO;
        EventText row = message instanceof InboundMessage.Malformed(String reason) ? EventText.of(EventCode.TEXT_MALFORMED, reason)
            : new EventText.Words(message.summary());
        services.events().logMessage(connection.deviceId(), Direction.IN, severity, message.type(), row, text);
        connection.showEvent("← " + message.summary());
        try {
            connection.spend(work(message), at);
            dispatch(message, at);
        } catch (RuntimeException e) {
            services.logText().logConnectionError(LOG, e);
            services.events().log(connection.deviceId(), "connection", Severity.CRITICAL,
                EventText.of(EventCode.MESSAGE_FAILED, message.type(), e.getMessage()));
        }
    }

    /// What a message costs beyond its text, as [ConnectionInput] counts.
    private static int work(InboundMessage message) {
        return switch (message) {
            case InboundMessage.Listen listen -> switch (listen.listenAction()) {
                case DETECT -> HEAVY;
                case START, STOP -> 2;
            };
            case InboundMessage.WakeWord _, InboundMessage.Mode _, InboundMessage.MeetingFinalize _, InboundMessage.ServerAction _ -> HEAVY;
            case InboundMessage.Hello _, InboundMessage.Abort _, InboundMessage.MeetingSnippets _ -> 4;
            // lines of a log come fast; what they start counts when it starts
            case InboundMessage.Family family -> family.family() == MessageFamily.CODING ? 0 : 4;
            case InboundMessage.Heartbeat _, InboundMessage.UnknownMode _, InboundMessage.ConfigUpdate _, InboundMessage.Mcp _, InboundMessage.Iot _,
                InboundMessage.UnknownMeetingPhase _, InboundMessage.Goodbye _,
                InboundMessage.Number _, InboundMessage.UnknownType _, InboundMessage.Malformed _ -> 0;
        };
    }

    private void dispatch(InboundMessage message, long at) {
        switch (message) {
            case InboundMessage.Heartbeat _ -> connection.send(new OutboundMessage.Pong());
            case InboundMessage.Hello received -> {
                handlers.hello().received(received);
                handlers.meetingMode().helloReceived();
            }
            case InboundMessage.Listen received -> handlers.listenManager().listenReceived(received, at);
            case InboundMessage.WakeWord received -> handlers.listenManager().wakeWordReceived(received.text().orElse(""), at);
            case InboundMessage.Abort received -> handlers.bargeIn().interrupt(received.wakeWord() ? Cause.WAKE_WORD : Cause.BUTTON, at);
            case InboundMessage.Mode received -> workModes().received(received, ModeChange.Cause.DEVICE);
            case InboundMessage.UnknownMode _ -> connection.send(new OutboundMessage.ModeError());
            case InboundMessage.ServerAction request -> handlers.requests().handle(request);
            case InboundMessage.ConfigUpdate update -> {
                LOG.info("config_update from {} with keys {}: nothing is applied", connection.deviceId(), services.logText().format(update.keys().toString()));
                connection.send(new OutboundMessage.ConfigUpdateOk());
            }
            case InboundMessage.Mcp mcp -> handlers.tools().mcpReceived(mcp.payload());
            case InboundMessage.Iot iot -> handlers.tools().iotReceived(iot.body());
            case InboundMessage.Number number -> connection.send(new OutboundMessage.Plain(number.literal()));
            case InboundMessage.Malformed malformed -> LOG.warn("{} sent what is no message: {}", connection.deviceId(),
                services.logText().format(ProblemReason.text(malformed.reason(), Locale.ENGLISH)));
            case InboundMessage.Family family when !features.received(family) -> familyUnserved(family);
            case InboundMessage.Family _ -> {}
            // what another type means nobody knows: it is ignored, as the protocol wants it
            case InboundMessage.UnknownType unknownType -> logUnserved(unknownType.type());
            case InboundMessage.Meeting meeting -> handlers.meetingMode().received(meeting);
            case InboundMessage.Goodbye _ -> {}
        }
    }

    /// Enters and leaves work modes, whoever asks.
    WorkModes workModes() {
        return new WorkModes(services, connection, handlers.meetingMode(), features);
    }

    private void familyUnserved(InboundMessage.Family message) {
        logUnserved(message.type());
        if (message.family().answered()) {
            connection.send(new OutboundMessage.NotServed(message.type(), message.type() + " messages are"));
        }
    }

    private void logUnserved(String type) {
        LOG.info("{} sent type {}, which nothing serves", connection.deviceId(), services.logText().format(type));
    }
}
