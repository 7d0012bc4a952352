package earshot.session;

import earshot.config.Settings;
import earshot.conversation.ConversationSettings;
import earshot.conversation.FixedSentenceSettings;
import earshot.device.ConnectionMode;
import earshot.event.EventCode;
import earshot.wire.OutboundMessage;
import java.util.Optional;

/// Warns the device of an idle connection, says goodbye and closes it. Used on the connection's thread only.
record IdleTimeoutHandler(SessionServices services, ConnectionContext connection, ListenManager listenManager, TurnManager turnManager,
        ConnectionCloser closer) implements IdleTimeout.IdleListener {
    private static final String WARNING = "连接将因长时间空闲而关闭，如需继续请发送任意消息。";
    private static final String HINT = "长时间未检测到语音，连接即将关闭。";

    @Override
    public void hint() {
        connection.send(new OutboundMessage.SystemNotice(Optional.of("idle_hint"), HINT));
    }

    @Override
    public void noVoice() {
        IdleSettings idle = services.settings().get().of(IdleSettings.SECTION);
        services.events().log(connection.deviceId(), "idle", EventCode.IDLE_NO_VOICE, idle.noSpeechLimit().toSeconds());
        // several people hear a meeting, and nobody of them said goodbye
        boolean meeting = connection.mode() == ConnectionMode.MEETING;
        if (meeting || !idle.farewell() || !listenManager.everListened() || !turnManager.sayGoodbye(idle.farewellPrompt(), farewell())) {
            closer.close(ServerCloseReason.IDLE_NO_VOICE);
        }
    }

    /// In the language of the persona: no model may be there that has been spoken to.
    private String farewell() {
        Settings settings = services.settings().get();
        return settings.of(FixedSentenceSettings.SECTION).farewell(settings.of(ConversationSettings.SECTION).persona(connection.deviceId()));
    }

    @Override
    public void warn() {
        connection.send(new OutboundMessage.SystemNotice(Optional.of("timeout_warning"), WARNING));
    }

    @Override
    public void silent() {
        closer.close(ServerCloseReason.IDLE_SILENT);
    }
}
