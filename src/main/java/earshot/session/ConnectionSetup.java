package earshot.session;

import earshot.device.DeviceFacts;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.tool.McpClient;
import earshot.tool.Tool;
import earshot.tool.ToolListener;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets a connection up: registration steps, both hellos, the device's tools; and reports how far it came, for the first contact.
/// Used on the connection's thread only.
final class ConnectionSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSetup.class);
    private static final String REFUSED = "设备注册失败";

    private final SessionServices services;
    private final ConnectionContext connection;
    private final String remoteAddress;
    private final McpClient tools;
    private ConnectionAttempt attempt;
    private Optional<DeviceFacts.HelloFacts> hello = Optional.empty();
    private boolean toolsAsked;
    private int toolCount;

    /// @param remoteAddress where the device connects from, for the timeline
    ConnectionSetup(SessionServices services, ConnectionContext connection, String remoteAddress, ConnectionAttempt attempt) {
        this.services = services;
        this.connection = connection;
        this.remoteAddress = remoteAddress;
        this.attempt = attempt;
        tools = new McpClient(services.time(), McpClient.Peer.DEVICE, payload -> connection.send(new OutboundMessage.Mcp(payload, connection.sessionId())), new ToolCount());
    }

    /// Takes the route and runs the registration steps. False when one failed: that is logged and raised as a problem.
    ///
    /// @param route takes the device's route and publishes the connection
    boolean register(Runnable route) {
        String id = connection.deviceId();
        try {
            route.run();
            for (RegistrationStep step : services.registrations()) {
                step.connected(connection);
            }
            services.devices().save(id);
            services.events().log(id, "connection", Severity.INFO, "connected from " + remoteAddress + ", session " + connection.sessionId());
            return true;
        } catch (Throwable e) {
            String reason = e.toString();
            LOG.error("设备注册失败: {}", id);
            LOG.warn("registration of {} failed: {}", id, services.logText().format(reason));
            services.events().log(id, "connection", Severity.CRITICAL, "registration failed: " + reason);
            Problem problem = Problem.of(ProblemCode.REGISTRATION_FAILED, new ProblemSubject.Device(id), id, services.logText().format(reason));
            services.problems().raise(problem);
            services.attempts().attemptChanged(attempt.failed(problem));
            return false;
        }
    }

    /// Tells the device that its registration failed.
    void sendRefusal() {
        connection.send(new OutboundMessage.Plain(REFUSED));
    }

    /// Sends a badge the server's hello without waiting for its own.
    void greet() {
        if (connection.dialect() == Dialect.BADGE) {
            sendHello();
            reportStep(ConnectionAttempt.Step.HELLO);
        }
    }

    void helloReceived(InboundMessage.Hello message) {
        List<String> features = new ArrayList<>();
        if (message.mcp()) {
            features.add("mcp");
        }
        if (message.aec()) {
            features.add("aec");
        }
        AudioParams audio = message.audio();
        String audioFormat = message.format() + " " + audio.sampleRate() + " Hz " + audio.frameMillis() + " ms";
        hello = Optional.of(new DeviceFacts.HelloFacts(message.version(), audioFormat, List.copyOf(features)));
        if (!message.format().equals("opus")) {
            services.events().log(connection.deviceId(), "hello", Severity.WARNING, "it sends " + message.format() + "; only opus is understood");
        }
        sendHello();
        reportStep(ConnectionAttempt.Step.HELLO);
        if (message.mcp() && !toolsAsked) {
            toolsAsked = true;
            tools.initialize();
        }
    }

    /// Reports a step of the first contact, once. Returns whether it is new.
    boolean reportStep(ConnectionAttempt.Step step) {
        boolean further = step.compareTo(attempt.step()) > 0;
        if (further) {
            attempt = attempt.reached(step);
            services.attempts().attemptChanged(attempt);
        }
        return further;
    }

    private void sendHello() {
        connection.send(new OutboundMessage.Hello(services.settings().get().hello(), connection.sessionId(), new AudioParams(connection.dialect().downlinkRate(), 1, 60)));
    }

    /// What the device said in its hello; empty until then.
    Optional<DeviceFacts.HelloFacts> hello() {
        return hello;
    }

    /// The tools that the device offers.
    McpClient tools() {
        return tools;
    }

    int toolCount() {
        return toolCount;
    }

    @Override
    public void close() {
        tools.close();
    }

    private final class ToolCount implements ToolListener {
        @Override
        public void listed(List<Tool> all) {
            connection.post(() -> toolCount = all.size());
        }

        @Override
        public void failed(String reason) {
            services.events().log(connection.deviceId(), "mcp", Severity.WARNING, reason);
        }
    }
}
