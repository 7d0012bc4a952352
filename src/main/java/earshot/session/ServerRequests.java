package earshot.session;

import earshot.problem.Severity;
import earshot.wire.Inbound;
import earshot.wire.Outbound;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the `server` messages of a connection. Source: badge-protocol section 2.11.
final class ServerRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRequests.class);

    private final SessionParts parts;
    private final String id;
    private final InetSocketAddress remote;
    private final Consumer<Outbound> send;

    ServerRequests(SessionParts parts, String id, InetSocketAddress remote, Consumer<Outbound> send) {
        this.parts = parts;
        this.id = id;
        this.remote = remote;
        this.send = send;
    }

    void serve(Inbound.ServerAction asked) {
        if (!mayAsk(asked)) {
            parts.events().happened(id, "server", Severity.WARNING, "server " + asked.action() + " refused: wrong or missing secret");
            send.accept(new Outbound.ServerReply(false, "服务器密钥验证失败", Optional.empty()));
            return;
        }
        switch (asked.action()) {
            case "update_config" -> send.accept(updateConfig());
            case "restart" -> restart();
            default -> LOG.info("{} asked for server action {}, which nothing serves", id, parts.logText().of(asked.action()));
        }
    }

    /// Allowed from this computer, or with the configured secret; where one is configured, a wrong one is refused from this computer as well.
    private boolean mayAsk(Inbound.ServerAction asked) {
        Optional<String> secret = parts.settings().get().server().secret().filter(text -> !text.isBlank());
        if (asked.secret().isPresent() && secret.isPresent()) {
            return Words.sameSecret(asked.secret().get(), secret.get());
        }
        return remote.getAddress() != null && remote.getAddress().isLoopbackAddress();
    }

    private Outbound updateConfig() {
        Optional<String> action = Optional.of("update_config");
        try {
            return parts.actions().updateConfig()
                ? new Outbound.ServerReply(true, "配置更新成功", action)
                : new Outbound.ServerReply(false, "更新服务器配置失败", action);
        } catch (Exception e) {
            return new Outbound.ServerReply(false, "更新配置失败: " + e.getMessage(), action);
        }
    }

    private void restart() {
        Optional<String> action = Optional.of("restart");
        send.accept(new Outbound.ServerReply(true, "服务器重启中...", action));
        try {
            parts.actions().restart();
        } catch (Exception e) {
            send.accept(new Outbound.ServerReply(false, "Restart failed: " + e.getMessage(), action));
        }
    }
}
