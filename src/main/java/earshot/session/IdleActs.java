package earshot.session;

import earshot.config.Settings;
import earshot.problem.Severity;
import earshot.wire.Outbound;
import java.util.Optional;
import java.util.function.Consumer;

/// Warns the device of an idle connection, says goodbye and closes it. Used on the connection's thread only.
final class IdleActs implements IdleClosing.Acts {
    private static final String WARNING = "连接将因长时间空闲而关闭，如需继续请发送任意消息。";
    private static final String HINT = "长时间未检测到语音，连接即将关闭。";
    private static final String FAREWELL = "It has been quiet for a while. Goodbye, talk to you soon.";

    private final SessionParts parts;
    private final Core core;
    private final Listening listening;
    private final Answering answering;
    private final Consumer<Ending> end;

    IdleActs(SessionParts parts, Core core, Listening listening, Answering answering, Consumer<Ending> end) {
        this.parts = parts;
        this.core = core;
        this.listening = listening;
        this.answering = answering;
        this.end = end;
    }

    @Override
    public void hint() {
        core.send(new Outbound.SystemNotice(Optional.of("idle_hint"), HINT));
    }

    @Override
    public void noVoice() {
        Settings.Idle idle = parts.settings().get().idle();
        parts.events().happened(core.deviceId(), "idle", Severity.INFO, "no voice for " + idle.noVoice().toSeconds() + " s");
        if (!idle.farewell() || !listening.ever() || !answering.farewell(idle.farewellPrompt(), FAREWELL)) {
            end.accept(Ending.IDLE_NO_VOICE);
        }
    }

    @Override
    public void warn() {
        core.send(new Outbound.SystemNotice(Optional.of("timeout_warning"), WARNING));
    }

    @Override
    public void silent() {
        end.accept(Ending.IDLE_SILENT);
    }
}
