package earshot.session;

import earshot.device.DeviceFacts;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.server.Attempt;
import earshot.tool.McpClient;
import earshot.tool.Tool;
import earshot.tool.ToolListener;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.Inbound;
import earshot.wire.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets a connection up: registration steps, both hellos, the device's tools; and reports how far it came, for the first contact.
/// Used on the connection's thread only.
final class Welcome implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);
    private static final String REFUSED = "设备注册失败";

    private final SessionParts parts;
    private final Core core;
    private final String from;
    private final McpClient tools;
    private Attempt attempt;
    private Optional<DeviceFacts.HelloFacts> hello = Optional.empty();
    private boolean toolsAsked;
    private int toolCount;

    /// @param from where the device connects from, for the timeline
    Welcome(SessionParts parts, Core core, String from, Attempt attempt) {
        this.parts = parts;
        this.core = core;
        this.from = from;
        this.attempt = attempt;
        tools = new McpClient(parts.time(), McpClient.Peer.DEVICE, payload -> core.send(new Outbound.Mcp(payload, core.sessionId())), new ToolCount());
    }

    /// Takes the route and runs the registration steps. False when one failed: that is logged and raised as a problem.
    ///
    /// @param route takes the device's route and publishes the connection
    boolean register(Runnable route) {
        String id = core.deviceId();
        try {
            route.run();
            for (Registration step : parts.registrations()) {
                step.arrived(core);
            }
            parts.devices().remember(id);
            parts.events().happened(id, "connection", Severity.INFO, "connected from " + from + ", session " + core.sessionId());
            return true;
        } catch (Throwable e) {
            String reason = e.toString();
            LOG.error("设备注册失败: {}", id);
            LOG.warn("registration of {} failed: {}", id, parts.logText().of(reason));
            parts.events().happened(id, "connection", Severity.CRITICAL, "registration failed: " + reason);
            Problem problem = Problem.of(Code.REGISTRATION_FAILED, new Subject.Device(id), id, parts.logText().of(reason));
            parts.problems().raise(problem);
            parts.attempts().seen(attempt.failed(problem));
            return false;
        }
    }

    /// Tells the device that its registration failed.
    void refuse() {
        core.send(new Outbound.Plain(REFUSED));
    }

    /// Sends a badge the server's hello without waiting for its own.
    void greet() {
        if (core.dialect() == Dialect.BADGE) {
            sayHello();
            reached(Attempt.Step.HELLO);
        }
    }

    void said(Inbound.Hello said) {
        List<String> features = new ArrayList<>();
        if (said.mcp()) {
            features.add("mcp");
        }
        if (said.aec()) {
            features.add("aec");
        }
        AudioParams audio = said.audio();
        String sound = said.format() + " " + audio.sampleRate() + " Hz " + audio.frameMillis() + " ms";
        hello = Optional.of(new DeviceFacts.HelloFacts(said.version(), sound, List.copyOf(features)));
        if (!said.format().equals("opus")) {
            parts.events().happened(core.deviceId(), "hello", Severity.WARNING, "it sends " + said.format() + "; only opus is understood");
        }
        sayHello();
        reached(Attempt.Step.HELLO);
        if (said.mcp() && !toolsAsked) {
            toolsAsked = true;
            tools.open();
        }
    }

    /// Reports a step of the first contact, once.
    void reached(Attempt.Step step) {
        if (step.compareTo(attempt.step()) > 0) {
            attempt = attempt.reached(step);
            parts.attempts().seen(attempt);
        }
    }

    private void sayHello() {
        core.send(new Outbound.Hello(parts.settings().get().greeting(), core.sessionId(), new AudioParams(core.dialect().downlinkRate(), 1, 60)));
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
            core.post(() -> toolCount = all.size());
        }

        @Override
        public void failed(String reason) {
            parts.events().happened(core.deviceId(), "mcp", Severity.WARNING, reason);
        }
    }
}
