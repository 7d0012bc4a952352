package earshot.problem;

import static earshot.problem.Severity.*;

/// Every kind of problem that people see. Its texts stand in `assets/i18n/problems*.properties` under [#key]; `{0}`, `{1}` … in them are
/// its arguments, named here.
public enum ProblemCode {
    /// Somebody else has it, or only administrators may. `{0}` port, `{1}` a free port, `{2}` what the port is for (ws or http).
    PORT_TAKEN("port.taken", CRITICAL), PORT_RESERVED("port.reserved", CRITICAL),
    /// `{0}` host, `{1}` reason.
    HOST_UNUSABLE("host.unusable", CRITICAL),
    /// `{0}` pid of the owner, `{1}` home directory.
    HOME_OWNED("home.owned", CRITICAL),
    /// No process owns the home, or it does not answer. `{0}` home directory.
    NOT_RUNNING("home.idle", WARNING),
    /// `{0}` home directory, `{1}` reason.
    HOME_UNUSABLE("home.unusable", CRITICAL),
    /// `{0}` file, `{1}` line, `{2}` reason.
    CONFIG_UNREADABLE("config.unreadable", CRITICAL),
    /// It is read all the same. `{0}` file, `{1}` the encoding that was guessed.
    CONFIG_ENCODED("config.encoded", INFO),
    /// Keys that stand twice in a file, or have quotes or commas that are letters there. `{0}` file, `{1}` the keys with their lines, comma separated.
    SETTING_REPEATED("setting.repeated", WARNING), SETTING_TYPOGRAPHIC("setting.typographic", WARNING),
    /// Values that were never filled in. `{0}` file, `{1}` their keys with their lines.
    SETTING_UNFILLED("setting.unfilled", INFO),
    /// A persona asks for what is not known here. `{0}` key, `{1}` the names.
    PERSONA_PLACEHOLDERS("persona.placeholders", INFO),
    /// A section that is not a map, so that nothing in it holds. `{0}` key.
    SETTING_NO_SECTION("setting.section", WARNING),
    /// What it says about access is unknown, so that only this computer may connect. `{0}` file.
    ACCESS_UNKNOWN("access.unknown", CRITICAL),
    /// What was to be saved makes the file longer than what is read. `{0}` file, `{1}` reason.
    CONFIG_TOO_LARGE("config.large", WARNING),
    /// The file of `--config` does not exist. `{0}` file.
    CONFIG_MISSING("config.missing", CRITICAL),
    /// `{0}` key, `{1}` value, `{2}` value in force.
    SETTING_REFUSED("setting.refused", WARNING),
    /// `{0}` file, `{1}` the keys, comma separated.
    SETTING_UNKNOWN("setting.unknown", INFO),
    /// It is not saved. `{0}` key, `{1}` value, `{2}` reason.
    SETTING_INVALID("setting.invalid", WARNING),
    /// Another xiaozhi server reads them. `{0}` file, `{1}` the keys, comma separated.
    SETTING_FOREIGN("setting.foreign", INFO),
    /// Something that matters of a settings file does not hold. `{0}` file, `{1}` how much, `{2}` what, a [ProblemReason] a line.
    SETTINGS_DIFFER("settings.differ", WARNING),
    /// Some of a settings file does not hold, nothing of which matters much. `{0}` file, `{1}` how much.
    SETTINGS_PARTLY_USED("settings.partly", INFO),
    /// The settings are in a management console. `{0}` file.
    SETTINGS_IN_CONSOLE("settings.console", WARNING),
    /// `{0}` file, `{1}` line.
    EDITOR_MISSING("editor.missing", INFO),
    /// `{0}` number of the revision, `–` when there is nothing to undo or redo.
    REVISION_ABSENT("revision.absent", INFO),
    /// `{0}` kind (ASR, TTS, LLM, VAD), `{1}` provider named in the settings, `{2}` embedded part in force.
    PROVIDER_UNKNOWN("provider.unknown", WARNING),
    /// `{0}` apt line.
    LIBRARY_MISSING("library.missing", CRITICAL),
    /// Not authenticated. `{0}` device, `{1}` reason.
    CONNECTION_REFUSED("connection.refused", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` when its token expired.
    TOKEN_EXPIRED("token.expired", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` from when on its token holds.
    TOKEN_EARLY("token.early", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` the audience of its token.
    TOKEN_AUDIENCE("token.audience", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` the issuer of its token.
    TOKEN_ISSUER("token.issuer", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` the subject of its token.
    TOKEN_SUBJECT("token.subject", WARNING),
    /// `{0}` device, `{1}` reason.
    TOKEN_SIGNATURE("token.signature", WARNING), TOKEN_CLAIMS("token.claims", WARNING),
    /// `{0}` device, `{1}` reason, `{2}` the algorithm of its token.
    TOKEN_ALGORITHM("token.algorithm", WARNING),
    /// The server that issued it says that it does not hold. `{0}` device, `{1}` reason.
    TOKEN_INACTIVE("token.inactive", WARNING),
    /// The server that issues tokens gave no answer. `{0}` device, `{1}` reason, `{2}` why not.
    TOKEN_UNCHECKED("token.unchecked", WARNING),
    /// Tokens of others cannot be judged. `{0}` key, `{1}` reason.
    TOKEN_SETTINGS("token.settings", WARNING),
    /// Nobody approved it yet. `{0}` device, `{1}` reason, `{2}` its activation code, `{3}` who holds the id, as in its claim.
    DEVICE_UNAPPROVED("device.unapproved", WARNING),
    /// It asks for an id that another board is approved for. `{0}` device, `{1}` reason, `{2}` its activation code, `{3}` its address.
    DEVICE_RIVAL("device.rival", WARNING),
    /// The operator refused it. `{0}` device, `{1}` reason.
    DEVICE_REFUSED("device.refused", INFO),
    /// Its id is in a meeting from another address. `{0}` device, `{1}` reason, `{2}` address of the refused one, `{3}` address of the one in the meeting.
    DEVICE_OCCUPIED("device.occupied", WARNING),
    /// The server shall not be reached from there. `{0}` client, `{1}` reason.
    OUT_OF_REACH("reach.refused", WARNING),
    /// No usable handshake. `{0}` device or client, `{1}` reason.
    HANDSHAKE_FAILED("handshake.failed", WARNING),
    REQUEST_TOO_LARGE("request.too.large", WARNING),
    /// A web page from elsewhere. `{0}` device or client, `{1}` reason, `{2}` the origin of the page.
    ORIGIN_REFUSED("origin.refused", WARNING),
    /// A host name that is not ours. `{0}` device or client, `{1}` reason, `{2}` that name.
    HOST_REFUSED("host.refused", WARNING),
    /// The certificate for TLS. `{0}` file, `{1}` reason.
    CERTIFICATE_UNUSABLE("certificate.unusable", WARNING),
    /// A handshake at the HTTP port. `{0}` device or client, `{1}` reason, `{2}` the WebSocket port.
    PORT_WRONG("port.wrong", WARNING),
    /// An address has as many connections as it may have. `{0}` address, `{1}` how many.
    ADDRESS_LIMITED("address.limited", WARNING),
    /// The address given to devices leads to another computer or port. `{0}` that address, `{1}` where the server listens.
    ADDRESS_ELSEWHERE("address.elsewhere", WARNING),
    /// The address given to devices holds a name that they cannot look up. `{0}` that address, `{1}` the name.
    ADDRESS_NAME("address.name", WARNING),
    /// `{0}` device, `{1}` reason.
    REGISTRATION_FAILED("registration.failed", CRITICAL),
    /// `{0}` automatic id.
    ID_AUTOMATIC("id.automatic", WARNING),
    /// On their way, or because this computer is too busy. `{0}` device, `{1}` late frames, `{2}` window in seconds.
    FRAMES_LATE("frames.late", WARNING), FRAMES_LATE_HERE("frames.here", WARNING),
    /// `{0}` device, `{1}` reason.
    AUDIO_UNDECODABLE("audio.undecodable", WARNING),
    /// Closed because its messages came too fast. `{0}` device.
    DEVICE_FLOODS("device.floods", WARNING),
    /// It connects again so soon after that. `{0}` device, `{1}` reason, `{2}` seconds it still waits.
    DEVICE_PAUSED("device.paused", WARNING),
    /// Many devices of one address did that. `{0}` device, `{1}` reason, `{2}` the address, `{3}` seconds it still waits.
    ADDRESS_PAUSED("address.paused", WARNING),
    /// Closed because its sound came too fast. `{0}` device.
    SOUND_TOO_FAST("sound.fast", WARNING),
    /// Closed because too much waited, because of its tools or things, or because of what waited for its next meeting. `{0}` device.
    DEVICE_INPUT_LARGE("device.input", WARNING), DEVICE_TOOLS_LARGE("device.tools", WARNING), DEVICE_SNIPPETS_LARGE("device.snippets", WARNING),
    /// `{0}` device.
    SPEECH_MISSING("voice.missing", WARNING),
    /// `{0}` reason.
    RECOGNIZER_FAILED("recogniser.failed", WARNING),
    /// `{0}` model, `{1}` its file.
    RECOGNIZER_MODEL_ABSENT("recogniser.model.absent", WARNING),
    /// `{0}` file, `{1}` reason.
    RECOGNIZER_MODEL_UNUSABLE("recogniser.model.unusable", WARNING),
    /// `{0}` reason.
    VOICE_FAILED("synthesiser.failed", WARNING),
    /// No voice here reads the script of a sentence. `{0}` voice.
    VOICE_LANGUAGE("synthesiser.language", WARNING),
    /// No arguments: the embedded recognizer is weak and English only.
    RECOGNIZER_WEAK("recogniser.weak", INFO),
    /// A part of a turn failed because somebody switched that on. `{0}` device, `{1}` the fault, a [ProblemReason].
    FAULT_ON("fault.on", INFO),
    /// `{0}` what waits.
    COMPUTE_BUSY("compute.busy", WARNING),
    /// `{0}` device, `{1}` tool, `{2}` reason.
    TOOL_FAILED("tool.failed", WARNING),
    /// It is not there, or only a part of its tools is. `{0}` name, `{1}` reason.
    TOOL_SERVER_FAILED("toolserver.failed", WARNING), TOOL_LIST_INCOMPLETE("toolserver.incomplete", WARNING),
    /// Not offered to models because there are too many. `{0}` tool server or device, `{1}` how many, `{2}` their names.
    TOOLS_LEFT_OUT("tools.leftout", WARNING),
    /// `{0}` name, `{1}` its words.
    TOOL_SERVER_KEY_REFUSED("toolserver.key", WARNING),
    /// `{0}` name, `{1}` address to which it redirects.
    TOOL_SERVER_REDIRECTED("toolserver.redirected", WARNING),
    /// `{0}` name, `{1}` command, `{2}` where it was looked for, `{3}` what to install.
    TOOL_PROGRAM_MISSING("toolserver.program", WARNING),
    /// `{0}` name, `{1}` command, `{2}` where it was looked for.
    TOOL_COMMAND_UNKNOWN("toolserver.command", WARNING),
    /// `{0}` name, `{1}` address.
    TOOL_SERVER_OWN("toolserver.own", WARNING),
    /// `{0}` name, `{1}` the parts.
    TOOL_SERVER_UNFILLED("toolserver.unfilled", WARNING),
    /// `{0}` file, `{1}` reason.
    TOOL_SERVERS_UNREADABLE("toolserver.unreadable", WARNING),
    /// The file that names badges. `{0}` file, `{1}` reason.
    BADGES_UNREADABLE("badge.unreadable", WARNING),
    MICROPHONE_MISSING("microphone.missing", WARNING), LOUDSPEAKER_MISSING("speaker.missing", INFO),
    /// `{0}` device, `{1}` reason.
    MEMORY_FAILED("memory.failed", WARNING),
    /// `{0}` device, `{1}` a [ProblemReason].
    REMINDER_REFUSED("reminder.refused", INFO),
    /// `{0}` the most tasks that there may be. And of a file that gives none: `{0}` file, `{1}` reason.
    TASKS_FULL("tasks.full", INFO), TASKS_UNREADABLE("tasks.unreadable", WARNING),
    /// What was said to devices could not be written to the database. `{0}` reason.
    CONVERSATION_NOT_KEPT("conversation.unkept", WARNING),
    /// `{0}` file, `{1}` reason.
    EXPORT_FAILED("export.failed", WARNING),
    /// `{0}` reason.
    STORE_FAILED("store.failed", CRITICAL),
    /// `{0}` reason.
    STORE_READ_ONLY("store.closed", CRITICAL),
    /// `{0}` reason.
    STORE_BUSY("store.busy", CRITICAL),
    /// Found while the program runs. `{0}` reason.
    STORE_DAMAGED("store.damaged", CRITICAL),
    /// `{0}` version of its schema, `{1}` the newest that this program knows.
    STORE_NEWER("store.newer", CRITICAL),
    /// A damaged database was replaced by everything that could be read. `{0}` where it lies, `{1}` reason, `{2}` rows copied.
    STORE_RECOVERED("store.recovered", WARNING),
    /// As [#STORE_RECOVERED], but part is lost or from a backup. `{3}` tables with unreadable rows, `{4}` time of the backup, `–` without one.
    STORE_PARTLY_RECOVERED("store.partly", CRITICAL),
    /// `{0}` reason.
    BACKUP_FAILED("backup.failed", WARNING),
    /// `{0}` file, `{1}` reason.
    RESTORE_FAILED("backup.unusable", WARNING),
    /// The program that runs has not restored a backup yet. `{0}` file.
    RESTORE_WAITS("backup.waits", WARNING),
    /// A backup was restored. `{0}` where the former files lie.
    HOME_RESTORED("backup.restored", INFO),
    /// Something that could not be used was renamed. `{0}` where it was, `{1}` where it lies, `{2}` reason.
    FILE_SET_ASIDE("file.aside", WARNING),
    /// Meetings were brought back from their files. `{0}` how many, `{1}` how many files could not be read.
    MEETINGS_RESTORED("meeting.restored", INFO),
    /// The name of a file has characters that the process cannot express. `{0}` path, `{1}` encoding.
    PATH_UNUSABLE("path.unusable", CRITICAL),
    /// `{0}` reason.
    RESTART_FAILED("restart.failed", CRITICAL),
    /// The server did not answer at its own ports and restarts. `{0}` reason.
    SERVER_SILENT("server.silent", CRITICAL),
    /// The last run ended in a fatal error. `{0}` error, `{1}` file with the report.
    LAST_RUN_FAILED("run.failed", WARNING),
    /// The last run ended because it had no memory left. `{0}` error, `{1}` file with the report.
    LAST_RUN_OUT_OF_MEMORY("run.memory", WARNING),
    /// The last run was killed, or the computer went off. `{0}` when it had started.
    RUN_INTERRUPTED("run.interrupted", INFO),
    /// The successor did not serve; this process continues. `{0}` reason.
    PROCESS_RESTART_FAILED("restart.process", WARNING),
    /// `{0}` address, `{1}` reason.
    SERVER_UNREACHABLE("server.unreachable", CRITICAL),
    /// `{0}` file, `{1}` reason.
    SPEECH_FILE_UNUSABLE("speech.unusable", CRITICAL),
    /// A script for test devices. `{0}` file, `{1}` line, `{2}` a [ProblemReason].
    SCRIPT_UNUSABLE("script.unusable", WARNING),
    /// A recording is not sound that can be read, or holds none. `{0}` file, `{1}` reason.
    SOUND_FILE_UNUSABLE("soundfile.unusable", WARNING),
    /// Nothing was understood in a recording. `{0}` file, `{1}` seconds.
    SOUND_FILE_SILENT("soundfile.silent", WARNING),
    /// A recording was heard in part. `{0}` file, `{1}` reason.
    SOUND_FILE_DAMAGED("soundfile.damaged", WARNING),
    /// Some of a recording was not recognized. `{0}` file, `{1}` seconds, `{2}` reason.
    SOUND_FILE_GAPS("soundfile.gaps", WARNING),
    /// A recording was imported before. `{0}` file, `{1}` title of its meeting.
    SOUND_FILE_KNOWN("soundfile.known", INFO),
    /// `{0}` file, `{1}` reason.
    TRANSCRIPT_UNWRITTEN("soundfile.unwritten", WARNING),
    /// The embedded recognizer does not know the language that was asked for. `{0}` language.
    SOUND_FILE_LANGUAGE("soundfile.language", WARNING),
    /// `{0}` what was expected, `{1}` what came.
    DEMO_FAILED("demo.failed", CRITICAL),
    /// First contact: no connection. `{0}` WebSocket address, `{1}` OTA address.
    CONTACT_ADDRESS("contact.address", INFO),
    /// First contact: no upgrade. `{0}` client, `{1}` WebSocket address.
    CONTACT_UPGRADE("contact.upgrade", INFO),
    /// First contact: the upgrade failed. `{0}` client.
    CONTACT_IDENTIFIED("contact.identified", INFO),
    /// First contact: not authenticated, no hello, no audio. `{0}` device.
    CONTACT_AUTHENTICATED("contact.authenticated", INFO), CONTACT_HELLO("contact.hello", INFO), CONTACT_SOUND("contact.sound", INFO),
    /// `{0}` device.
    DEVICE_ABSENT("device.absent", INFO), DEVICE_PRESENT("device.present", INFO),
    /// A firmware file is not handed out. `{0}` reason.
    FIRMWARE_REFUSED("firmware.refused", WARNING),
    /// `{0}` address, `{1}` reason.
    ADDRESS_UNREACHABLE("address.dead", WARNING),
    /// `{0}` alias or purpose.
    MODEL_ABSENT("model.absent", INFO),
    /// `{0}` provider, `{1}` key of its section that is missing or invalid.
    PROVIDER_INCOMPLETE("provider.incomplete", WARNING),
    /// `{0}` provider, `{1}` key of its section that still has the text of a template.
    PROVIDER_UNFILLED("provider.unfilled", WARNING),
    /// Nothing listens there. `{0}` provider, `{1}` address.
    PROVIDER_REFUSED("provider.refused", WARNING),
    /// `{0}` provider, `{1}` its address, `{2}` the proxy by which it was to be reached, `{3}` reason.
    PROVIDER_PROXY_FAILED("provider.proxy", WARNING),
    /// The proxy speaks only SOCKS, so that none was used. `{0}` provider, `{1}` its address, `{2}` the proxy.
    PROVIDER_PROXY_UNUSABLE("provider.socks", WARNING),
    /// `{0}` provider, `{1}` host.
    PROVIDER_HOST_UNKNOWN("provider.host", WARNING),
    /// Its host is a name that only containers know. `{0}` provider, `{1}` host.
    PROVIDER_HOST_IN_CONTAINER("provider.container", WARNING),
    /// Its host is a name of multicast DNS. `{0}` provider, `{1}` host.
    PROVIDER_HOST_MULTICAST("provider.multicast", WARNING),
    /// Its address is that of this server. `{0}` provider, `{1}` address, `{2}` port.
    PROVIDER_ITSELF("provider.itself", WARNING),
    /// `{0}` provider, `{1}` address, `{2}` reason.
    PROVIDER_INSECURE("provider.insecure", WARNING),
    /// Nobody vouches for its certificate. `{0}` provider, `{1}` address, `{2}` fingerprint, `{3}` reason.
    PROVIDER_CERTIFICATE("provider.certificate", WARNING),
    /// No connection came about in time. `{0}` provider, `{1}` address, `{2}` seconds.
    PROVIDER_UNREACHABLE("provider.unreachable", WARNING),
    /// `{0}` provider, `{1}` address, `{2}` seconds.
    PROVIDER_TIMEOUT("provider.hung", WARNING),
    /// `{0}` provider, `{1}` status, `{2}` what it says.
    PROVIDER_KEY_REFUSED("provider.key", WARNING),
    /// The time of a signed request is not that of the provider. `{0}` provider, `{1}` what it says.
    PROVIDER_CLOCK("provider.clock", WARNING),
    /// `{0}` provider, `{1}` address, `{2}` what it says.
    PROVIDER_NOT_FOUND("provider.missing", WARNING),
    /// `{0}` provider, `{1}` what it says.
    PROVIDER_LIMITED("provider.limited", WARNING),
    /// `{0}` provider, `{1}` status, `{2}` what it says.
    PROVIDER_FAILED("provider.failed", WARNING),
    /// It does not accept the request, and would not accept it again. `{0}` provider, `{1}` status, `{2}` what it says.
    PROVIDER_DECLINED("provider.declined", WARNING),
    /// The account is empty, or its allowance used up. `{0}` provider, `{1}` what it says.
    PROVIDER_QUOTA("provider.quota", WARNING),
    /// It does not serve this country. `{0}` provider, `{1}` what it says.
    PROVIDER_REGION("provider.region", WARNING),
    /// The request has more text than the model takes. `{0}` provider, `{1}` what it says.
    PROVIDER_CONTEXT("provider.context", WARNING),
    /// What was said may not be answered. `{0}` provider, `{1}` what it says.
    PROVIDER_FILTERED("provider.filtered", WARNING),
    /// Its server has nothing under this path. `{0}` provider, `{1}` address, `{2}` what it says.
    PROVIDER_PATH_UNKNOWN("provider.path", WARNING),
    /// A web page came. `{0}` provider, `{1}` address, `{2}` the page's title.
    PROVIDER_WEB_PAGE("provider.page", WARNING),
    /// Requests are sent in another form since it refused one. `{0}` provider, `{1}` what was changed, `{2}` what it says.
    PROVIDER_ADAPTED("provider.adapted", INFO),
    /// `{0}` provider, `{1}` reason.
    PROVIDER_CUT("provider.cut", WARNING),
    /// `{0}` provider, `{1}` what came.
    PROVIDER_MALFORMED("provider.malformed", WARNING),
    /// `{0}` provider, `{1}` why it stopped, as it says.
    PROVIDER_EMPTY("provider.empty", WARNING),
    /// `{0}` provider, `{1}` where it was ended.
    PROVIDER_ENDLESS("provider.endless", WARNING),
    /// `{0}` model, `{1}` what the provider says.
    PROVIDER_WITHOUT_TOOLS("provider.toolless", INFO),
    /// `{0}` program, `{1}` reason.
    PROVIDER_PROGRAM_FAILED("provider.program", WARNING),
    /// It broke off, or the server was not reached. `{0}` file, `{1}` address, `{2}` reason, `{3}` megabytes that are here.
    DOWNLOAD_FAILED("download.failed", WARNING),
    /// The server does not give the file. `{0}` host, `{1}` address, `{2}` status.
    DOWNLOAD_REFUSED("download.refused", WARNING),
    /// The server sends the download to an address that is not a web server's. `{0}` host, `{1}` address, `{2}` where to.
    DOWNLOAD_MISDIRECTED("download.misdirected", WARNING),
    /// What came has another checksum. `{0}` file, `{1}` the checksum that it should have, `{2}` the one that it has.
    DOWNLOAD_DAMAGED("download.damaged", WARNING),
    /// `{0}` file, `{1}` megabytes needed, `{2}` megabytes free, `{3}` directory.
    DOWNLOAD_SPACE("download.space", WARNING),
    /// `{0}` provider, `{1}` embedded fallback.
    PROVIDER_FALLBACK("provider.replaced", INFO),
    /// `{0}` id of the meeting.
    MEETING_UNKNOWN("meeting.unknown", WARNING),
    /// It runs and cannot be deleted or summarized again. `{0}` id.
    MEETING_RUNNING("meeting.running", WARNING),
    /// It is over and accepts nothing more. `{0}` id.
    MEETING_OVER("meeting.over", WARNING),
    /// A meeting cannot be joined with itself. `{0}` id.
    MEETING_SAME("meeting.same", WARNING),
    /// It was not made of two meetings. `{0}` id.
    MEETING_NOT_JOINED("meeting.unjoined", WARNING),
    /// `{0}` device.
    MEETING_BUSY("meeting.busy", WARNING),
    /// It is not in the trash. `{0}` id.
    MEETING_NOT_IN_TRASH("meeting.kept", WARNING),
    /// `{0}` number of the sentence, `{1}` id of the meeting.
    MEETING_SENTENCE_UNKNOWN("meeting.sentence", WARNING),
    /// `{0}` number of the version, `{1}` id of the meeting.
    MEETING_VERSION_UNKNOWN("meeting.version", WARNING),
    /// Its sound was not kept, so that it cannot be transcribed again. `{0}` title or id.
    MEETING_SOUND_ABSENT("meeting.soundless", WARNING),
    /// Transcribed again, nothing was understood in it. `{0}` title or id, `{1}` seconds of sound, `{2}` recognizer.
    MEETING_SOUND_SILENT("meeting.wordless", WARNING),
    /// Some of it was not recognized when it was transcribed again. `{0}` title or id, `{1}` seconds, `{2}` reason.
    MEETING_SOUND_GAPS("meeting.regaps", WARNING),
    /// Sentences could not be stored. `{0}` id, `{1}` reason.
    MEETING_NOT_STORED("meeting.unkept", CRITICAL),
    /// A meeting has as many sentences as memory allows, and further ones are not kept. `{0}` id.
    MEETING_FULL("meeting.full", CRITICAL),
    /// Nobody says anything in it, so that it ends soon. `{0}` title or id, `{1}` minutes of silence, `{2}` minutes to its end.
    MEETING_SILENT("meeting.silent", WARNING),
    /// The files of meetings cannot be written. `{0}` directory, `{1}` reason.
    MEETING_FILES_FAILED("meeting.files", WARNING),
    /// `{0}` host, `{1}` reason.
    WEBHOOK_FAILED("meeting.webhook.failed", WARNING), WEBHOOK_ABSENT("meeting.webhook.absent", INFO),
    /// `{0}` reason.
    SUMMARY_WITHOUT_MODEL("summary.without.model", WARNING),
    /// Speech in a meeting was not transcribed. `{0}` device, `{1}` seconds, `{2}` reason.
    MEETING_SPEECH_LOST("meeting.unheard", WARNING),
    /// `{0}` device, `{1}` reason.
    MEETING_AUDIO_LOST("meeting.sound", WARNING),
    /// `{0}` file, `{1}` reason.
    MEETING_EXPORT_FAILED("meeting.unsaved", WARNING),
    /// The rule of the protocol that the subject names was broken: fatal to a board, harmful, or odd. `{0}` device, `{1}` what was seen, `{2}` how often.
    PROTOCOL_FATAL("lint", CRITICAL), PROTOCOL_BROKEN("lint", WARNING), PROTOCOL_ODD("lint", INFO),
    /// A session file was read in part, could not be written, or cannot do what needs a server. `{0}` file, `{1}` reason; of a large one the
    /// time until which it was read, `{2}` MB of memory.
    SESSION_UNREADABLE("session.unreadable", WARNING), SESSION_DAMAGED("session.damaged", INFO), SESSION_LARGE("session.large", INFO),
    SESSION_UNSAVED("session.unsaved", WARNING), SESSION_RECORDED("session.recorded", INFO),
    /// The microphone tap could not be opened: `{0}` UDP port; its sound could not be written: `{0}` file. `{1}` reason.
    TAP_UNOPENED("tap.unopened", WARNING), TAP_UNSAVED("tap.unsaved", WARNING),
    /// `{0}` reason.
    UNEXPECTED("unexpected", CRITICAL);

    private final String key;
    private final Severity severity;

    ProblemCode(String key, Severity severity) {
        this.key = key;
        this.severity = severity;
    }

    /// Prefix of the three text keys, for example `port.taken` for `port.taken.what`.
    public String key() {
        return key;
    }

    public Severity severity() {
        return severity;
    }
}
