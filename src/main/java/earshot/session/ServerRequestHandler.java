package earshot.session;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.server.ServerSettings;
import earshot.server.WrongTokens;
import earshot.wire.InboundMessage;
import earshot.wire.InboundMessage.ServerAction.ServerCommand;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the `server` messages of a connection. Source: badge-protocol section 2.11.
record ServerRequestHandler(SessionServices services, DeviceId id, InetAddress address, WrongTokens wrongSecrets, Consumer<OutboundMessage> send) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRequestHandler.class);

    void handle(InboundMessage.ServerAction request) {
        // while many answers to wrong secrets wait, none is looked at
        if (wrongSecrets.blocks(address)) {
            refuse();
            return;
        }
        if (!isAuthorized(request)) {
            services.events().log(id, "server", Severity.WARNING, EventText.of(EventCode.SERVER_ACTION_REFUSED, request.action()));
            Duration delay = request.secret().isEmpty() ? Duration.ZERO : wrongSecrets.refused(address);
            if (delay.isZero()) {
                refuse();
            } else {
                wrongSecrets.hold(address, delay, this::refuse);
            }
            return;
        }
        request.command().ifPresentOrElse(command -> {
            switch (command) {
                case UPDATE_CONFIG -> send.accept(updateConfig());
                case RESTART -> restart();
            }
        }, () -> {
            LOG.info("{} asked for server action {}, which nothing serves", id, services.logText().format(request.action()));
            send.accept(new OutboundMessage.ServerReply(false, "不支持的操作", Optional.empty()));
        });
    }

    private void refuse() {
        send.accept(new OutboundMessage.ServerReply(false, "服务器密钥验证失败", Optional.empty()));
    }

    /// Only with the secret, from this computer as well: a web page or another user may ask from here too.
    private boolean isAuthorized(InboundMessage.ServerAction request) {
        Optional<String> secret = services.settings().get().of(ServerSettings.SECTION).secret();
        return request.secret().isPresent() && secret.isPresent() && TextComparison.sameSecret(request.secret().get(), secret.get());
    }

    private OutboundMessage updateConfig() {
        Optional<ServerCommand> action = Optional.of(ServerCommand.UPDATE_CONFIG);
        try {
            return services.server().actions().updateConfig()
                ? new OutboundMessage.ServerReply(true, "配置更新成功", action)
                : new OutboundMessage.ServerReply(false, "更新服务器配置失败", action);
        } catch (Exception e) {
            return new OutboundMessage.ServerReply(false, "更新配置失败: " + e.getMessage(), action);
        }
    }

    private void restart() {
        Optional<ServerCommand> action = Optional.of(ServerCommand.RESTART);
        send.accept(new OutboundMessage.ServerReply(true, "服务器重启中...", action));
        try {
            services.server().actions().restart();
        } catch (Exception e) {
            send.accept(new OutboundMessage.ServerReply(false, "Restart failed: " + e.getMessage(), action));
        }
    }
}
