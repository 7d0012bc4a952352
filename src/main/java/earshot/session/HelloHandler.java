package earshot.session;

import module java.base;

import earshot.data.TextLimit;
import earshot.device.DeviceFacts;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.wire.AudioParams;
import earshot.wire.InboundMessage;
import earshot.wire.OutboundMessage;

/// Handles the device's hello and sends the server's. Used on the connection's thread only. Source: badge-protocol section 2.3.
final class HelloHandler {
    /// Characters of the format's name that are kept.
    private static final int MAX_FORMAT = 32;

    private final SessionServices services;
    private final ConnectionContext connection;
    private final ConnectionRegistration registration;
    private final DeviceTools tools;
    private final ChannelKeepalive keepalive;
    private final ConnectionFeatures features;
    private Optional<DeviceFacts.HelloFacts> hello = Optional.empty();

    HelloHandler(SessionServices services, ConnectionContext connection, ConnectionRegistration registration, DeviceTools tools, ChannelKeepalive keepalive,
        ConnectionFeatures features) {
        this.services = services;
        this.connection = connection;
        this.registration = registration;
        this.tools = tools;
        this.keepalive = keepalive;
        this.features = features;
    }

    /// Sends the server's hello without waiting for the device's, where the dialect wants that.
    void greet() {
        if (connection.dialect().serverSendsFirstHello()) {
            sendHello();
        }
    }

    void received(InboundMessage.Hello message) {
        List<String> offered = Stream.of(message.mcp() ? "mcp" : "", message.aec() ? "aec" : "").filter(name -> !name.isEmpty()).toList();
        AudioParams audio = message.audio();
        String format = TextLimit.cut(message.format(), MAX_FORMAT);
        String audioFormat = format + " " + audio.sampleRate() + " Hz " + audio.frameMillis() + " ms";
        hello = Optional.of(new DeviceFacts.HelloFacts(message.version(), audioFormat, offered));
        if (!message.opus()) {
            services.events().log(connection.deviceId(), "hello", Severity.WARNING, EventText.of(EventCode.FORMAT_UNKNOWN, format));
        }
        sendHello();
        keepalive.start(message.mcp());
        if (message.mcp()) {
            tools.requestOnce();
        }
        features.helloReceived();
    }

    private void sendHello() {
        connection.send(new OutboundMessage.Hello(services.settings().get().of(SessionSettings.HELLO), connection.sessionId(),
            new AudioParams(connection.dialect().downlinkRate(), 1, 60)));
        registration.reportStep(ConnectionAttempt.Step.HELLO);
    }

    /// What the device said in its hello; empty until then.
    Optional<DeviceFacts.HelloFacts> facts() {
        return hello;
    }
}
