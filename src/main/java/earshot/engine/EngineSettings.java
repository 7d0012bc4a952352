package earshot.engine;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.access.token.TokenSettings;
import earshot.asr.HallucinationSettings;
import earshot.asr.RecognizerSettings;
import earshot.asr.WhisperSettings;
import earshot.audio.VadSettings;
import earshot.coding.CodingSettings;
import earshot.config.BaseSettings;
import earshot.config.Setting;
import earshot.config.SettingsCatalog;
import earshot.conversation.ConversationSettings;
import earshot.conversation.FixedSentenceSettings;
import earshot.device.ListeningSettings;
import earshot.display.DisplaySettings;
import earshot.llm.ModelSettings;
import earshot.meeting.MeetingEndSettings;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.SummarySettings;
import earshot.memory.ConversationKeepSettings;
import earshot.memory.MemorySettings;
import earshot.operator.OperatorSettings;
import earshot.peer.PeerSettings;
import earshot.reminder.ReminderSettings;
import earshot.server.ServerSettings;
import earshot.server.TlsSettings;
import earshot.server.WebAccessSettings;
import earshot.session.IdleSettings;
import earshot.session.SessionSettings;
import earshot.tap.TapSettings;
import earshot.task.WorkingSettings;
import earshot.tool.ToolSettings;
import earshot.tts.VoiceSettings;
import earshot.turn.EndSoundSettings;

/// All settings of the program. A feature adds its section here.
public final class EngineSettings {
    public static final SettingsCatalog CATALOG = new SettingsCatalog(
        List.of(IdleSettings.SECTION, VadSettings.SECTION, HallucinationSettings.SECTION, ListeningSettings.SECTION, DisplaySettings.SECTION,
            ConversationSettings.SECTION, FixedSentenceSettings.SECTION, EndSoundSettings.SECTION, SessionSettings.WORKERS, SessionSettings.SOUND_SPEED,
            MemorySettings.SECTION, ConversationKeepSettings.SECTION, ReminderSettings.SECTION, MeetingSettings.SECTION, MeetingEndSettings.SECTION,
            SummarySettings.SECTION,
            MeetingSharingSettings.SECTION, CodingSettings.SECTION, PeerSettings.SECTION, OperatorSettings.SECTION, AccessSettings.SECTION,
            ServerSettings.SECTION, TokenSettings.SECTION, WebAccessSettings.SECTION, TlsSettings.SECTION, TapSettings.SECTION, SessionSettings.HELLO,
            LogSettings.SECTION, WindowSettings.SECTION, ColorSettings.SECTION, ToolSettings.SECTION, ModelSettings.SECTION, RecognizerSettings.SELECTED,
            RecognizerSettings.KEPT_LOADED, WhisperSettings.SECTION, VoiceSettings.SELECTED, WorkingSettings.SECTION),
        XiaozhiServerKeys.LIST,
        XiaozhiServerKeys.TRANSLATIONS,
        Map.of("server.reach", Setting.word(Reach.COMPUTER)),
        BaseSettings.load("/assets/xiaozhi-base.yaml"));

    /// Made at the first start and used as long as nothing is written there.
    static final List<Setting<Optional<String>>> GENERATED_SECRETS = List.of(ServerSettings.SECRET, MeetingSharingSettings.API_TOKEN);

    private EngineSettings() {}
}
